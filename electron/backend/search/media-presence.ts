import type { DatabaseSync } from 'node:sqlite'
import type { Cue } from '../../../domain/captions/cues.ts'
import { maxCaptionBytes } from '../../../domain/captions/parse.ts'
import type { FolderVersion } from '../../../domain/projection/versions.ts'
import type { RecordView } from '../../../domain/views/records.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import { firstRow } from './first-row.ts'
import { type FoundMedia, type MediaAsset, saidIn, wordsOf } from './reading.ts'

const firstRetryMs = 2000
const longestRetryMs = 60_000
/** What has not come for half an hour is looked for less often: a library in the cloud has all its videos missing. */
const rareRetryMs = 15 * 60_000
const attemptsBeforeRare = 30
const checksPerScan = 200
/** What is wanted newest is looked for at every scan, for so long: somebody may sit before it and wait. */
const newestCount = 50
const newestMs = 10 * 60_000
const presentAtOnce = 2000
/** A streamed folder brings each file down: a few at a time. */
const readsAtOnce = 4

interface AssetKey {
  subject: string
  version: string
  name: string
}

/** A file that the shown version of a record needs. */
export type WantedMedia = AssetKey & MediaAsset

interface KnownMedia {
  rowid: number
  version: string
  name: string
  is_here: number
  cues: string | null
}

/** Of one record's files: those that nobody has looked for yet, those known and needed, and those known in vain. */
export interface MediaNeeds {
  wanted: WantedMedia[]
  known: KnownMedia[]
  stale: KnownMedia[]
}

type MediaRow = WantedMedia & { rowid: number; is_here: number; attempts: number; retry_at_ms: number }

/** Looks for published files, in any number. Never throws for one that cannot be read: it is not here then. */
export type LookForMedia = (assets: MediaAsset[]) => Promise<FoundMedia[]>

/** What is known of one record's files. */
export interface RecordMedia {
  isHere(asset: { version: string; name: string }): boolean
  /** All that is said in its video, in the first language of its captions that is here. */
  transcript(view: RecordView): string
}

/**
 * Which videos have arrived, and what is said in them. Videos are never opened here, only looked at: opening one that
 * is in the cloud would bring it down. Captions are read, checked against the signed head, and searched.
 */
export interface MediaPresence {
  /** What a record's shown version needs beside what is known, and what is known in vain. */
  compare(subject: string, versions: FolderVersion[]): MediaNeeds
  /** Writes down what came of looking for what a record needs. */
  settle(needs: MediaNeeds, found: FoundMedia[], nowMs: number): RecordMedia
  ofRecord(subject: string): RecordMedia
  cues(view: RecordView): Cue[]
  /** Forgets what was said in a withdrawn record's video; answers whether anything was known. */
  forget(subject: string): boolean
  /** Looks for what was missing, and with `all` also for what was here. Answers the records whose files came or went. */
  check(query: { look: LookForMedia; all: boolean; nowMs: number }): Promise<string[]>
}

