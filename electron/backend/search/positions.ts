import type { DatabaseSync } from 'node:sqlite'
import { clampMs, type HybridTime } from '../../../domain/library/hybrid-clock.ts'
import type { Gap, WriterPosition } from '../library/index-port.ts'
import { firstRow } from './first-row.ts'

/** How far each writer has come, as the batches that count show it. */
export interface Positions {
  /** Takes note of batches that were kept; in the transaction that keeps them. */
  advance(batches: { writer: string; seq: number; ms: number }[]): void
  position(writer: string): WriterPosition | null
  /** The greatest reading that is not further ahead of the local clock than is trusted. */
  latestTime(nowMs: number): HybridTime | null
  /** The month of a writer's last batch before which none is missing; older months need no look. */
  gapFreeMonth(writer: string): string | null
  /** Whether something of a writer's is missing, or nothing is here yet. */
  isIncomplete(writer: string): boolean
  writers(): { writer: string; firstMs: number }[]
  writerCount(): number
  gaps(): Gap[]
  forks(): { writer: string; seq: number }[]
}

interface WriterRow {
  first_ms: number
  last_seq: number
  gap_free_seq: number
  gap_free_month: string | null
}

const rowsAtOnce = 1000

export function createPositions(database: DatabaseSync): Positions {
  const selectLast = database.prepare(
    'SELECT seq, hash, ms, counter FROM batches WHERE writer = ? ORDER BY seq DESC, ms DESC, counter DESC, hash LIMIT 1',
  )
  const selectLatest = database.prepare(
    'SELECT ms, counter FROM batches WHERE ms <= ? ORDER BY ms DESC, counter DESC LIMIT 1',
  )
  const selectWriter = database.prepare(
    'SELECT first_ms, last_seq, gap_free_seq, gap_free_month FROM writers WHERE writer = ?',
  )
  const selectFollowing = database.prepare(
    'SELECT seq, month FROM batches WHERE writer = ? AND seq > ? ORDER BY seq LIMIT ?',
  )
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO writers (writer, first_ms, last_seq, gap_free_seq, gap_free_month) VALUES (?, ?, ?, ?, ?)',
  )
  const selectWriters = database.prepare('SELECT writer, first_ms FROM writers ORDER BY writer')
  const countWriters = database.prepare('SELECT count(*) AS count FROM writers')
  const selectWithGap = database.prepare('SELECT writer, gap_free_seq FROM writers WHERE last_seq > gap_free_seq')
  const selectSeqs = database.prepare('SELECT DISTINCT seq FROM batches WHERE writer = ? AND seq > ? ORDER BY seq')
  const selectForks = database.prepare('SELECT writer, seq FROM forks ORDER BY writer, seq')

  /** Goes on from where the writer's unbroken run ended. */
  function follow(writer: string, row: WriterRow): void {
    for (;;) {
      const following = selectFollowing.all(writer, row.gap_free_seq, rowsAtOnce) as { seq: number; month: string }[]
      for (const { seq, month } of following) {
        if (seq > row.gap_free_seq + 1) return
        row.gap_free_seq = seq
        row.gap_free_month = month
      }
      if (following.length < rowsAtOnce) return
    }
  }

  return {
    advance(batches) {
      const byWriter = new Map<string, { seq: number; ms: number }[]>()
      for (const { writer, seq, ms } of batches) {
        const theirs = byWriter.get(writer)
        if (theirs) theirs.push({ seq, ms })
        else byWriter.set(writer, [{ seq, ms }])
      }
      for (const [writer, theirs] of byWriter) {
        const earlier = firstRow<WriterRow>(selectWriter, writer)
        const row = earlier ?? { first_ms: Number.MAX_SAFE_INTEGER, last_seq: 0, gap_free_seq: 0, gap_free_month: null }
        for (const { seq, ms } of theirs) {
          row.first_ms = Math.min(row.first_ms, ms)
          row.last_seq = Math.max(row.last_seq, seq)
        }
        if (theirs.some(({ seq }) => seq === row.gap_free_seq + 1)) follow(writer, row)
        upsert.run(writer, row.first_ms, row.last_seq, row.gap_free_seq, row.gap_free_month)
      }
    },
    position(writer) {
      const row = firstRow<{ seq: number; hash: string; ms: number; counter: number }>(selectLast, writer)
      return row ? { seq: row.seq, hash: row.hash, time: [row.ms, row.counter] } : null
    },
    latestTime(nowMs) {
      const row = firstRow<{ ms: number; counter: number }>(selectLatest, nowMs + clampMs)
      return row ? [row.ms, row.counter] : null
    },
    gapFreeMonth: (writer) => firstRow<WriterRow>(selectWriter, writer)?.gap_free_month ?? null,
    isIncomplete(writer) {
      const row = firstRow<WriterRow>(selectWriter, writer)
      return row === undefined || row.last_seq > row.gap_free_seq
    },
    writers() {
      const rows = selectWriters.all() as { writer: string; first_ms: number }[]
      return rows.map(({ writer, first_ms }) => ({ writer, firstMs: first_ms }))
    },
    writerCount: () => firstRow<{ count: number }>(countWriters)?.count ?? 0,
    gaps() {
      const gaps: Gap[] = []
      for (const { writer, gap_free_seq } of selectWithGap.all() as { writer: string; gap_free_seq: number }[]) {
        let last = gap_free_seq
        for (const { seq } of selectSeqs.all(writer, last) as { seq: number }[]) {
          if (seq > last + 1) gaps.push({ writer, first: last + 1, last: seq - 1 })
          last = seq
        }
      }
      return gaps
    },
    forks: () => selectForks.all() as { writer: string; seq: number }[],
  }
}
