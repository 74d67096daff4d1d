import { Bookmark, Mic, MicOff, TriangleAlert } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { text } from '../../../app/messages/text.ts'
import { roughLength, writtenLength, writtenSize } from '../../../app/messages/when.ts'
import type { Alarm } from '../../../capture/alarms.ts'
import type { Recording } from '../../../capture/recording.ts'
import type { RemoteAction } from '../../../capture/remote.ts'
import type { DeviceChoice } from '../../../capture/sources.ts'
import { type CaptureSession, useElapsedMs, useRecording, useStage } from '../../../capture/use-recording.ts'
import { Button, IconButton, TextAction } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { RecordingDot } from '../../../ui/recording-dot.tsx'
import { Row, Spacer } from '../../../ui/row.tsx'
import { Note } from '../../../ui/words.tsx'
import type { RecordingSubject } from '../capture-session.ts'
import { PutOnTop } from '../setup/control-on-top.tsx'
import { roomWords } from '../setup/room-words.ts'
import { StageMeter } from '../setup/source-controls.tsx'
import { useChoices } from '../setup/use-choices.ts'
import { useKeyCaps } from '../use-key-caps.ts'
import { useKeys } from '../use-keys.ts'
import { keysFor } from './recording-keys.ts'
import css from './recording-panel.module.css'

interface RecordingPanelProps {
  session: CaptureSession
  subject: RecordingSubject
  act: (action: RemoteAction) => void
}

/** The control while one records: how long, which question, what is wrong, and the ways to go on or to end. */
export function RecordingPanel({ session, subject, act }: RecordingPanelProps) {
  const { stage, recording } = session
  const { phase, alarms, room, questionIndex, bytesWaiting, markCount } = useRecording(recording)
  const { microphone, muted } = useStage(stage)
  const isStopping = phase === 'stopping'
  const hasNext = questionIndex < subject.questions.length - 1
  const next = useKeyCaps({ isRecording: true })('next-question', 'N')
  useKeys(keysFor(act), !isStopping)
  const panel = useRef<HTMLElement>(null)
  // The panel, not a button of it: a key pressed by mistake ends nothing.
  useEffect(() => panel.current?.focus(), [])
  useHeightOf(panel)
  const alarm = alarms[0]
  return (
    <section
      ref={panel}
      className={classes(css.panel, next.isAnywhere && css.wide)}
      tabIndex={-1}
      aria-label={text('record.control')}
    >
      {alarm && <AlarmLine alarm={alarm} session={session} />}
      <div className={css.body}>
        <Row gap={2}>
          <RecordingDot paused={phase === 'paused'} />
          <Clock recording={recording} />
          <Length recording={recording} suggestedSec={subject.suggestedSec} />
          <Spacer />
          {microphone.status === 'open' && !muted.microphone && <StageMeter stage={stage} label={microphone.label} />}
          {microphone.status === 'open' && (
            <IconButton
              size="s"
              icon={muted.microphone ? MicOff : Mic}
              label={text(muted.microphone ? 'record.unmute' : 'record.mute')}
              pressed={muted.microphone}
              onClick={() => act('toggle-microphone')}
            />
          )}
        </Row>
        <CurrentQuestion subject={subject} index={questionIndex} />
        {markCount > 0 && <Note>{text('record.marked', { count: markCount })}</Note>}
        <Row gap={2} className={css.buttons}>
          {hasNext && !isStopping && (
            <Button size="s" onClick={() => act('next-question')}>
              {text('record.next-question')} <Kbd>{next.cap}</Kbd>
            </Button>
          )}
          {!isStopping && (
            <Button size="s" onClick={() => act('toggle-pause')}>
              {phase === 'paused' ? text('record.go-on') : text('record.pause')} {!next.isAnywhere && <Kbd>P</Kbd>}
            </Button>
          )}
          {!isStopping && (
            <IconButton size="s" icon={Bookmark} label={text('record.mark')} onClick={() => act('mark')} />
          )}
          <Button
            size="s"
            variant="primary"
            className={css.finish}
            busy={isStopping ? text('record.finishing') : undefined}
            onClick={() => act('stop')}
          >
            {text('record.finish')}
          </Button>
        </Row>
        <Row gap={3} className={css.foot}>
          <TextAction disabled={isStopping} onClick={() => act('restart')}>
            {text('record.start-over')}
          </TextAction>
          <TextAction disabled={isStopping} onClick={() => act('discard')}>
            {text('record.discard')}
          </TextAction>
          <PutOnTop />
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

/** The seconds until it begins anew, where the screen that counts them large is not the one before one. */
export function CountingPanel({ session, act }: Pick<RecordingPanelProps, 'session' | 'act'>) {
  const { countdownSec } = useRecording(session.recording)
  useKeys({ escape: () => act('stop') })
  return (
    <section className={css.panel} aria-label={text('record.control')}>
      <Row gap={2} className={css.body}>
        <b className={css.clock} role="timer" aria-live="assertive">
          {text('control.begins-in', { seconds: countdownSec ?? 0 })}
        </b>
        <Spacer />
        <Button size="s" onClick={() => act('stop')}>
          {text('common.cancel')} <Kbd>Esc</Kbd>
        </Button>
      </Row>
    </section>
  )
}

/** Notices and toasts stand above it: what they say must not cover the way to end a recording. */
function useHeightOf(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = panel.current
    if (!element) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => {
      const { top } = element.getBoundingClientRect()
      style.setProperty('--control-height', `${Math.ceil(window.innerHeight - top) - 10}px`)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      style.removeProperty('--control-height')
    }
  }, [panel])
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

/** How it stands against the length that the thread suggests; in words alone, because nobody is hurried. */
function Length({ recording, suggestedSec }: { recording: Recording; suggestedSec: number }) {
  const { phase } = useRecording(recording)
  const elapsedMs = useElapsedMs(recording)
  const length = roughLength(suggestedSec * 1000)
  const isPast = elapsedMs > suggestedSec * 1000
  return (
    <Note tabular>
      {phase === 'paused'
        ? text('record.paused')
        : suggestedSec > 0 && text(isPast ? 'record.past' : 'record.of-about', { length })}
    </Note>
  )
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
  const [choices, changeChoices] = useChoices()
  const isAboutMicrophone = alarm.kind === 'microphone-silent' || alarm.kind === 'microphone-lost'
  const current = 'label' in microphone ? microphone.label : ''
  const other = devices.microphones.find(({ deviceId, label }) => deviceId !== 'default' && label !== current)
  const take = ({ deviceId }: DeviceChoice): void => {
    changeChoices({ microphone: deviceId })
    void session.stage.setMicrophone({ deviceId, isProcessed: choices?.isVoiceProcessed ?? false })
  }
  return (
    <div className={css.alarm} role="alert">
      <Icon of={isAboutMicrophone ? Mic : TriangleAlert} />
      <p>
        {alarm.message} {alarm.remedy}
      </p>
      {isAboutMicrophone && other && (
        <TextAction leading className={css.alarmAction} onClick={() => take(other)}>
          {text('record.use-other', { device: other.label })}
        </TextAction>
      )}
    </div>
  )
}
