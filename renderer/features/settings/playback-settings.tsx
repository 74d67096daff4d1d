import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { text } from '../../app/messages/text.ts'
import { Switch } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { Stack } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { useChange } from './use-change.ts'

const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** How videos play. */
export function PlaybackSettings({ settings }: { settings: Settings }) {
  const change = useChange()
  const choices = [...new Set([...speeds, settings.playbackSpeed])].toSorted((a, b) => a - b)
  return (
    <Stack gap={4}>
      <Field label={text('settings.speed')} hint={text('settings.speed-hint')}>
        <Select
          options={choices.map((speed) => ({ value: String(speed), label: text('settings.speed-times', { speed }) }))}
          value={String(settings.playbackSpeed)}
          onValueChange={(value) => void change({ playbackSpeed: Number(value) })}
        />
      </Field>
      <Switch
        atEnd
        label={text('settings.captions')}
        detail={text('settings.captions-detail')}
        checked={settings.captionsOn}
        onCheckedChange={(captionsOn) => void change({ captionsOn })}
      />
    </Stack>
  )
}
