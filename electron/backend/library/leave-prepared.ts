import type { PreparedStore } from '../media/prepared.ts'
import type { OutboxEntry } from './outbox-store.ts'

/** Lets go of the prepared video that an entry was made from, once that is published. */
export async function leavePrepared(
  {
    onPublished,
    prepared,
    log,
  }: {
    onPublished: (published: { prepared: string; item: string }) => Promise<void>
    prepared: Pick<PreparedStore, 'remove'>
    log: (line: string) => void
  },
  { video, subject }: Pick<OutboxEntry, 'video' | 'subject'>,
): Promise<void> {
  if (!video) return
  // what it was made from may have been removed by hand before; it is published all the same
  await onPublished({ prepared: video.prepared, item: subject }).catch((error: unknown) => {
    log(`a recording could not be marked as published: ${String(error)}`)
  })
  // published, so the copy made ready for it has served
  await prepared.remove(video.prepared).catch(() => undefined)
}
