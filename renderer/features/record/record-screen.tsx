import { useEffect, useState } from 'react'
import type { TakeView } from '../../../domain/takes/view.ts'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { useRecord } from '../../cache/queries.ts'
import { useRecording } from '../../capture/use-recording.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading } from '../../ui/words.tsx'
import { captureSession, watchCapture } from './capture-session.ts'
import { useAllTakes } from './publish/use-all-takes.ts'
import { type ThreadChoice, usePlace, useThreadChoices } from './publish/use-place.ts'
import { Setup } from './setup/setup.tsx'
import { WhileRecording } from './under-way/while-recording.tsx'

interface RecordScreenProps {
  library: string | null
  thread: string | null
  /** The update whose video is made anew. */
  replaces: string | null
  /** The interrupted recording that is gone on with. */
  continues: string | null
}

/** Recording an update: what is shown, said and asked; while it goes on, only what one needs to go on. */
export function RecordScreen(props: RecordScreenProps) {
  const [{ recording }] = useState(captureSession)
  const { phase } = useRecording(recording)
  useEffect(() => watchCapture(), [])
  if (phase === 'recording' || phase === 'paused' || phase === 'stopping' || phase === 'finished') {
    return <WhileRecording />
  }
  return props.continues === null ? <Chosen {...props} /> : <Continued {...props} continues={props.continues} />
}

/** Finds the recording that is gone on with; where it is not interrupted any more, a new one is set out. */
function Continued({ continues, ...props }: RecordScreenProps & { continues: string }) {
  const { takes, interrupted } = useAllTakes()
  const [continued, setContinued] = useState<TakeView | null>(null)
  const found = interrupted.find(({ take }) => take.id === continues)
  // As soon as it is gone on with, it is not interrupted any more.
  if (continued === null && found !== undefined) setContinued(found)
  const library = continued?.take.library ?? null
  if (continued === null && takes === null) return <Loading>{text('common.loading')}</Loading>
  if (continued === null || library === null) return <Chosen {...props} />
  const { thread } = continued.take
  return <Placed choice={{ library, thread }} replaces={null} continued={continued} onChoose={undefined} />
}

/** Finds out what is recorded for, before anything is set out. */
function Chosen({ library, thread, replaces }: Omit<RecordScreenProps, 'continues'>) {
  const choices = useThreadChoices()
  const [chosen, setChosen] = useState<ThreadChoice | null>(null)
  // What waits for me stands first among the choices.
  const first = choices?.[0]
  const asked = library !== null && thread !== null ? { library, thread } : null
  const choice = chosen ?? asked ?? (first && { library: first.library, thread: first.thread.id })
  if (choices === undefined) return <Loading>{text('common.loading')}</Loading>
  if (choice === undefined) return <NoThread library={library} />
  return (
    <Placed
      key={`${choice.library}/${choice.thread}`}
      choice={choice}
      replaces={replaces}
      continued={null}
      onChoose={replaces === null ? setChosen : undefined}
    />
  )
}

interface PlacedProps {
  choice: ThreadChoice
  replaces: string | null
  continued: TakeView | null
  onChoose: ((choice: ThreadChoice) => void) | undefined
}

function Placed({ choice, replaces, continued, onChoose }: PlacedProps) {
  const replaced = useRecord('update', choice.library, replaces ?? '')
  const place = usePlace(choice, replaced?.cycle ?? continued?.take.cycle ?? null)
  if (place === undefined || (replaces !== null && replaced === undefined)) {
    return <Loading>{text('common.loading')}</Loading>
  }
  if (place === null) return <NoThread library={choice.library} />
  return <Setup place={place} replaced={replaced ?? null} continued={continued} onChoose={onChoose} />
}

function NoThread({ library }: { library: string | null }) {
  return (
    <Page>
      <EmptyState
        title={text('record.no-thread')}
        actions={
          <>
            {library !== null && (
              <LinkButton variant="primary" href={hrefOf({ screen: 'thread-edit', library, thread: null })}>
                {text('record.make-thread')}
              </LinkButton>
            )}
            <LinkButton href={hrefOf({ screen: 'catch-up' })}>{text('common.back')}</LinkButton>
          </>
        }
      >
        {text('record.no-thread-lead')}
      </EmptyState>
    </Page>
  )
}
