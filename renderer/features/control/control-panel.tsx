import { Bookmark, ChevronDown, ChevronUp, Mic, MicOff, TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { roughLength, writtenLength } from '../../app/messages/when.ts'
import type { RemoteAction, RemoteState } from '../../capture/remote.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Heading } from '../../ui/heading.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Meter } from '../../ui/meter.tsx'
import { RecordingDot } from '../../ui/recording-dot.tsx'
import { Row, Spacer } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './control-panel.module.css'
import { isUnderWay } from './under-way.ts'

interface ControlPanelProps {
  state: RemoteState
  act: (action: RemoteAction) => void
  /** Louder and softer ten times a second; without it the state's own level is shown. */
  level?: number | undefined
  /** Puts the control away; left out where its window has its own way. */
  onHide?: (() => void) | undefined
}

/** A recording in as little room as it takes: how long, which question, and the ways to go on or to end. */
export function ControlPanel({ state, act, level, onHide }: ControlPanelProps) {
  const [isOpen, setIsOpen] = useState(false)
  const hasPrompter = state.questions.length > 0 || state.notes !== ''
  const alarm = state.alarms[0]
  return (
    <section className={css.panel} aria-label={text('control.name')}>
      {alarm && (
        <div className={css.alarm} role="alert">
          <Icon of={alarm.kind.startsWith('microphone') ? Mic : TriangleAlert} />
          <p>
            {alarm.message} {alarm.remedy}
          </p>
        </div>
      )}
      <div className={classes(css.body, css.grip)}>
        <Row gap={2} className={css.top}>
          <RecordingDot paused={state.phase !== 'recording'} />
          <Time state={state} />
          <Spacer />
          {state.microphoneLevel !== null && (
            <Meter
              level={state.isMicrophoneMuted ? 0 : (level ?? state.microphoneLevel)}
              label={text('control.level')}
            />
          )}
          {hasPrompter && (
            <IconButton
              size="s"
              icon={isOpen ? ChevronUp : ChevronDown}
              label={text(isOpen ? 'control.fold' : 'control.unfold')}
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
            />
          )}
          {onHide && <IconButton size="s" icon={X} label={text('control.hide')} onClick={onHide} />}
        </Row>
        {state.question && (
          <p className={css.question} aria-live="polite">
            <span className={css.place}>
              {text('control.question-of', { place: state.questionIndex + 1, count: state.questions.length })}{' '}
            </span>
            {state.question.text}
          </p>
        )}
        <Buttons state={state} act={act} />
      </div>
      {hasPrompter && isOpen && <Prompter state={state} />}
    </section>
  )
}

/** How long, and what that says. */
function Time({ state }: { state: RemoteState }) {
  const { phase, countdownSec, elapsedMs, suggestedSec } = state
  if (!isUnderWay(phase)) return <Note>{text('control.nothing-yet')}</Note>
  if (phase === 'countdown') return <b>{text('control.begins-in', { seconds: countdownSec ?? 0 })}</b>
  return (
    <>
      <b className={css.clock} role="timer" aria-label={text('control.recorded')}>
        {writtenLength(elapsedMs)}
      </b>
      <Note tabular inline className={css.length}>
        {phase === 'paused' && text('control.paused')}
        {phase === 'stopping' && text('control.finishing')}
        {phase === 'recording' &&
          suggestedSec > 0 &&
          text('control.of-about', { length: roughLength(suggestedSec * 1000) })}
      </Note>
    </>
  )
}

function Buttons({ state, act }: { state: RemoteState; act: (action: RemoteAction) => void }) {
  const { phase, isMicrophoneMuted, nextQuestion, markCount } = state
  if (phase === 'countdown') {
    return (
      <Row gap={2} className={css.buttons}>
        <Spacer />
        <Button size="s" onClick={() => act('stop')}>
          {text('control.call-off')}
        </Button>
      </Row>
    )
  }
  if (phase !== 'recording' && phase !== 'paused') return null
  return (
    <Row gap={2} className={css.buttons}>
      {nextQuestion && (
        <Button size="s" title={nextQuestion.text} onClick={() => act('next-question')}>
          {text('control.next-question')}
        </Button>
      )}
      <Button size="s" onClick={() => act(phase === 'paused' ? 'resume' : 'pause')}>
        {text(phase === 'paused' ? 'control.go-on' : 'control.pause')}
      </Button>
      <IconButton
        size="s"
        icon={Bookmark}
        label={text('control.mark')}
        title={markCount > 0 ? text('control.marked', { count: markCount }) : text('control.mark')}
        onClick={() => act('mark')}
      />
      {state.microphoneLevel !== null && (
        <IconButton
          size="s"
          icon={isMicrophoneMuted ? MicOff : Mic}
          label={text(isMicrophoneMuted ? 'control.unmute' : 'control.mute')}
          pressed={isMicrophoneMuted}
          onClick={() => act('toggle-microphone')}
        />
      )}
      <Spacer />
      <Button size="s" variant="primary" onClick={() => act('stop')}>
        {text('control.finish')}
      </Button>
    </Row>
  )
}

/** The questions and my own notes, to speak along. */
function Prompter({ state: { questions, questionIndex, notes } }: { state: RemoteState }) {
  return (
    <div className={css.prompter}>
      {questions.length > 0 && (
        <ol className={css.questions} aria-label={text('control.questions')}>
          {questions.map(({ id, text: words, hint }, place) => (
            <li
              key={id}
              className={place === questionIndex ? undefined : css.other}
              aria-current={place === questionIndex ? 'step' : undefined}
            >
              <span className={place === questionIndex ? css.here : undefined}>{words}</span>
              {hint !== '' && <Note>{hint}</Note>}
            </li>
          ))}
        </ol>
      )}
      {notes !== '' && (
        <>
          <Heading level={2} look="label" className={css.label}>
            {text('control.notes')}
          </Heading>
          <p className={css.notes}>{notes}</p>
        </>
      )}
    </div>
  )
}
