import type { DatabaseSync } from 'node:sqlite'
import { firstRow } from './first-row.ts'

/** What a device asks about the chain of its own batches. */
export interface ChainQueries {
  /**
   * Whether a writer has said something beyond or beside `tip`, the last batch that its device knows it wrote: it was
   * copied to another device, or put back from a backup.
   */
  hasForked(query: { writer: string; tip: { seq: number; hash: string } | null }): boolean
  /** Whether a batch counts here; `hash` is the full one. */
  hasBatch(hash: string): boolean
}

export function createChainQueries(database: DatabaseSync): ChainQueries {
  const selectBeyond = database.prepare('SELECT 1 FROM batches WHERE writer = ? AND seq > ? LIMIT 1')
  const selectBeside = database.prepare('SELECT 1 FROM batches WHERE writer = ? AND seq = ? AND hash <> ? LIMIT 1')
  const selectFork = database.prepare('SELECT 1 FROM forks WHERE writer = ? LIMIT 1')
  const selectBatch = database.prepare('SELECT 1 FROM batches WHERE hash = ?')
  return {
    hasForked({ writer, tip }) {
      if (firstRow(selectBeyond, writer, tip?.seq ?? 0) !== undefined) return true
      if (tip === null) return false
      return (
        firstRow(selectBeside, writer, tip.seq, tip.hash) !== undefined || firstRow(selectFork, writer) !== undefined
      )
    },
    hasBatch: (hash) => firstRow(selectBatch, hash) !== undefined,
  }
}
