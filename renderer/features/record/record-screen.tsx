import { useEffect, useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { useRecord } from '../../cache/queries.ts'
import { useRecording } from '../../capture/use-recording.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading } from '../../ui/words.tsx'
import { captureSession, watchCapture } from './capture-session.ts'
import { type ThreadChoice, usePlace, useThreadChoices } from './publish/use-place.ts'
import { Setup } from './setup/setup.tsx'
import { WhileRecording } from './under-way/while-recording.tsx'

interface RecordScreenProps {
  library: string | null
  thread: string | null
  /** The update whose video is made anew. */
  replaces: string | null
}

/** Recording an update: what is shown, said and asked; while it goes on, only what one needs to go on. */
export function RecordScreen({ library, thread, replaces }: RecordScreenProps) {
  const [{ recording }] = useState(captureSession)
  const { phase } = useRecording(recording)
  useEffect(() => watchCapture(), [])
  if (phase === 'recording' || phase === 'paused' || phase === 'stopping' || phase === 'finished') {
    return <WhileRecording />
  }
  return <Chosen library={library} thread={thread} replaces={replaces} />
}

/** Finds out what is recorded for, before anything is set out. */
function Chosen({ library, thread, replaces }: RecordScreenProps) {
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
      onChoose={replaces === null ? setChosen : undefined}
    />
  )
}

interface PlacedProps {
  choice: ThreadChoice
  replaces: string | null
  onChoose: ((choice: ThreadChoice) => void) | undefined
}

function Placed({ choice, replaces, onChoose }: PlacedProps) {
  const replaced = useRecord('update', choice.library, replaces ?? '')
  const place = usePlace(choice, replaced?.cycle ?? null)
  if (place === undefined || (replaces !== null && replaced === undefined)) {
    return <Loading>{text('common.loading')}</Loading>
  }
  if (place === null) return <NoThread library={choice.library} />
  return <Setup place={place} replaced={replaced ?? null} onChoose={onChoose} />
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
