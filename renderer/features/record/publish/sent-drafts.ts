import { Failure } from '../../../../domain/failure.ts'
import type { OutboxEntryView } from '../../../../domain/views/library.ts'
import { fetchDetail, undoOutboxEntry } from '../../../api/library-api.ts'
import { noteTakenBack } from '../../../app/announced.ts'
import { goTo } from '../../../app/route.ts'
import { setPrivate } from '../../../cache/private.ts'
import { type NamedDraft, routeOfDraft } from './named-drafts.ts'

/** Takes a publication back, and opens what was written where it was a draft of this feature. Throws Failure. */
export async function undoSent(entry: OutboxEntryView, drafts: readonly NamedDraft[]): Promise<void> {
  const mine = drafts.find(({ draft }) => draft.sent?.outboxId === entry.id)
  noteTakenBack(entry.id)
  await undoOutboxEntry(entry.id)
  if (!mine) return
  await setPrivate({ [`draft:${mine.name}`]: { ...mine.draft, sent: null } })
  goTo(routeOfDraft(mine))
}

/** Sent this long ago and neither in the outbox nor in the library: it is a draft again. */
const lostAfterMs = 10 * 60_000

/**
 * Lets go of the drafts that have been published: a draft that was sent and waits in the outbox no longer. Drafts that
 * turn out not to be in the library become drafts again.
 */
export async function settleSent(
  drafts: readonly NamedDraft[],
  { outbox, nowMs }: { outbox: readonly OutboxEntryView[]; nowMs: number },
): Promise<void> {
  for (const { name, draft } of drafts) {
    const { sent } = draft
    if (sent === null || outbox.some(({ id }) => id === sent.outboxId)) continue
    const isThere = await isPublished(draft.library, sent.item)
    if (isThere) {
      await setPrivate({ [`draft:${name}`]: null })
    } else if (isThere === false && nowMs - sent.atMs > lostAfterMs) {
      await setPrivate({ [`draft:${name}`]: { ...draft, sent: null } })
    }
  }
}

/** Null where it cannot be known now. */
async function isPublished(library: string, item: string): Promise<boolean | null> {
  try {
    await fetchDetail(library, item)
    return true
  } catch (error) {
    return error instanceof Failure && error.code === 'not-found' ? false : null
  }
}
