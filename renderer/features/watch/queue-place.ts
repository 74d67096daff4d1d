import type { Queue } from '../../../domain/catch-up/queue.ts'

type QueueItem = Queue['items'][number]

/** Where one is in the queue. */
export interface QueuePlace {
  /** Counted from 1. */
  place: number
  count: number
  next: QueueItem | null
}

/** The place of an item in the queue; null where it is not in it. */
export function queuePlaceOf(queue: Queue | null, at: QueueItem): QueuePlace | null {
  const index = queue?.items.findIndex(({ library, item }) => library === at.library && item === at.item) ?? -1
  if (queue === null || index < 0) return null
  return { place: index + 1, count: queue.items.length, next: queue.items[index + 1] ?? null }
}
