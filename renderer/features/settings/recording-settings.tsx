import { useState } from 'react'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Row, Stack } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { useChange } from './use-change.ts'

const countdowns = [0, 3, 5, 10]
const undoTimes = [0, 10, 30, 60, 120, 300]

/** Recording and publishing: the countdown, the time to undo, and the program that compresses. */
export function RecordingSettings({ settings }: { settings: Settings }) {
  const change = useChange()
  const [ffmpegPath, setFfmpegPath] = useState(settings.ffmpegPath)
  const secondsOptions = (usual: readonly number[], standing: number) =>
    [...new Set([...usual, standing])]
      .toSorted((a, b) => a - b)
      .map((seconds) => ({
        value: String(seconds),
        label: seconds === 0 ? text('settings.none') : text('when.seconds', { seconds }),
      }))
  return (
    <Stack gap={4}>
      <Row gap={4} align="start" wrap>
        <Field label={text('settings.countdown')}>
          <Select
            options={secondsOptions(countdowns, settings.countdownSec)}
            value={String(settings.countdownSec)}
            onValueChange={(value) => void change({ countdownSec: Number(value) })}
          />
        </Field>
        <Field label={text('settings.undo')} hint={text('settings.undo-hint')}>
          <Select
            options={secondsOptions(undoTimes, settings.undoSec)}
            value={String(settings.undoSec)}
            onValueChange={(value) => void change({ undoSec: Number(value) })}
          />
        </Field>
      </Row>
      <div>
        <LinkButton href={hrefOf({ screen: 'self-test' })}>{text('test.title')}</LinkButton>
      </div>
      <Field label={text('settings.ffmpeg')} optional hint={text('settings.ffmpeg-hint')}>
        <TextInput
          value={ffmpegPath}
          onValueChange={setFfmpegPath}
          onBlur={() => {
            if (ffmpegPath.trim() !== settings.ffmpegPath) void change({ ffmpegPath: ffmpegPath.trim() })
          }}
          spellCheck={false}
        />
      </Field>
    </Stack>
  )
}
