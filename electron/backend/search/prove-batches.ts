import type { OperationStore } from './operation-store.ts'
import { isSignedByItsWriter, type ReadBatch } from './verify-batch.ts'

/**
 * Judges batches and keeps those that count: their signature verifies, or a batch of the same writer that counts names
 * them as the one before it. The newest are judged first, so that an unbroken run costs one signature check.
 * Answers the numbers of those that count.
 */
export function proveBatches({
  batches,
  store,
  isMarked,
}: {
  batches: ReadBatch[]
  store: OperationStore
  /** Whether the records they speak of are marked to be folded. */
  isMarked: boolean
}): Map<ReadBatch, number> {
  const numbers = new Map<ReadBatch, number>()
  const vouched = new Set<string>()
  const newestFirst = [...batches].sort((a, b) => b.head.seq - a.head.seq)
  for (const batch of newestFirst) {
    const { hash, head } = batch
    const { known, isTaken } = store.find(batch)
    const counts =
      known !== null ||
      vouched.has(head.writer + hash) ||
      store.isVouchedFor({ hash, writer: head.writer }) ||
      isSignedByItsWriter(batch)
    if (!counts) continue
    if (head.prev !== null) vouched.add(head.writer + head.prev)
    numbers.set(batch, store.keep(batch, { known, isTaken, isMarked }))
  }
  return numbers
}
