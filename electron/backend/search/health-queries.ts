import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { z } from 'zod'
import { base32 } from '../../../domain/library/base32.ts'
import { formatVersion, headLineOf } from '../../../domain/library/batch.ts'
import { isGone, isWithdrawn, standing } from '../../../domain/projection/state.ts'
import { folderVersions } from '../../../domain/projection/versions.ts'
import { writerFields } from '../../../domain/records/library.ts'
import type { BatchFileFacts, EntryPlace, IndexHealth, PublishedItem, WriterHealth } from '../library/index-port.ts'
import { sha256OfText } from '../library/sha256.ts'
import type { Entries } from './entries.ts'
import { firstRow } from './first-row.ts'
import type { Refold } from './refold.ts'
import { createSpaceSums, type DaySum } from './space-sums.ts'

const dayMs = 24 * 3600 * 1000
const growthMs = 90 * dayMs
const missingMost = 500
/** What a device says that it holds: for each device the number up to which it has everything. */
const holdsBody = z.object({ holds: z.record(z.string(), z.number().int().min(0)) })

/** What Library health, the check, the mirror and the repair ask of an index. Nothing here reads the folder. */
export interface HealthQueries {
  health(nowMs: number): Promise<IndexHealth>
  published(query: { after: string | null; limit: number }): PublishedItem[]
  publishedOf(subjects: string[]): PublishedItem[]
  batchFiles(query: { after: string | null; limit: number }): BatchFileFacts[]
  lostEntries(): EntryPlace[]
  entriesAbout(subject: string): EntryPlace[]
  headLine(hash: string): string | null
  withdrawn(): string[]
  /** About how much there is to check. */
  totals(): Promise<{ entryFileCount: number; itemCount: number; assetBytes: number }>
  /** Whether the entry of this hash stands in another file than this one too. */
  isEntryHere(entry: { hash: string; path: string }): boolean
}

