import { SlidersHorizontal } from 'lucide-react'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { hrefOf } from '../../../app/route.ts'
import { frameRates } from '../../../capture/sources.ts'
import { TextLink } from '../../../ui/button.tsx'
import { SegmentedControl, Switch } from '../../../ui/choice.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { Stack } from '../../../ui/row.tsx'
import { Note } from '../../../ui/words.tsx'
import { useChange } from '../../settings/use-change.ts'
import css from '../record.module.css'
import { type CaptureChoices, frameRateOf } from './choices.ts'

interface RecordingOptionsProps {
  choices: CaptureChoices
  onChange: (change: Partial<CaptureChoices>) => void
}

const countdowns = [0, 3, 5, 10]

/** What is set once and rarely changed: pictures a second, the countdown, and what the browser does to a voice. */
export function RecordingOptions({ choices, onChange }: RecordingOptionsProps) {
  const countdownSec = useLive((live) => live.settings?.countdownSec ?? 3)
  const changeSetting = useChange()
  const seconds = [...new Set([...countdowns, countdownSec])].toSorted((a, b) => a - b)
  return (
    <Popover
      label={text('record.options')}
      align="start"
      trigger={
        <button type="button" className={css.source}>
          <Icon of={SlidersHorizontal} />
          <span className={css.sourceName}>{text('record.options')}</span>
          <span className={css.sourceState}>{text('record.rate', { rate: choices.framesPerSecond })}</span>
        </button>
      }
    >
      <Stack gap={3}>
        <div>
          <Note>{text('record.rate-label')}</Note>
          <SegmentedControl
            label={text('record.rate-label')}
            options={frameRates.map((rate) => ({ value: String(rate), label: String(rate) }))}
            value={String(choices.framesPerSecond)}
            onValueChange={(value) => onChange({ framesPerSecond: frameRateOf(value) })}
          />
          <Note>{text('record.rate-note')}</Note>
        </div>
        <div>
          <Note>{text('record.countdown')}</Note>
          <SegmentedControl
            label={text('record.countdown')}
            options={seconds.map((each) => ({
              value: String(each),
              label: each === 0 ? text('record.no-countdown') : text('when.seconds', { seconds: each }),
            }))}
            value={String(countdownSec)}
            onValueChange={(value) => void changeSetting({ countdownSec: Number(value) })}
          />
        </div>
        <Switch
          atEnd
          label={text('record.process-voice')}
          detail={text('record.process-voice-note')}
          checked={choices.isVoiceProcessed}
          onCheckedChange={(isVoiceProcessed) => onChange({ isVoiceProcessed })}
        />
        <TextLink leading href={hrefOf({ screen: 'self-test' })}>
          {text('record.test')}
        </TextLink>
      </Stack>
    </Popover>
  )
}
