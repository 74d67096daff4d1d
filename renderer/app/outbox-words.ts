import type { FailureBody } from '../../domain/failure.ts'
import type { OutboxEntryView } from '../../domain/views/library.ts'

/** What is said about the outbox, most urgent first. */
export type OutboxNotice =
  /** These cannot reach the folder, all for one reason. */
  | { kind: 'stuck'; key: string; entries: OutboxEntryView[]; failure: FailureBody }
  /** It can still be undone. */
  | { kind: 'waiting'; key: string; entry: OutboxEntryView; leftSec: number }
  /** Its files are being copied. */
  | { kind: 'publishing'; key: string; entry: OutboxEntryView }

/** What to say about what waits. `isTold` names entries that are spoken of elsewhere. */
export function noticesOf({
  outbox,
  nowMs,
  isTold,
}: {
  outbox: readonly OutboxEntryView[]
  nowMs: number
  isTold: (id: string) => boolean
}): OutboxNotice[] {
  const stuck = new Map<string, Extract<OutboxNotice, { kind: 'stuck' }>>()
  const others: OutboxNotice[] = []
  for (const entry of outbox) {
    const { failure } = entry
    if (entry.state === 'stuck' && failure !== null) {
      const key = `stuck/${entry.library}/${failure.code}`
      const group = stuck.get(key) ?? { kind: 'stuck' as const, key, entries: [], failure }
      group.entries.push(entry)
      stuck.set(key, group)
    } else if (entry.state === 'publishing' && entry.fraction !== null) {
      others.push({ kind: 'publishing', key: entry.id, entry })
    } else if (entry.state === 'waiting' && entry.publishAtMs > nowMs && !isTold(entry.id)) {
      others.push({ kind: 'waiting', key: entry.id, entry, leftSec: Math.ceil((entry.publishAtMs - nowMs) / 1000) })
    }
  }
  return [...stuck.values(), ...others]
}
