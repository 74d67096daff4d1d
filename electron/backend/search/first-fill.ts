import type { DatabaseSync } from 'node:sqlite'
import type { KeptRecords } from '../../../domain/views/pages.ts'
import type { Entries } from './entries.ts'
import { viewsIn } from './pages.ts'

/** More than this many open questions nobody answers; the newest are kept. */
const mostAsks = 1000

/**
 * What a page keeps of a library whatever its age: people, threads and paths, which every screen needs whole; updates that
 * ask this person something and wait for an answer; and this person's latest update of each thread, which says whether
 * its present cycle is answered.
 */
export function createFirstFill({
  database,
  entries,
}: {
  database: DatabaseSync
  entries: Pick<Entries, 'epoch' | 'n'>
}): (me: string) => KeptRecords {
  const selectWhole = database.prepare(
    "SELECT view FROM entries WHERE kind IN ('person', 'thread', 'path') AND view IS NOT NULL",
  )
  const selectAsking = database.prepare(
    `SELECT view FROM entries WHERE is_open = 1 AND author <> ? AND view IS NOT NULL AND instr(view, ?) > 0
     ORDER BY at_ms DESC LIMIT ?`,
  )
  // Beside max() SQLite answers with the other columns of that same row.
  const selectMine = database.prepare(
    `SELECT max(at_ms), view FROM entries WHERE kind = 'update' AND author = ? AND view IS NOT NULL GROUP BY thread`,
  )
  return (me) => {
    // The number first: what changes while the answer is put together is told again by the feed.
    const { epoch, n } = entries
    const rows = [
      ...selectWhole.all(),
      ...selectAsking.all(me, JSON.stringify(me), mostAsks),
      ...selectMine.all(me),
    ] as unknown as { view: string }[]
    return { epoch, n, records: viewsIn(rows) }
  }
}