export function createHealthQueries({
  database,
  library,
  entries,
  refold,
}: {
  database: DatabaseSync
  library: string
  entries: Entries
  refold: Refold
}): HealthQueries {
  const spaceSums = createSpaceSums(database)
  const selectWriters = database.prepare(
    `SELECT writer, max(seq) AS last, count(DISTINCT seq) AS seqs, count(*) AS batches, min(ms) AS firstMs, max(ms) AS lastMs
     FROM batches GROUP BY writer ORDER BY writer`,
  )
  const selectWords = database.prepare(
    // What a pack takes is its last entry's.
    `SELECT batches.writer AS writer, batches.ms / ${dayMs} AS day, sum(sized.size) AS sizeBytes
     FROM (
       SELECT batch, size FROM files WHERE batch IS NOT NULL
       UNION ALL
       SELECT max(ends.id), files.size FROM pack_spans AS spans
         JOIN batches AS ends ON ends.writer = spans.writer AND ends.seq = spans.last
         JOIN files ON files.folder = spans.folder AND files.name = spans.name GROUP BY spans.folder, spans.name
     ) AS sized JOIN batches ON batches.id = sized.batch GROUP BY batches.writer, day`,
  )
  // What its thread has let go is awaited by nobody.
  const awaited = `FROM media JOIN entries ON entries.id = media.subject
     WHERE media.is_here = 0 AND media.name = 'video.mp4' AND entries.view IS NOT NULL
       AND json_extract(entries.view, '$.video.letGo') IS NULL`
  const selectMissing = database.prepare(
    `SELECT subject, folder || '/' || name AS path, size ${awaited} ORDER BY folder DESC LIMIT ?`,
  )
  const countMissing = database.prepare(`SELECT count(*) AS count ${awaited}`)
  const countDoubled = database.prepare(
    'SELECT count(*) - count(DISTINCT batch) AS count FROM files WHERE batch IS NOT NULL AND reason IS NULL',
  )
  const selectSubjects = database.prepare(
    `SELECT DISTINCT subject FROM operations WHERE subject > ? AND length(subject) = 16 ORDER BY subject LIMIT ?`,
  )
  const selectFiles = database.prepare(
    `SELECT folders.path || '/' || name AS path, size, modified_ms, coalesce(batches.hash, files.hash) AS hash, reason
     FROM folders CROSS JOIN files ON files.folder = folders.id LEFT JOIN batches ON batches.id = files.batch
     WHERE folders.path >= ? AND (folders.path > ? OR name > ?) ORDER BY folders.path, name LIMIT ?`,
  )
  const selectLost = database.prepare(
    `SELECT hash, writer, seq, ms FROM batches
     WHERE NOT EXISTS (SELECT 1 FROM files WHERE files.batch = batches.id)
       AND NOT EXISTS (SELECT 1 FROM pack_spans AS spans
         WHERE spans.writer = batches.writer AND batches.seq BETWEEN spans.first AND spans.last) ORDER BY writer, seq`,
  )
  const selectAbout = database.prepare(
    `SELECT DISTINCT batches.hash, batches.writer, batches.seq, batches.ms
     FROM words JOIN batches ON batches.id = words.batch WHERE words.subject = ? ORDER BY batches.writer, batches.seq`,
  )
  const selectHead = database.prepare('SELECT id, writer, seq, prev, ms, counter FROM batches WHERE hash = ?')
  const selectSaid = database.prepare(
    `SELECT kind, subject, body, supersedes, nonce FROM operations WHERE batch = ? AND writer = ?
     ORDER BY CAST(substr(id, instr(id, '.') + 1) AS INTEGER)`,
  )
  const countFiles = database.prepare('SELECT count(*) AS count FROM files')
  const countItems = database.prepare(
    'SELECT count(DISTINCT subject) AS count FROM operations WHERE length(subject) = 16',
  )
  const selectTwin = database.prepare(
    `SELECT 1 FROM batches JOIN files ON files.batch = batches.id JOIN folders ON folders.id = files.folder
     WHERE batches.hash = ? AND folders.path || '/' || files.name <> ? AND reason IS NULL LIMIT 1`,
  )
  const selectWithdrawn = database.prepare('SELECT subject FROM withdrawn ORDER BY subject')

  function writers(): WriterHealth[] {
    const rows = selectWriters.all() as {
      writer: string
      last: number
      seqs: number
      batches: number
      firstMs: number
      lastMs: number
    }[]
    return rows.map(({ writer, last, seqs, batches, firstMs, lastMs }) => {
      const state = refold.state(writer, 'writer')
      const unconfirmed = refold.authority.unconfirmedPersonOf(writer)
      return {
        writer,
        person: unconfirmed ?? refold.authority.personOf(writer),
        deviceName: (state && standing(state, 'label', writerFields.label)?.value.deviceName) ?? '',
        isUnconfirmed: unconfirmed !== null,
        isClosed: refold.authority.isClosed(writer),
        lastSeq: last,
        missingCount: Math.max(0, last - seqs),
        forkedCount: batches - seqs,
        firstMs,
        lastMs,
        holds: (state && standing(state, 'holds', holdsBody)?.value.holds) ?? null,
      }
    })
  }

  async function space(nowMs: number): Promise<Pick<IndexHealth, 'space' | 'grownBytes'>> {
    const sums = new Map<string, { person: string; year: number; sizeBytes: number }>()
    let grownBytes = 0
    for (const { writer, day, sizeBytes } of [
      ...(await spaceSums.sums()),
      ...(selectWords.all() as unknown as DaySum[]),
    ]) {
      const person = refold.authority.personOf(writer)
      const year = new Date(day * dayMs).getUTCFullYear()
      const sum = sums.get(`${person} ${year}`) ?? { person, year, sizeBytes: 0 }
      sum.sizeBytes += sizeBytes
      if (day * dayMs >= nowMs - growthMs) grownBytes += sizeBytes
      sums.set(`${person} ${year}`, sum)
    }
    return { space: [...sums.values()], grownBytes }
  }

  /** What a newer app said beside what we know is not kept, so that such a line does not give its hash. */
  function headLine(hash: string): string | null {
    const batch = firstRow<{
      id: number
      writer: string
      seq: number
      prev: string | null
      ms: number
      counter: number
    }>(selectHead, hash)
    if (!batch) return null
    const { id, writer, seq, prev, ms, counter } = batch
    const said = selectSaid.all(id, writer) as Record<'kind' | 'subject' | 'body' | 'supersedes' | 'nonce', string>[]
    const ops = said.map(({ kind, subject, body, supersedes, nonce }) => ({
      kind,
      subject,
      body: JSON.parse(body),
      ...(supersedes === null ? {} : { supersedes: JSON.parse(supersedes) }),
      ...(nonce === null ? {} : { nonce }),
    }))
    const line = headLineOf({ v: formatVersion, library, writer, seq, prev, hlc: [ms, counter], ops })
    return base32(sha256OfText(line)) === hash ? line : null
  }

  /** Whether the thread lets this record's video go and nobody is to wait for it. */
  function isLetGo(subject: string): boolean {
    const view = entries.view(subject)
    const video = view && 'video' in view ? view.video : null
    return video !== null && 'letGo' in video && video.letGo === true
  }

  function publishedItem(subject: string): PublishedItem[] {
    const state = refold.state(subject)
    if (!state) return []
    const versions = folderVersions(state, sha256OfText)
    if (versions.length === 0) return []
    return [
      {
        subject,
        isWithdrawn: isWithdrawn(state),
        isGone: isGone(state),
        isLetGo: isLetGo(subject),
        versions: versions.map(({ folder, assets }) => ({ folder, assets })),
      },
    ]
  }

  return {
    async health(nowMs) {
      const rows = selectMissing.all(missingMost) as { subject: string; path: string; size: number }[]
      return {
        writers: writers(),
        ...(await space(nowMs)),
        missingVideos: rows.map(({ subject, path, size }) => ({ subject, path, sizeBytes: size })),
        missingVideoCount: countOf(countMissing),
        doubledFileCount: countOf(countDoubled),
      }
    },
    published({ after, limit }) {
      const rows = selectSubjects.all(after ?? '', limit) as { subject: string }[]
      const last = rows.at(-1)?.subject
      const items = rows.flatMap(({ subject }) => publishedItem(subject))
      // A page without items would look like the end.
      if (items.length > 0 || last === undefined) return items
      return [{ subject: last, isWithdrawn: false, isGone: false, isLetGo: false, versions: [] }]
    },
    publishedOf: (subjects) => subjects.flatMap(publishedItem),
    batchFiles({ after, limit }) {
      const rows = selectFiles.all(...afterFile(after), limit) as {
        path: string
        size: number
        modified_ms: number
        hash: string | null
        reason: string | null
      }[]
      return rows.map(({ path, size, modified_ms, hash, reason }) => ({
        path,
        sizeBytes: size,
        modifiedMs: modified_ms,
        hash,
        counts: reason === null,
      }))
    },
    lostEntries: () => selectLost.all() as unknown as EntryPlace[],
    entriesAbout: (subject) => selectAbout.all(subject) as unknown as EntryPlace[],
    headLine,
    withdrawn: () => (selectWithdrawn.all() as { subject: string }[]).map(({ subject }) => subject),
    totals: async () => ({
      entryFileCount: countOf(countFiles),
      itemCount: countOf(countItems),
      assetBytes: (await spaceSums.sums()).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    }),
    isEntryHere: ({ hash, path }) => firstRow(selectTwin, hash, path) !== undefined,
  }
}

function countOf(statement: StatementSync): number {
  return firstRow<{ count: number }>(statement)?.count ?? 0
}

/** A file's folder, twice, and its name. */
function afterFile(path: string | null): [string, string, string] {
  const slash = (path ?? '').lastIndexOf('/')
  const folder = (path ?? '').slice(0, Math.max(0, slash))
  return [folder, folder, (path ?? '').slice(slash + 1)]
}
