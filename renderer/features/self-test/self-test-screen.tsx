import { Check, Circle, CircleAlert, Info, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { text } from '../../app/messages/text.ts'
import { Button, TextAction } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { useCurrentCapture } from '../record/capture-session.ts'
import { StageMeter } from '../record/setup/source-controls.tsx'
import { isUnderWay } from '../record/under-way/use-duties.ts'
import { type StepName, type StepState, stepNames } from './check.ts'
import css from './self-test.module.css'
import { type SelfTest, useSelfTest } from './use-self-test.ts'

/** Tries everything that a recording needs, says what is wrong in words, and removes all that it made. */
export function SelfTestScreen() {
  const test = useSelfTest()
  const isInUse = useIsRecording()
  const isDone = stepNames.every((name) => test.steps[name].status === 'done')
  return (
    <Page>
      <PageHeader
        title={text('test.title')}
        below={isInUse ? text('test.in-use') : isDone ? <Outcome steps={test.steps} /> : text('test.lead')}
        actions={
          <Button
            variant="primary"
            disabled={isInUse}
            busy={test.isRunning ? text('test.running') : undefined}
            onClick={test.runAll}
          >
            {text(isDone ? 'test.again' : 'test.start')}
          </Button>
        }
      />
      <div className={css.steps}>
        <LinedList label={text('test.steps')}>
          {stepNames.map((name) => (
            <Step key={name} name={name} test={test} />
          ))}
        </LinedList>
      </div>
    </Page>
  )
}

function Step({ name, test }: { name: StepName; test: SelfTest }) {
  const { steps, session, video, isRunning } = test
  const state = steps[name]
  const isListening = name === 'microphone' && state.status === 'running' && session !== null
  return (
    <LinedItem
      mark={<Mark state={state} />}
      aside={
        state.status === 'done' &&
        !isRunning && <TextAction onClick={() => test.runOne(name)}>{text('test.try')}</TextAction>
      }
    >
      <b>{text(`test.step-${name}`)}</b>
      <div role="status">
        <p className={classes(css.words, state.status === 'waiting' && css.quiet)}>{wordsOf(name, state)}</p>
        {state.status === 'done' && state.remedy !== undefined && <Note>{state.remedy}</Note>}
      </div>
      {isListening && <StageMeter stage={session.stage} label={text('test.step-microphone')} />}
      {name === 'recording' && video !== null && (
        // biome-ignore lint/a11y/useMediaCaption: what one has just said oneself, for three seconds
        <video className={css.video} src={video.url} controls autoPlay aria-label={text('test.made-video')} />
      )}
    </LinedItem>
  )
}

function wordsOf(name: StepName, state: StepState): string {
  if (state.status === 'waiting') return text('test.waiting')
  return state.status === 'running' ? text(`test.running-${name}`) : state.words
}

const marks: Record<'waiting' | 'running' | 'good' | 'notice' | 'bad', LucideIcon> = {
  waiting: Circle,
  running: LoaderCircle,
  good: Check,
  notice: Info,
  bad: CircleAlert,
}

function Mark({ state }: { state: StepState }) {
  const look = state.status === 'done' ? state.outcome : state.status
  const isSaid = look === 'good' || look === 'notice' || look === 'bad'
  return (
    <span className={css[look]} {...(isSaid ? { role: 'img', 'aria-label': text(`test.${look}`) } : {})}>
      <Icon of={marks[look]} />
    </span>
  )
}

function Outcome({ steps }: { steps: SelfTest['steps'] }) {
  const bad = stepNames.filter((name) => {
    const step = steps[name]
    return step.status === 'done' && step.outcome === 'bad'
  })
  if (bad.length === 0) return text('test.all-good')
  const isUsable = !bad.includes('recording')
  return `${text('test.some-bad', { count: bad.length })} ${isUsable ? text('test.usable') : ''}`
}

/** Two recordings at once would take each other's camera. */
function useIsRecording(): boolean {
  const { session } = useCurrentCapture()
  return useSyncExternalStore(session?.recording.state.subscribe ?? never, () =>
    isUnderWay(session?.recording.state.get().phase ?? 'idle'),
  )
}

const never = () => () => undefined
