import type { DocumentView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { useDraft } from '../../app/use-draft.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading } from '../../ui/words.tsx'
import { useItem } from '../watch/use-item.ts'
import { documentDraftName, draftFrom, newDocumentDraft } from './document-draft.ts'
import { DocumentEditor } from './document-editor.tsx'
import { MissingDocument } from './document-screen.tsx'
import { useDocumentText } from './use-document-text.ts'

interface DocumentEditScreenProps {
  library: string
  /** Null for a new one. */
  document: string | null
  /** The path that it is written for, `new` for one that is being made; null for none. */
  path: string | null
}

/** Writes a document, or goes on with one. */
export function DocumentEditScreen({ library, document, path }: DocumentEditScreenProps) {
  const view = useItem(library, document)
  if (document === null) return <NewDocument library={library} path={path} />
  if (view === undefined) return <Waiting />
  if (view?.kind !== 'document') return <MissingDocument />
  return <ExistingDocument library={library} view={view} path={path} />
}

function NewDocument({ library, path }: { library: string; path: string | null }) {
  const home = useLive((live) => live.libraries?.find(({ id }) => id === library))
  const draft = useDraft(documentDraftName({ library, document: null, path }))
  if (!home || draft.kept === undefined) return <Waiting />
  const kept = draftFrom(draft.kept)
  return (
    <DocumentEditor library={library} view={null} path={path} published={newDocumentDraft} kept={kept} draft={draft} />
  )
}

function ExistingDocument({ library, view, path }: { library: string; view: DocumentView; path: string | null }) {
  const draft = useDraft(documentDraftName({ library, document: view.id, path: null }))
  const found = useDocumentText({ library, document: view.id, version: view.version, readSec: view.readSec })
  if (found.state === 'failed') {
    return (
      <Page>
        <ErrorNotice failure={found.failure} />
      </Page>
    )
  }
  if (found.state === 'fetching' || draft.kept === undefined) return <Waiting />
  const published = {
    title: view.title,
    text: found.state === 'here' ? found.text : '',
    thread: view.thread ?? '',
    basedOn: [view.version],
  }
  return (
    <DocumentEditor
      library={library}
      view={view}
      path={path}
      published={published}
      kept={draftFrom(draft.kept)}
      draft={draft}
    />
  )
}

function Waiting() {
  return (
    <Page>
      <Loading>{text('common.loading')}</Loading>
    </Page>
  )
}
