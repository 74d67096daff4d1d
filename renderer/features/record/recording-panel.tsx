import { Mic, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { text } from '../../app/messages/text.ts'
import { roughLength, writtenLength, writtenSize } from '../../app/messages/when.ts'
import { goTo } from '../../app/route.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import type { Alarm } from '../../capture/alarms.ts'
import type { Recording } from '../../capture/recording.ts'
import { takesApi } from '../../capture/takes-api.ts'
import { type CaptureSession, useElapsedMs, useRecording, useStage } from '../../capture/use-recording.ts'
import { Button, TextAction } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { RecordingDot } from '../../ui/recording-dot.tsx'
import { Row, Spacer } from '../../ui/row.tsx'
import { useToasts } from '../../ui/toast.tsx'
import { Note } from '../../ui/words.tsx'
import { letGoUnlessWatched, type RecordingSubject } from './capture-session.ts'
import css from './recording-panel.module.css'
import { roomWords } from './room-words.ts'
import { StageMeter } from './source-controls.tsx'
import { useKeys } from './use-keys.ts'

interface RecordingPanelProps {
  session: CaptureSession
  subject: RecordingSubject
}

/** The control while one records: how long, which question, what is wrong, and the ways to go on or to end. */
export function RecordingPanel({ session, subject }: RecordingPanelProps) {
  const { stage, recording } = session
  const { phase, alarms, room, questionIndex, bytesWaiting } = useRecording(recording)
  const { microphone } = useStage(stage)
  const { discard, startOver } = useEndings(recording)
  const isStopping = phase === 'stopping'
  const hasNext = questionIndex < subject.questions.length - 1
  const pauseOrGoOn = (): void => (phase === 'paused' ? recording.resume() : recording.pause())
  useKeys({ n: () => recording.nextQuestion(), p: pauseOrGoOn }, !isStopping)
  const panel = useRef<HTMLElement>(null)
  // The panel, not a button of it: a key pressed by mistake ends nothing.
  useEffect(() => panel.current?.focus(), [])
  const alarm = alarms[0]
  return (
    <section ref={panel} className={css.panel} tabIndex={-1} aria-label={text('record.control')}>
      {alarm && <AlarmLine alarm={alarm} session={session} />}
      <div className={css.body}>
        <Row gap={2}>
          <RecordingDot paused={phase === 'paused'} />
          <Clock recording={recording} />
          <Note tabular>{lengthWords({ phase, suggestedSec: subject.suggestedSec })}</Note>
          <Spacer />
          {microphone.status === 'open' && <StageMeter stage={stage} label={microphone.label} />}
        </Row>
        <CurrentQuestion subject={subject} index={questionIndex} />
        <Row gap={2} className={css.buttons}>
          {hasNext && !isStopping && (
            <Button size="s" onClick={() => recording.nextQuestion()}>
              {text('record.next-question')} <Kbd>N</Kbd>
            </Button>
          )}
          {!isStopping && (
            <Button size="s" onClick={pauseOrGoOn}>
              {phase === 'paused' ? text('record.go-on') : text('record.pause')} <Kbd>P</Kbd>
            </Button>
          )}
          <Spacer />
          <Button
            size="s"
            variant="primary"
            busy={isStopping ? text('record.finishing') : undefined}
            onClick={() => void recording.stop()}
          >
            {text('record.finish')}
          </Button>
        </Row>
        <Row gap={3} className={css.foot}>
          <TextAction disabled={isStopping} onClick={startOver}>
            {text('record.start-over')}
          </TextAction>
          <TextAction disabled={isStopping} onClick={discard}>
            {text('record.discard')}
          </TextAction>
          <Spacer />
          <span className={css.room}>
            {bytesWaiting > waitingWorthTelling
              ? text('record.waiting', { size: writtenSize(bytesWaiting) })
              : room !== null && text('record.room-short', { length: roomWords(room) })}
          </span>
        </Row>
      </div>
    </section>
  )
}

/** A chunk or two are always on their way. */
const waitingWorthTelling = 8_000_000

function Clock({ recording }: { recording: Recording }) {
  const elapsedMs = useElapsedMs(recording)
  return (
    <b className={css.clock} role="timer" aria-label={text('record.recorded')}>
      {writtenLength(elapsedMs)}
    </b>
  )
}

function lengthWords({ phase, suggestedSec }: { phase: string; suggestedSec: number }): string {
  if (phase === 'paused') return text('record.paused')
  if (suggestedSec === 0) return ''
  return text('record.of-about', { length: roughLength(suggestedSec * 1000) })
}

function CurrentQuestion({ subject, index }: { subject: RecordingSubject; index: number }) {
  const { questions } = subject
  const question = questions[index]
  if (question === undefined) return null
  return (
    <div className={css.question} aria-live="polite">
      <Note>{text('record.question-of', { place: index + 1, count: questions.length })}</Note>
      <Heading level={2}>{question.text}</Heading>
      {question.hint !== '' && <Note>{question.hint}</Note>}
    </div>
  )
}

function AlarmLine({ alarm, session }: { alarm: Alarm; session: CaptureSession }) {
  const { devices, microphone } = useStage(session.stage)
  const isAboutMicrophone = alarm.kind === 'microphone-silent' || alarm.kind === 'microphone-lost'
  const current = 'label' in microphone ? microphone.label : ''
  const other = devices.microphones.find(({ deviceId, label }) => deviceId !== 'default' && label !== current)
  return (
    <div className={css.alarm} role="alert">
      <Icon of={isAboutMicrophone ? Mic : TriangleAlert} />
      <p>
        {alarm.message} {alarm.remedy}
      </p>
      {isAboutMicrophone && other && (
        <TextAction
          leading
          className={css.alarmAction}
          onClick={() => void session.stage.setMicrophone({ deviceId: other.deviceId, isProcessed: false })}
        >
          {text('record.use-other', { device: other.label })}
        </TextAction>
      )}
    </div>
  )
}

/** Discarding and starting over, both with the way back. */
function useEndings(recording: Recording): { discard: () => void; startOver: () => void } {
  const toasts = useToasts()
  const sayFailure = useSayFailure()
  const bringBack = async (takeId: string): Promise<void> => {
    try {
      await takesApi().restore(takeId)
      goTo({ screen: 'review', take: takeId, replaces: null })
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  const offerBack = (): void => {
    const { discardedTakeId } = recording.state.get()
    if (discardedTakeId === null) return
    toasts.show({
      title: text('record.discarded'),
      detail: text('record.discarded-kept'),
      action: { label: text('common.undo'), onAct: () => void bringBack(discardedTakeId) },
    })
  }
  return {
    discard: () =>
      void recording.discard().then(() => {
        offerBack()
        letGoUnlessWatched()
      }),
    startOver: () => {
      const started = recording.restart()
      void started.then(offerBack)
    },
  }
}
