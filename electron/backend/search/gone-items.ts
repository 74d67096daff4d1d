import type { DatabaseSync } from 'node:sqlite'
import { isGone, isWithdrawn } from '../../../domain/projection/state.ts'
import { folderVersions } from '../../../domain/projection/versions.ts'
import type { GoneItem } from '../library/index-port.ts'
import { sha256OfText } from '../library/sha256.ts'
import { firstRow } from './first-row.ts'
import type { Refold } from './refold.ts'

/** What removing for good has to know. Nothing here reads the folder. */
export interface GoneItems {
  goneItems(): GoneItem[]
  /** Those of them that were withdrawn; cheap. */
  withdrawnItems(): GoneItem[]
  /** The device that made a record, null where that is not known. */
  makerOf(subject: string): string | null
  /** Whether a person may take out what a device wrote: their own, or as an owner a closed device's. */
  mayTakeOut(query: { writer: string; person: string }): boolean
  isClosed(writer: string): boolean
  /** The greatest reading up to `atMostMs` of all devices but these, null where there is none. */
  latestOfOthers(query: { writers: string[]; atMostMs: number }): number | null
}

export function createGoneItems({ database, refold }: { database: DatabaseSync; refold: Refold }): GoneItems {
  const selectGone = database.prepare(
    "SELECT DISTINCT subject FROM operations WHERE kind LIKE '%.deleted' OR kind LIKE '%.withdrawn' ORDER BY subject",
  )
  const selectWithdrawn = database.prepare('SELECT subject FROM withdrawn ORDER BY subject')
  const selectLatest = database.prepare(
    `SELECT max(ms) AS ms FROM batches WHERE ms <= ? AND writer NOT IN (SELECT value FROM json_each(?))`,
  )

  function goneItem(subject: string): GoneItem[] {
    const state = refold.state(subject)
    if (!state?.maker || !isGone(state)) return []
    const { writer, person } = state.maker
    const versions = folderVersions(state, sha256OfText).map(({ folder, assets }) => ({ folder, assets }))
    const saidAtMs = state.fields.get('deleted')?.current.time[0] ?? 0
    return [{ subject, writer, person, isWithdrawn: isWithdrawn(state), saidAtMs, versions }]
  }

  const itemsOf = (rows: unknown[]): GoneItem[] =>
    (rows as { subject: string }[]).flatMap(({ subject }) => goneItem(subject))

  return {
    goneItems: () => itemsOf(selectGone.all()),
    withdrawnItems: () => itemsOf(selectWithdrawn.all()).filter((item) => item.isWithdrawn),
    makerOf: (subject) => refold.state(subject)?.maker?.writer ?? null,
    mayTakeOut({ writer, person }) {
      const { authority } = refold
      return authority.personOf(writer) === person || (authority.isOwner(person) && authority.isClosed(writer))
    },
    isClosed: (writer) => refold.authority.isClosed(writer),
    latestOfOthers: ({ writers, atMostMs }) =>
      firstRow<{ ms: number | null }>(selectLatest, atMostMs, JSON.stringify(writers))?.ms ?? null,
  }
}
