import { z } from 'zod'
import type { JsonValue } from '../../../domain/json.ts'
import type { LibraryRequest } from '../../../domain/requests/requests.ts'

const draftSchema = z.object({
  title: z.string(),
  text: z.string(),
  /** Empty for none. */
  thread: z.string(),
  /** The versions that were read and are replaced. */
  basedOn: z.array(z.string()),
})

/** A document as it is being written. */
export type DocumentDraft = z.infer<typeof draftSchema>

/** The name under which it is kept: a new one for a path apart from a new one for itself. */
export function documentDraftName({
  library,
  document,
  path,
}: {
  library: string
  document: string | null
  path: string | null
}): string {
  if (document !== null) return `document:${library}:${document}`
  return path === null ? `document:${library}:new` : `document:${library}:new:${path}`
}

/** What was being written before, as it was kept; null where nothing was. */
export function draftFrom(kept: JsonValue | undefined): DocumentDraft | null {
  return draftSchema.safeParse(kept).data ?? null
}

export const newDocumentDraft: DocumentDraft = { title: '', text: '', thread: '', basedOn: [] }

export function missingIn(draft: DocumentDraft): { title: boolean; text: boolean } {
  return { title: draft.title.trim() === '', text: draft.text.trim() === '' }
}

/**
 * The request that publishes it; of an existing document the one that changes it. `alsoRead` are versions written at the
 * same time that the person has read as well, and so replaces.
 */
export function requestOf(
  draft: DocumentDraft,
  { document, alsoRead }: { document: string | null; alsoRead: readonly string[] },
): LibraryRequest {
  const said = { title: draft.title.trim(), text: draft.text }
  if (document === null) {
    return { request: 'document.write', ...said, thread: draft.thread === '' ? null : draft.thread }
  }
  return { request: 'document.change', id: document, basedOn: [...new Set([...draft.basedOn, ...alsoRead])], ...said }
}
