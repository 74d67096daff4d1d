import type { Queue } from '../../../domain/catch-up/queue.ts'
import { goTo } from '../../app/route.ts'
import { setPrivate } from '../../cache/private.ts'

/** Goes through the queue from its first item on; an empty one leads nowhere. */
export async function startQueue(queue: Queue): Promise<void> {
  const [first] = queue.items
  if (first === undefined) return
  await setPrivate({ queue })
  goTo({ screen: 'watch', ...first, atMs: null, isReading: queue.mode === 'read', isQueue: true })
}
