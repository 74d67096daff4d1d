import { useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import { revealInFolder } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenMoment } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { useReader } from '../../app/use-reader.ts'
import { TextAction, TextActions } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Section } from '../../ui/page.tsx'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { Devices } from './devices.tsx'
import css from './health.module.css'
import { fetchPending, lookAgain, type PendingFileView } from './health-api.ts'
import { Verify } from './verify.tsx'

/** One library: whether its folder is here, which files do not count yet, and a check of all of them. */
export function LibraryHealth({ library }: { library: LibraryView }) {
  const canReveal = useLive((live) => live.host?.abilities.includes('reveal') ?? false)
  const sayFailure = useSayFailure()
  const [isLooking, setIsLooking] = useState(false)
  const look = async (): Promise<void> => {
    setIsLooking(true)
    await lookAgain(library.id).catch(sayFailure)
    setIsLooking(false)
  }
  return (
    <Section
      title={library.name}
      actions={
        <TextActions>
          <TextAction onClick={() => void look()} disabled={isLooking}>
            {text(isLooking ? 'health.looking' : 'health.look-again')}
          </TextAction>
          {canReveal && (
            <TextAction onClick={() => void revealInFolder(library.id, null).catch(sayFailure)}>
              {text('settings.reveal')}
            </TextAction>
          )}
        </TextActions>
      }
    >
      <State library={library} />
      {library.isUnconfirmed && <Note>{text('health.unconfirmed')}</Note>}
      <Pending library={library} />
      <Verify library={library} />
      <Devices library={library.id} />
    </Section>
  )
}

function State({ library }: { library: LibraryView }) {
  if (library.state === 'offline' && library.failure !== null) return <ErrorNotice failure={library.failure} />
  if (library.needsNewer) {
    const failure = {
      code: 'library-too-new' as const,
      message: text('health.needs-newer', { name: library.name }),
      kept: text('health.needs-newer-kept'),
      remedy: text('health.needs-newer-remedy'),
    }
    return <ErrorNotice failure={failure} />
  }
  return (
    <Note size="m">
      {library.state === 'reading' ? text('health.state-reading') : text('health.state-ready', { name: library.name })}
    </Note>
  )
}

function Pending({ library }: { library: LibraryView }) {
  const reader = useReader()
  const { id, n, pendingCount } = library
  const [files, setFiles] = useState<PendingFileView[]>([])
  const [failure, setFailure] = useState<FailureBody | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the position says that the folder was read again
  useEffect(() => {
    let isCurrent = true
    fetchPending(id).then(
      (found) => {
        if (isCurrent) setFiles(found)
      },
      (thrown: unknown) => {
        if (isCurrent) setFailure(toFailure(thrown).body)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [id, n, pendingCount])
  if (failure !== null) return <ErrorNotice failure={failure} />
  if (files.length === 0) return library.state === 'offline' ? null : <Note>{text('health.none-pending')}</Note>
  return (
    <>
      <p className={css.pending}>{text('health.pending', { count: files.length })}</p>
      <Note>{text('health.pending-lead')}</Note>
      <LinedList label={text('health.pending', { count: files.length })}>
        {files.map(({ path, reason, sinceMs }) => (
          <LinedItem key={path}>
            <p className={css.path}>{path}</p>
            <Note>{text('health.pending-since', { reason, when: writtenMoment(sinceMs, reader) })}</Note>
          </LinedItem>
        ))}
      </LinedList>
    </>
  )
}
