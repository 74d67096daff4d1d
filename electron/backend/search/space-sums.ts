import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { firstRow } from './first-row.ts'

const sizeMost = 1024 ** 4
const rowsAtOnce = 20_000

/** What one device published on one day (UTC, counted from 1970), as its signed heads name it. */
export interface DaySum {
  writer: string
  day: number
  sizeBytes: number
}

/** The sizes of all files that the signed heads name. Summed up once, then only what came since. */
export interface SpaceSums {
  /** Lets questions be answered in between. */
  sums(): Promise<DaySum[]>
}

export function createSpaceSums(database: DatabaseSync): SpaceSums {
  const selectLast = database.prepare('SELECT coalesce(max(rowid), 0) AS last FROM operations')
  const countWithdrawn = database.prepare('SELECT count(*) AS count FROM withdrawn')
  // A file is summed where it stands: what a version keeps of an older one is that one's.
  const selectRows = database.prepare(
    `SELECT writer, day, sum(size) AS sizeBytes FROM (
       SELECT operations.writer AS writer, operations.ms / 86400000 AS day, json_extract(asset.value, '$.size') AS size
       FROM operations, json_each(operations.body, '$.assets') AS asset
       WHERE operations.rowid > ? AND operations.rowid <= ? AND operations.kind LIKE '%.version'
         AND json_valid(operations.body) AND asset.type = 'object'
         AND json_type(asset.value, '$.from') IS NULL AND json_type(asset.value, '$.size') = 'integer'
         AND NOT EXISTS (SELECT 1 FROM withdrawn WHERE withdrawn.subject = operations.subject)
     ) WHERE size BETWEEN 0 AND ${sizeMost} GROUP BY writer, day`,
  )
  const known = new Map<string, DaySum>()
  let reached = 0
  let withdrawnCount = 0
  let turn: Promise<unknown> = Promise.resolve()

  async function goOn(): Promise<DaySum[]> {
    const withdrawn = firstRow<{ count: number }>(countWithdrawn)?.count ?? 0
    const last = firstRow<{ last: number }>(selectLast)?.last ?? 0
    if (withdrawn !== withdrawnCount || last < reached) {
      // what was withdrawn takes no space any more, whenever it was published
      known.clear()
      reached = 0
      withdrawnCount = withdrawn
    }
    while (reached < last) {
      const next = Math.min(last, reached + rowsAtOnce)
      for (const { writer, day, sizeBytes } of selectRows.all(reached, next) as unknown as DaySum[]) {
        const sum = known.get(`${writer} ${day}`)
        known.set(`${writer} ${day}`, { writer, day, sizeBytes: (sum?.sizeBytes ?? 0) + sizeBytes })
      }
      reached = next
      await setImmediate()
    }
    return [...known.values()]
  }

  return {
    sums() {
      const done = turn.then(goOn, goOn)
      turn = done
      return done
    },
  }
}
