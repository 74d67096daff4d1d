import type { PreparedStore } from '../media/prepared.ts'
import type { OutboxEntry } from './outbox-store.ts'

/** A prepared video that has been published as an item of a library. */
export interface PublishedVideo {
  prepared: string
  library: string
  item: string
}

/** Lets go of the prepared video that an entry was made from, once that is published. */
export async function leavePrepared(
  {
    onPublished,
    prepared,
    log,
  }: {
    onPublished: (published: PublishedVideo) => Promise<void>
    prepared: Pick<PreparedStore, 'remove'>
    log: (line: string) => void
  },
  { video, subject, library }: Pick<OutboxEntry, 'video' | 'subject' | 'library'>,
): Promise<void> {
  if (!video) return
  // what it was made from may have been removed by hand before; it is published all the same
  await onPublished({ prepared: video.prepared, library, item: subject }).catch((error: unknown) => {
    log(`a recording could not be marked as published: ${String(error)}`)
  })
  // published, so the copy made ready for it has served
  await prepared.remove(video.prepared).catch(() => undefined)
}
