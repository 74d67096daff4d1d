import { useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import { revealInFolder } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenDate } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { useReader } from '../../app/use-reader.ts'
import { TextAction, TextActions } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import { AlteredDocuments } from './altered-documents.tsx'
import { NotRead, OnTheWay, VideosAway } from './arrivals.tsx'
import { Devices } from './devices.tsx'
import { Duplicates } from './duplicates.tsx'
import css from './health.module.css'
import { lookAgain } from './health-api.ts'
import { LeftItems } from './left-items.tsx'
import { Mirror } from './mirror.tsx'
import { Repair } from './repair.tsx'
import { Space } from './space.tsx'
import { useHealth } from './use-health.ts'
import { Verify } from './verify.tsx'

/** One library: whether its folder is here, what is missing in it and why, and what keeps it whole. */
export function LibraryHealth({ library }: { library: LibraryView }) {
  const { health, failure, askAgain } = useHealth(library)
  return (
    <section className={css.library}>
      <div className={css.libraryHead}>
        <Heading level={2}>{library.name}</Heading>
        <Actions library={library} />
      </div>
      <State library={library} />
      {library.isUnconfirmed && <Note>{text('health.unconfirmed')}</Note>}
      {library.isStreamed === true && <Note>{text('health.streamed')}</Note>}
      {failure !== null && <ErrorNotice failure={failure} />}
      {health === null && failure === null && <Loading>{text('health.asking')}</Loading>}
      {health !== null && (
        <>
          {health.copiedAtMs !== null && <Copied atMs={health.copiedAtMs} />}
          <OnTheWay devices={health.devices} />
          <NotRead pending={health.pending} />
          <AlteredDocuments library={library.id} n={library.n} />
          <VideosAway health={health} />
          <Devices devices={health.devices} />
          <Space space={health.space} />
          <Verify library={library.id} />
          <Duplicates health={health} />
          <LeftItems library={library.id} n={library.n} />
          <Mirror health={health} onChanged={askAgain} />
          <Repair library={library.id} />
        </>
      )}
    </section>
  )
}

/** Said once it has happened; nothing is to be done about it. */
function Copied({ atMs }: { atMs: number }) {
  const reader = useReader()
  return <Note>{text('health.copied', { when: writtenDate(atMs, reader) })}</Note>
}

function Actions({ library }: { library: LibraryView }) {
  const canReveal = useLive((live) => live.host?.abilities.includes('reveal') ?? false)
  const sayFailure = useSayFailure()
  const [isLooking, setIsLooking] = useState(false)
  const look = async (): Promise<void> => {
    setIsLooking(true)
    await lookAgain(library.id).catch(sayFailure)
    setIsLooking(false)
  }
  return (
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
