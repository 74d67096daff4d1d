import { FileUp } from 'lucide-react'
import { text } from '../../../app/messages/text.ts'
import { hrefOf } from '../../../app/route.ts'
import type { Recording } from '../../../capture/recording.ts'
import { useRecording } from '../../../capture/use-recording.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { RecordIcon } from '../../../ui/icons.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import { Row, Spacer } from '../../../ui/row.tsx'
import { Note } from '../../../ui/words.tsx'
import type { Place } from '../publish/use-place.ts'
import { useKeyCaps } from '../use-key-caps.ts'
import { roomWords } from './room-words.ts'

interface SetupFootProps {
  recording: Recording
  place: Place
  countdownSec: number
  canRecord: boolean
  isVoiceOnly: boolean
  /** A video made anew has its words already. */
  isCorrection: boolean
  onRecord: () => void
  onVoiceOnly: (isOn: boolean) => void
  onImport: () => void
}

/** The way to begin, the ways to do without, and how long there is room for. */
export function SetupFoot(props: SetupFootProps) {
  const { recording, place, countdownSec, canRecord, isVoiceOnly, isCorrection } = props
  const { room } = useRecording(recording)
  const start = useKeyCaps({ isRecording: false })('start-stop', 'R')
  return (
    <Row gap={3} wrap>
      <Button variant="primary" size="l" icon={RecordIcon} onClick={props.onRecord} disabled={!canRecord}>
        {text('record.record-after', { seconds: countdownSec })}
      </Button>
      <Kbd>{start.cap}</Kbd>
      {start.isAnywhere && <Note inline>{text('record.key-anywhere')}</Note>}
      {place.thread !== null && !isCorrection && (
        <LinkButton
          variant="ghost"
          href={hrefOf({ screen: 'write', library: place.library, thread: place.thread.id, item: null })}
        >
          {text('record.write-instead')}
        </LinkButton>
      )}
      <Button variant="ghost" aria-pressed={isVoiceOnly} onClick={() => props.onVoiceOnly(!isVoiceOnly)}>
        {text('record.voice-only')}
      </Button>
      <Button variant="ghost" icon={FileUp} onClick={props.onImport}>
        {text('record.bring-file')}
      </Button>
      <Spacer />
      {room !== null && <Note tabular>{text('record.room', { length: roomWords(room) })}</Note>}
    </Row>
  )
}