export function createMediaPresence(database: DatabaseSync): MediaPresence {
  const selectSubject = database.prepare('SELECT rowid, version, name, is_here, cues FROM media WHERE subject = ?')
  const insert = database.prepare(
    `INSERT INTO media (subject, version, name, folder, size, sha256, is_here, attempts, retry_at_ms, cues)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const removeRow = database.prepare('DELETE FROM media WHERE rowid = ?')
  const removeSubject = database.prepare('DELETE FROM media WHERE subject = ?')
  const columns = 'rowid, subject, version, name, folder, size, sha256, is_here, attempts, retry_at_ms'
  const selectMissing = database.prepare(
    `SELECT ${columns} FROM media WHERE is_here = 0 AND retry_at_ms <= ? ORDER BY retry_at_ms LIMIT ?`,
  )
  const selectAhead = database.prepare(
    `SELECT ${columns} FROM media WHERE is_here = 0 AND retry_at_ms > ? ORDER BY retry_at_ms LIMIT ?`,
  )
  const selectNewest = database.prepare(
    `SELECT ${columns} FROM media WHERE rowid > (SELECT max(rowid) FROM media) - ? AND is_here = 0`,
  )
  const selectPresent = database.prepare(
    `SELECT ${columns} FROM media WHERE is_here = 1 AND name = 'video.mp4' AND rowid > ? ORDER BY rowid LIMIT ?`,
  )
  const update = database.prepare(
    'UPDATE media SET is_here = ?, attempts = ?, retry_at_ms = ?, cues = coalesce(?, cues) WHERE rowid = ?',
  )
  const selectCues = database.prepare(
    'SELECT cues FROM media WHERE subject = ? AND version = ? AND name = ? AND cues IS NOT NULL',
  )
  const selectWithdrawn = database.prepare('SELECT 1 FROM withdrawn WHERE subject = ?')

  /** Since when the newest missing files have been looked for at every scan. */
  let newestSince = new Map<number, number>()

  function newestMissing(nowMs: number): MediaRow[] {
    const rows = selectNewest.all(newestCount) as unknown as MediaRow[]
    newestSince = new Map(rows.map(({ rowid }) => [rowid, newestSince.get(rowid) ?? nowMs]))
    return rows.filter(({ rowid }) => Math.abs(nowMs - (newestSince.get(rowid) ?? nowMs)) < newestMs)
  }

  // A moment further ahead than any pause was set by a clock that has been put right since.
  function isDue({ retry_at_ms }: MediaRow, nowMs: number): boolean {
    return retry_at_ms <= nowMs || retry_at_ms > nowMs + rareRetryMs
  }

  function rowsOf(subject: string): KnownMedia[] {
    return selectSubject.all(subject) as unknown as KnownMedia[]
  }

  function retryMs(attempts: number): number {
    if (attempts > attemptsBeforeRare) return rareRetryMs
    return Math.min(firstRetryMs * 2 ** Math.min(attempts, 20), longestRetryMs)
  }

  /** Answers the records whose files came or went. */
  function takeNote(rows: MediaRow[], found: FoundMedia[], nowMs: number): string[] {
    return rows.flatMap((row, place) => {
      const { isHere, said } = found[place] ?? { isHere: false, said: null }
      if (isHere && row.is_here === 1) return []
      // What was looked for before its turn keeps its turn.
      if (!isHere && row.is_here === 0 && !isDue(row, nowMs)) return []
      // Taken back while it was looked for: nothing of it may be kept.
      if (firstRow(selectWithdrawn, row.subject)) return []
      const attempts = isHere ? 0 : row.attempts + 1
      update.run(isHere ? 1 : 0, attempts, nowMs + retryMs(attempts), said?.cues ?? null, row.rowid)
      return isHere !== (row.is_here === 1) ? [row.subject] : []
    })
  }

  return {
    compare(subject, versions) {
      const wanted = wantedOf(subject, versions)
      const rows = rowsOf(subject)
      if (rows.length === 0) return { wanted, known: [], stale: [] }
      const isNeeded = (row: KnownMedia): boolean => wanted.some((asset) => isSame(asset, row))
      return {
        wanted: wanted.filter((asset) => !rows.some((row) => isSame(asset, row))),
        known: rows.filter(isNeeded),
        stale: rows.filter((row) => !isNeeded(row)),
      }
    },
    settle({ wanted, known, stale }, found, nowMs) {
      for (const { rowid } of stale) removeRow.run(rowid)
      const fresh = wanted.map(({ subject, version, name, folder, size, sha256 }, place) => {
        const { isHere, said } = found[place] ?? { isHere: false, said: null }
        const attempts = isHere ? 0 : 1
        const retryAtMs = nowMs + retryMs(attempts)
        const cues = said?.cues ?? null
        insert.run(subject, version, name, folder, size, sha256, isHere ? 1 : 0, attempts, retryAtMs, cues)
        return { version, name, is_here: isHere ? 1 : 0, cues, text: said?.text }
      })
      return recordMediaOf([...known, ...fresh])
    },
    ofRecord: (subject) => recordMediaOf(rowsOf(subject)),
    cues(view) {
      for (const { version, asset } of captionsOf(view)) {
        const row = firstRow<{ cues: string }>(selectCues, view.id, version, asset)
        if (row) return JSON.parse(row.cues) as Cue[]
      }
      return []
    },
    forget(subject) {
      const hadCues = rowsOf(subject).some(({ cues }) => cues !== null)
      removeSubject.run(subject)
      return hadCues
    },
    async check({ look, all, nowMs }) {
      const waiting = [
        ...newestMissing(nowMs),
        ...selectMissing.all(nowMs, checksPerScan),
        ...selectAhead.all(nowMs + rareRetryMs, checksPerScan),
      ] as unknown as MediaRow[]
      const missing = [...new Map(waiting.map((row) => [row.rowid, row])).values()]
      const changed = missing.length === 0 ? [] : takeNote(missing, await look(missing), nowMs)
      let after = 0
      while (all) {
        const present = selectPresent.all(after, presentAtOnce) as unknown as MediaRow[]
        if (present.length === 0) break
        after = present.at(-1)?.rowid ?? after
        changed.push(...takeNote(present, await look(present), nowMs))
      }
      return [...new Set(changed)]
    },
  }
}

/** With its words where they have just been read. */
type MediaState = Pick<KnownMedia, 'version' | 'name' | 'is_here' | 'cues'> & { text?: string | undefined }

function recordMediaOf(rows: MediaState[]): RecordMedia {
  return {
    isHere: ({ version, name }) => rows.some((row) => row.is_here === 1 && isSame(row, { version, name })),
    transcript(view) {
      for (const { version, asset } of captionsOf(view)) {
        const row = rows.find((each) => isSame(each, { version, name: asset }))
        if (row?.cues) return row.text ?? wordsOf(JSON.parse(row.cues) as Cue[])
      }
      return ''
    },
  }
}

function isSame(a: { version: string; name: string }, b: { version: string; name: string }): boolean {
  return a.name === b.name && a.version === b.version
}

function captionsOf(view: RecordView): { version: string; asset: string }[] {
  return view.kind === 'update' || view.kind === 'video' ? (view.video?.captions ?? []) : []
}

function wantedOf(subject: string, versions: FolderVersion[]): WantedMedia[] {
  const versionOfFolder = new Map(versions.map(({ folder, id }) => [folder, id]))
  return (versions[0]?.assets ?? []).flatMap(({ name, size, sha256, folder }) => {
    const version = versionOfFolder.get(folder)
    const isNeeded = name === 'video.mp4' || name.endsWith('.vtt')
    return version !== undefined && isNeeded ? [{ subject, version, name, folder, size, sha256 }] : []
  })
}

/** Looks for a few files, some of which may first have to come from the cloud, without holding the thread up. */
export function lookThrough(folder: LibraryFolder): LookForMedia {
  async function lookFor({ folder: dir, name, size, sha256 }: MediaAsset): Promise<FoundMedia> {
    try {
      if (name === 'video.mp4') {
        const facts = await folder.facts(`${dir}/${name}`)
        return { isHere: facts?.isHere === true && facts.sizeBytes === size, said: null }
      }
      const { bytes } = await folder.read(`${dir}/${name}`, { capBytes: maxCaptionBytes })
      const said = saidIn(bytes, { size, sha256 })
      return { isHere: said !== null, said }
    } catch (error) {
      if (error instanceof Unreadable) return { isHere: false, said: null }
      throw error
    }
  }

  return async (assets) => {
    const found: FoundMedia[] = assets.map(() => ({ isHere: false, said: null }))
    const queue = [...assets.entries()].reverse()
    const lookOn = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) found[next[0]] = await lookFor(next[1])
    }
    await Promise.all(Array.from({ length: readsAtOnce }, lookOn))
    return found
  }
}
