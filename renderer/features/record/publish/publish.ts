import { type FailureBody, toFailure } from '../../../../domain/failure.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import { perform } from '../../../api/library-api.ts'
import { setPrivate } from '../../../cache/private.ts'
import { Store } from '../../../capture/store.ts'
import { type DraftSubject, draftName, type UpdateDraft } from './draft.ts'

/** One publication on its way to the outbox. It goes on when its screen is left. */
export interface Publishing {
  jobId: string | null
  failure: FailureBody | null
  isDone: boolean
}

/** By the name of the draft. */
export const publishings = new Store<ReadonlyMap<string, Publishing>>(new Map())

function note(name: string, publishing: Publishing | null): void {
  const next = new Map(publishings.get())
  if (publishing === null) next.delete(name)
  else next.set(name, publishing)
  publishings.set(next)
}

/** Forgets how a publication went, as when its screen has acted on it. */
export function forgetPublishing(name: string): void {
  note(name, null)
}

/**
 * Publishes a draft: makes its video where that has still to be done, then hands the request to the outbox. The draft
 * stays, marked as sent, until it can no longer be undone. Never rejects: what went wrong stands in `publishings`.
 * Resolves to the item's id, or null where it failed.
 */
export async function publishDraft({
  subject,
  draft,
  prepare,
}: {
  subject: DraftSubject
  draft: UpdateDraft
  /** The request, its video made; tells the job of making it. */
  prepare: (onJob: (jobId: string) => void) => Promise<{ request: LibraryRequest; draft: UpdateDraft }>
}): Promise<string | null> {
  const name = draftName(subject)
  if (publishings.get().get(name)?.failure === null) return null
  note(name, { jobId: null, failure: null, isDone: false })
  try {
    const { request, draft: made } = await prepare((jobId) => note(name, { jobId, failure: null, isDone: false }))
    const { id, outboxId } = await perform(draft.library, request)
    const sent = { item: id, outboxId, atMs: Date.now() }
    await setPrivate({ [`draft:${name}`]: { ...made, sent } })
    note(name, { jobId: null, failure: null, isDone: true })
    return id
  } catch (thrown) {
    note(name, { jobId: null, failure: toFailure(thrown).body, isDone: false })
    return null
  }
}
