import type { OperationStore } from './operation-store.ts'
import { isSignedByItsWriter, type ReadBatch } from './verify-batch.ts'

export type BatchProof = 'counts' | 'not-signed'

/**
 * Judges batches and keeps those that count: their signature verifies, or a batch of the same writer that counts names
 * them as the one before it. The newest are judged first, so that an unbroken run costs one signature check.
 */
export function proveBatches(batches: ReadBatch[], store: OperationStore): Map<ReadBatch, BatchProof> {
  const proofs = new Map<ReadBatch, BatchProof>()
  const newestFirst = [...batches].sort((a, b) => b.head.seq - a.head.seq)
  for (const batch of newestFirst) {
    const { hash, head } = batch
    const counts = store.has(hash) || store.isVouchedFor({ hash, writer: head.writer }) || isSignedByItsWriter(batch)
    if (counts) store.keep(batch)
    proofs.set(batch, counts ? 'counts' : 'not-signed')
  }
  return proofs
}
