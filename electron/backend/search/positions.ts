import type { DatabaseSync } from 'node:sqlite'
import { clampMs, type HybridTime } from '../../../domain/library/hybrid-clock.ts'
import type { WriterPosition } from '../library/index-port.ts'
import { firstRow } from './first-row.ts'

/** How far each writer has come, as the batches that count show it. */
export interface Positions {
  position(writer: string): WriterPosition | null
  /** The greatest reading that is not further ahead of the local clock than is trusted. */
  latestTime(nowMs: number): HybridTime | null
  /** The month of a writer's last batch before which none is missing; older months need no look. */
  gapFreeMonth(writer: string): string | null
  writers(): { writer: string; firstMs: number }[]
}

export function createPositions(database: DatabaseSync): Positions {
  const selectLast = database.prepare(
    'SELECT seq, hash, ms, counter FROM batches WHERE writer = ? ORDER BY seq DESC, ms DESC, counter DESC, hash LIMIT 1',
  )
  const selectLatest = database.prepare(
    'SELECT ms, counter FROM batches WHERE ms <= ? ORDER BY ms DESC, counter DESC LIMIT 1',
  )
  const selectFollowing = database.prepare('SELECT seq, month FROM batches WHERE writer = ? AND seq > ? ORDER BY seq')
  const selectWriters = database.prepare('SELECT writer, min(ms) AS first FROM batches GROUP BY writer ORDER BY writer')
  const gapFree = new Map<string, { seq: number; month: string | null }>()

  return {
    position(writer) {
      const row = firstRow<{ seq: number; hash: string; ms: number; counter: number }>(selectLast, writer)
      return row ? { seq: row.seq, hash: row.hash, time: [row.ms, row.counter] } : null
    },
    latestTime(nowMs) {
      const row = firstRow<{ ms: number; counter: number }>(selectLatest, nowMs + clampMs)
      return row ? [row.ms, row.counter] : null
    },
    gapFreeMonth(writer) {
      const reached = gapFree.get(writer) ?? { seq: 0, month: null }
      for (const { seq, month } of selectFollowing.all(writer, reached.seq) as { seq: number; month: string }[]) {
        if (seq > reached.seq + 1) break
        reached.seq = seq
        reached.month = month
      }
      gapFree.set(writer, reached)
      return reached.month
    },
    writers() {
      const rows = selectWriters.all() as { writer: string; first: number }[]
      return rows.map(({ writer, first }) => ({ writer, firstMs: first }))
    },
  }
}
