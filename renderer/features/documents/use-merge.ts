import { Failure } from '../../../domain/failure.ts'
import type { DocumentView } from '../../../domain/views/records.ts'
import type { VersionText } from '../../../domain/views/versions.ts'
import { text } from '../../app/messages/text.ts'
import { goTo } from '../../app/route.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { setPrivate, usePrivate } from '../../cache/private.ts'
import { usePeople } from '../../cache/queries.ts'
import { useToasts } from '../../ui/toast.tsx'
import { nameOf } from '../people/person-mark.tsx'
import { mergeTexts } from '../versions/merge.ts'
import { fetchHistory, fetchVersion } from '../versions/versions-api.ts'
import { type DocumentDraft, documentDraftName } from './document-draft.ts'

/** Brings another version together with the one shown, as a draft that replaces both once it is published. */
export function useMerge(library: string, view: DocumentView): (other: VersionText, shown: VersionText) => void {
  const people = usePeople(library)
  const sayFailure = useSayFailure()
  const toasts = useToasts()
  const key = `draft:${documentDraftName({ library, document: view.id, path: null })}`
  const kept = usePrivate(key)
  const merge = async (other: VersionText, shown: VersionText): Promise<void> => {
    if (kept !== null && kept !== undefined) {
      throw new Failure({
        code: 'conflict',
        message: text('versions.draft-first'),
        remedy: text('versions.draft-first-remedy'),
      })
    }
    const history = await fetchHistory({ library, id: view.id, field: 'version' })
    const base = history.find(({ version }) => version === other.version)?.base ?? null
    const old = base === null ? null : await fetchVersion({ library, id: view.id, version: base })
    const { text: words, choiceCount } = mergeTexts({
      shown: shown.parts[0]?.text ?? '',
      other: other.parts[0]?.text ?? '',
      base: old?.parts[0]?.text ?? null,
      marks: {
        shown: text('versions.mark', { name: nameOf(shown.by, people) }),
        other: text('versions.mark', { name: nameOf(other.by, people) }),
      },
    })
    const title = other.title !== old?.title && shown.title === old?.title ? other.title : shown.title
    const draft: DocumentDraft = {
      title,
      text: words,
      thread: view.thread ?? '',
      basedOn: [shown.version, other.version],
    }
    await setPrivate({ [key]: draft })
    toasts.show({
      title: choiceCount === 0 ? text('versions.merged') : text('versions.merged-choices', { count: choiceCount }),
    })
    goTo({ screen: 'document-edit', library, document: view.id, path: null })
  }
  return (other, shown) => void merge(other, shown).catch(sayFailure)
}
