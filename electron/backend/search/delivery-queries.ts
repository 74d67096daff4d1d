import type { DatabaseSync } from 'node:sqlite'
import { standing } from '../../../domain/projection/state.ts'
import { writerFields } from '../../../domain/records/library.ts'
import type { DeliveryState } from '../../../domain/views/library.ts'
import type { LibraryIndex } from '../library/index-port.ts'
import type { Clock } from '../ports.ts'
import type { Entries } from './entries.ts'
import { firstRow } from './first-row.ts'
import type { Refold } from './refold.ts'

/** A device that has said nothing for so long is not waited for. */
const activeMs = 60 * 24 * 3600 * 1000
const devicesMost = 1000

/** What this device has of each other one, and where its own things have arrived. */
export function createDeliveryQueries({
  database,
  refold,
  entries,
  clock,
}: {
  database: DatabaseSync
  refold: Refold
  entries: Pick<Entries, 'view'>
  clock: Clock
}): Pick<LibraryIndex, 'held' | 'delivery'> {
  const selectWriters = database.prepare(
    `SELECT writer, max(seq) AS last, count(DISTINCT seq) AS count
     FROM batches GROUP BY writer ORDER BY max(ms) DESC`,
  )
  const selectActive = database.prepare('SELECT DISTINCT writer FROM batches WHERE ms >= ?')
  const selectSeqs = database.prepare('SELECT DISTINCT seq FROM batches WHERE writer = ? ORDER BY seq')
  // Words that are missing: the entry is known, and no file of it is whole.
  const selectPending = database.prepare(
    `SELECT batches.writer AS writer, min(batches.seq) AS seq FROM files JOIN batches ON batches.id = files.batch
     WHERE files.reason IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM files AS whole WHERE whole.batch = files.batch AND whole.reason IS NULL)
     GROUP BY batches.writer`,
  )
  // A video that its thread let go is missing nowhere.
  const selectMissing = database.prepare(
    `SELECT operations.writer AS writer, min(operations.seq) AS seq
     FROM media JOIN operations ON operations.subject = media.subject AND operations.kind LIKE '%.version'
     WHERE media.is_here = 0 AND NOT EXISTS (
       SELECT 1 FROM entries WHERE entries.id = media.subject AND json_extract(entries.view, '$.video.letGo') = 1)
     GROUP BY operations.writer`,
  )
  const selectNoteMs = database.prepare(
    "SELECT max(ms) AS ms FROM operations WHERE subject = ? AND kind = 'writer.holds' AND writer = ?",
  )

  /** The number of a device's batch up to which none is missing. */
  function gapFreeSeq({ writer, last, count }: { writer: string; last: number; count: number }): number {
    if (last === count) return last
    let reached = 0
    for (const { seq } of selectSeqs.all(writer) as { seq: number }[]) {
      if (seq !== reached + 1) break
      reached = seq
    }
    return reached
  }

  return {
    async held(self) {
      const missing = [...selectPending.all(), ...selectMissing.all()] as { writer: string; seq: number }[]
      const firstMissing = new Map<string, number>()
      for (const { writer, seq } of missing) {
        firstMissing.set(writer, Math.min(seq, firstMissing.get(writer) ?? Number.MAX_SAFE_INTEGER))
      }
      const rows = selectWriters.all() as { writer: string; last: number; count: number }[]
      const holds = rows
        .filter(({ writer }) => writer !== self)
        .slice(0, devicesMost)
        .map((row) => {
          const before = (firstMissing.get(row.writer) ?? Number.MAX_SAFE_INTEGER) - 1
          return [row.writer, Math.min(gapFreeSeq(row), before)] as const
        })
        .filter(([, seq]) => seq > 0)
      const noted = refold.state(self, 'writer')
      return {
        holds: Object.fromEntries(holds.sort(([a], [b]) => (a < b ? -1 : 1))),
        noted: noted ? (standing(noted, 'holds', writerFields.holds)?.value.holds ?? null) : null,
        notedAtMs: firstRow<{ ms: number | null }>(selectNoteMs, self, self)?.ms ?? null,
      }
    },

    async delivery(subject): Promise<DeliveryState> {
      const shown = entries.view(subject) && refold.state(subject)?.fields.get('version')?.current
      if (!shown) return 'unknown'
      const { writer, seq } = shown
      const rows = selectActive.all(clock.nowMs() - activeMs) as { writer: string }[]
      const others = rows.filter((row) => row.writer !== writer && !refold.authority.isClosed(row.writer))
      const said = others.map((row) => {
        const state = refold.state(row.writer, 'writer')
        return (state && standing(state, 'holds', writerFields.holds)?.value.holds) ?? {}
      })
      const telling = said.filter((holds) => Object.keys(holds).length > 0)
      if (telling.some((holds) => (holds[writer] ?? 0) < seq)) return 'not-yet'
      // of a device that tells nothing, nothing is claimed
      return telling.length > 0 && telling.length === others.length ? 'everywhere' : 'unknown'
    },
  }
}
