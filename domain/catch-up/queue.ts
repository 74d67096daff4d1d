import { z } from 'zod'
import type { JsonValue } from '../json.ts'
import type { Awaiting } from './awaiting.ts'

/** The private value `queue`: what to go through in order, one after the other. */
export const queueSchema = z.object({
  mode: z.enum(['play', 'read']),
  items: z.array(z.object({ library: z.string(), item: z.string() })),
})
export type Queue = z.infer<typeof queueSchema>

/** The queue that a private value holds; null where it holds none. */
export function queueFrom(value: JsonValue | undefined): Queue | null {
  return queueSchema.safeParse(value).data ?? null
}

/**
 * The queue of what awaits, in its order. To be played is what has a video that is here; to be read are updates and
 * decisions; a comment is read where it stands.
 */
export function queueOf(awaiting: readonly Awaiting[], mode: Queue['mode']): Queue {
  const items = awaiting.filter((item) =>
    mode === 'play' ? item.kind === 'update' && item.view.video?.isHere === true : item.kind !== 'comment',
  )
  return { mode, items: items.map(({ library, view }) => ({ library, item: view.id })) }
}
