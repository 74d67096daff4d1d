import type { PreparedStore } from '../media/prepared/prepared.ts'
import type { OutboxEntry, OutboxStore } from './outbox-store.ts'

/** A prepared video that has been published as an item of a library. */
export interface PublishedVideo {
  prepared: string
  library: string
  item: string
  /** The version in whose folder it stands; null where that is not known any more. */
  version: string | null
}

/** Lets go of the prepared video that an entry was made from, once that is published. */
export async function leavePrepared(
  {
    onPublished,
    prepared,
    store,
    log,
  }: {
    onPublished: (published: PublishedVideo) => Promise<void>
    prepared: Pick<PreparedStore, 'remove'>
    store: Pick<OutboxStore, 'plan'>
    log: (line: string) => void
  },
  { id, video, subject, library }: Pick<OutboxEntry, 'id' | 'video' | 'subject' | 'library'>,
): Promise<void> {
  if (!video) return
  const version = (await store.plan(id).catch(() => null))?.publication?.version ?? null
  // what it was made from may have been removed by hand before; it is published all the same
  await onPublished({ prepared: video.prepared, library, item: subject, version }).catch((error: unknown) => {
    log(`a recording could not be marked as published: ${String(error)}`)
  })
  // published, so the copy made ready for it has served
  await prepared.remove(video.prepared).catch(() => undefined)
}
