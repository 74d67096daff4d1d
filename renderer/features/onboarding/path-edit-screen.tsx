import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { useDraft } from '../../app/use-draft.ts'
import { Page } from '../../ui/page.tsx'
import { Loading } from '../../ui/words.tsx'
import { useItem } from '../watch/use-item.ts'
import { draftFrom, draftOf, newDraft, newPartId, pathDraftName } from './path-draft.ts'
import { PathEditor } from './path-editor.tsx'
import { MissingPath } from './path-screen.tsx'

/** Makes a path, or changes one: like a document, a path is everyone's. */
export function PathEditScreen({ library, path }: { library: string; path: string | null }) {
  const home = useLive((live) => live.libraries?.find(({ id }) => id === library))
  const view = useItem(library, path)
  const draft = useDraft(pathDraftName(library, path))
  if (!home || view === undefined || draft.kept === undefined) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  if (path !== null && view?.kind !== 'path') return <MissingPath />
  const published =
    view?.kind === 'path'
      ? draftOf(view)
      : newDraft({ id: newPartId('s'), title: text('onboarding.first-section'), steps: [] })
  return <PathEditor library={home} path={path} published={published} kept={draftFrom(draft.kept)} draft={draft} />
}
