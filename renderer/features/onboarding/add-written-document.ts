import { readPrivateValue, setPrivate } from '../../cache/private.ts'
import { draftFrom, newPartId, pathDraftName, withStep } from './path-draft.ts'

/** Adds a document that was just written to the path for which it was written, as that path's draft is kept. */
export async function addWrittenDocument({
  library,
  path,
  document,
  title,
}: {
  library: string
  /** Null for a path that is being made. */
  path: string | null
  document: string
  title: string
}): Promise<void> {
  const key = `draft:${pathDraftName(library, path)}`
  const draft = draftFrom(await readPrivateValue(key))
  if (draft === null) return
  const step = { id: newPartId('p'), item: document, title: '', asksToConfirm: false, itemTitle: title }
  await setPrivate({ [key]: { ...withStep(draft, { section: draft.writingFor, step }), writingFor: null } })
}
