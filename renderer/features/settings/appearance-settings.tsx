import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { text } from '../../app/messages/text.ts'
import { SegmentedControl, Switch } from '../../ui/choice.tsx'
import { Row, Stack } from '../../ui/row.tsx'
import { useChange } from './use-change.ts'

/** Light or dark, and more contrast. */
export function AppearanceSettings({ settings }: { settings: Settings }) {
  const change = useChange()
  return (
    <Stack gap={4}>
      <Row>
        <SegmentedControl
          label={text('settings.appearance')}
          options={[
            { value: 'system', label: text('settings.as-system') },
            { value: 'light', label: text('settings.light') },
            { value: 'dark', label: text('settings.dark') },
          ]}
          value={settings.appearance}
          onValueChange={(appearance) => void change({ appearance })}
        />
      </Row>
      <Switch
        atEnd
        label={text('settings.contrast')}
        detail={text('settings.contrast-detail')}
        checked={settings.contrast === 'more'}
        onCheckedChange={(isMore) => void change({ contrast: isMore ? 'more' : 'system' })}
      />
    </Stack>
  )
}
