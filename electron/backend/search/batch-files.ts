import type { DatabaseSync } from 'node:sqlite'
import type { FileFacts } from '../folder/read/safe-path.ts'
import type { AlteredFile, FileToStrip, MissingWords, PendingFile } from '../library/index-port.ts'
import { firstRow } from './first-row.ts'
import { insertedId } from './inserted-id.ts'

const firstRetryMs = 2000
const longestRetryMs = 10 * 60 * 1000
/** A pack may be large and is read again as a whole. */
const packFirstRetryMs = 60_000
const packLongestRetryMs = 60 * 60 * 1000

/** What reading a file of batches came to. */
export interface ReadOutcome {
  /** The batch of a loose file that counts. */
  batch: number | null
  /** Of its head, where that does not count. */
  hash: string | null
  /** Null for a file that counts. */
  reason: string | null
  lacksWords: boolean
  carriesWithdrawn: boolean
}

/** A file that was looked at before. */
export interface KnownFile {
  name: string
  sizeBytes: number
  modifiedMs: number
}

export interface WaitingFile {
  path: string
  sizeBytes: number
  modifiedMs: number
  isDue(nowMs: number): boolean
}

/** A run of one writer's batches. */
export interface Span {
  writer: string
  first: number
  last: number
}

type Facts = Pick<FileFacts, 'sizeBytes' | 'modifiedMs'>

/** Which files of the folder have been looked at, and which of them do not count yet. */
export interface BatchFiles {
  /** Files already looked at in a folder; none is kept in memory, since old months are never asked for. */
  known(folder: string): KnownFile[]
  /** Every folder that has such files. */
  folders(): string[]
  note(file: { path: string; facts: Facts; outcome: ReadOutcome; isNew: boolean; nowMs: number }): void
  noteSpans(path: string, spans: Span[]): void
  /** A file that is not there any more. What it said stays. */
  drop(path: string): void
  /** The same, unless it alone held its batches: then it stays known, and a check says that it is missing. */
  dropMoved(path: string): void
  /** Files that do not count or lack words; both may change. */
  waiting(): WaitingFile[]
  allPaths(): string[]
  pending(): PendingFile[]
  pendingCount(): number
  /** Lets copies of a head that has been vouched for meanwhile be read again at once. */
  hurry(hash: string): void
  /** The same for all that lack words. */
  hurryLacking(): void
  lackingWords(): { path: string }[]
  /** Loose files that lack words which are known here, with their digests. */
  missingWords(): MissingWords[]
  toStrip(): FileToStrip[]
  altered(): AlteredFile[]
}

export function isPackPath(path: string): boolean {
  return path.endsWith('.jsonl')
}

const isUnsettled = '(files.reason IS NOT NULL OR files.lacks_words = 1)'

export function createBatchFiles(database: DatabaseSync): BatchFiles {
  const selectFolder = database.prepare('SELECT id FROM folders WHERE path = ?')
  const insertFolder = database.prepare('INSERT INTO folders (path) VALUES (?) RETURNING id')
  const selectFolders = database.prepare('SELECT path FROM folders ORDER BY path')
  const select = database.prepare('SELECT batch, reason, since_ms, attempts FROM files WHERE folder = ? AND name = ?')
  const selectKnown = database.prepare('SELECT name, size, modified_ms FROM files WHERE folder = ?')
  const upsert = database.prepare(
    `INSERT OR REPLACE INTO files (folder, name, size, modified_ms, batch, hash, reason, lacks_words, carries_withdrawn,
       since_ms, attempts, retry_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = database.prepare('DELETE FROM files WHERE folder = ? AND name = ?')
  const selectAlone = database.prepare(
    `SELECT 1 FROM files JOIN batches ON batches.id = files.batch WHERE files.folder = ? AND files.name = ?
       AND NOT EXISTS (SELECT 1 FROM files AS others WHERE others.batch = files.batch
         AND (others.folder <> files.folder OR others.name <> files.name))
       AND NOT EXISTS (SELECT 1 FROM pack_spans AS spans
         WHERE spans.writer = batches.writer AND batches.seq BETWEEN spans.first AND spans.last)`,
  )
  const removeSpans = database.prepare('DELETE FROM pack_spans WHERE folder = ? AND name = ?')
  const insertSpan = database.prepare(
    'INSERT OR REPLACE INTO pack_spans (folder, name, writer, first, last) VALUES (?, ?, ?, ?, ?)',
  )
  const path = "folders.path || '/' || files.name AS path"
  const joined = 'files JOIN folders ON folders.id = files.folder'
  const selectWaiting = database.prepare(
    `SELECT ${path}, size, modified_ms, retry_at_ms FROM ${joined} WHERE ${isUnsettled} ORDER BY 1`,
  )
  const selectPending = database.prepare(
    `SELECT ${path}, reason, since_ms FROM ${joined} WHERE ${isUnsettled} AND reason IS NOT NULL ORDER BY 1`,
  )
  const selectLacking = database.prepare(
    `SELECT ${path} FROM ${joined} WHERE ${isUnsettled} AND lacks_words = 1 ORDER BY 1`,
  )
  const selectMissing = database.prepare(
    `SELECT ${path}, named.digest FROM ${joined} JOIN words AS named ON named.batch = files.batch
     WHERE ${isUnsettled} AND lacks_words = 1 AND named.state < 2
       AND EXISTS (SELECT 1 FROM words WHERE words.digest = named.digest AND words.text IS NOT NULL) ORDER BY 1`,
  )
  const selectToStrip = database.prepare(
    `SELECT ${path}, named.subject FROM ${joined} JOIN operations AS named ON named.batch = files.batch
       JOIN withdrawn ON withdrawn.subject = named.subject WHERE carries_withdrawn = 1
     UNION
     SELECT ${path}, named.subject FROM ${joined}
       JOIN pack_spans AS spans ON spans.folder = files.folder AND spans.name = files.name
       JOIN batches ON batches.writer = spans.writer AND batches.seq BETWEEN spans.first AND spans.last
       JOIN operations AS named ON named.batch = batches.id
       JOIN withdrawn ON withdrawn.subject = named.subject WHERE carries_withdrawn = 1 ORDER BY 1, 2`,
  )
  const selectAltered = database.prepare(
    `SELECT ${path}, batches.hash FROM ${joined} LEFT JOIN batches ON batches.id = files.batch
     WHERE ${isUnsettled} AND reason IS NOT NULL AND lacks_words = 0 AND (files.batch IS NOT NULL OR EXISTS (
       SELECT 1 FROM pack_spans AS spans WHERE spans.folder = files.folder AND spans.name = files.name)) ORDER BY 1`,
  )
  const selectAll = database.prepare(`SELECT ${path} FROM ${joined} ORDER BY 1`)
  const countPending = database.prepare(
    `SELECT count(*) AS count FROM files WHERE ${isUnsettled} AND reason IS NOT NULL`,
  )
  const resetRetry = database.prepare(
    `UPDATE files SET retry_at_ms = 0 WHERE ${isUnsettled} AND hash = ? AND reason IS NOT NULL`,
  )
  const resetLacking = database.prepare(`UPDATE files SET retry_at_ms = 0 WHERE ${isUnsettled} AND lacks_words = 1`)
  const selectWaitsFor = database.prepare(`SELECT 1 FROM files WHERE ${isUnsettled} LIMIT 1`)
  let lastFolder: { path: string; id: number } | null = null

  function folderId(folder: string): number | null {
    if (lastFolder?.path === folder) return lastFolder.id
    const id = firstRow<{ id: number }>(selectFolder, folder)?.id
    if (id === undefined) return null
    lastFolder = { path: folder, id }
    return id
  }

  function madeFolderId(folder: string): number {
    return folderId(folder) ?? insertedId(insertFolder, folder)
  }

  function drop(filePath: string): void {
    const { folder, name } = splitPath(filePath)
    const id = folderId(folder)
    if (id === null) return
    remove.run(id, name)
    removeSpans.run(id, name)
  }

  return {
    known(folder) {
      const id = folderId(folder)
      const rows = id === null ? [] : (selectKnown.all(id) as { name: string; size: number; modified_ms: number }[])
      return rows.map(({ name, size, modified_ms }) => ({ name, sizeBytes: size, modifiedMs: modified_ms }))
    },
    folders: () => (selectFolders.all() as { path: string }[]).map((row) => row.path),
    note({ path: filePath, facts, outcome, isNew, nowMs }) {
      const { folder, name } = splitPath(filePath)
      const id = madeFolderId(folder)
      const earlier = isNew
        ? undefined
        : firstRow<{ batch: number | null; reason: string | null; since_ms: number; attempts: number }>(
            select,
            id,
            name,
          )
      const { reason, hash, lacksWords, carriesWithdrawn } = outcome
      const attempts = (reason === null && !lacksWords) || !earlier ? 0 : earlier.attempts + 1
      const sinceMs = earlier && earlier.reason !== null && reason !== null ? earlier.since_ms : nowMs
      // What a file held once tells later whose true bytes belong there.
      const batch = outcome.batch ?? (reason === null ? null : (earlier?.batch ?? null))
      const values = [id, name, facts.sizeBytes, facts.modifiedMs, batch, hash, reason, lacksWords ? 1 : 0]
      upsert.run(...values, carriesWithdrawn ? 1 : 0, sinceMs, attempts, nowMs + retryMs(name, attempts))
    },
    noteSpans(filePath, spans) {
      const { folder, name } = splitPath(filePath)
      const id = madeFolderId(folder)
      for (const { writer, first, last } of spans) insertSpan.run(id, name, writer, first, last)
    },
    drop,
    dropMoved(filePath) {
      const { folder, name } = splitPath(filePath)
      const id = folderId(folder)
      if (id !== null && firstRow(selectAlone, id, name) === undefined) drop(filePath)
    },
    waiting() {
      const rows = selectWaiting.all() as { path: string; size: number; modified_ms: number; retry_at_ms: number }[]
      return rows.map((row) => ({
        path: row.path,
        sizeBytes: row.size,
        modifiedMs: row.modified_ms,
        // a moment further ahead than any pause was set by a clock that has been put right since
        isDue: (nowMs) =>
          row.retry_at_ms <= nowMs || row.retry_at_ms > nowMs + Math.max(longestRetryMs, packLongestRetryMs),
      }))
    },
    allPaths: () => (selectAll.all() as { path: string }[]).map((row) => row.path),
    pending() {
      const rows = selectPending.all() as { path: string; reason: string; since_ms: number }[]
      return rows.map((row) => ({ path: row.path, reason: row.reason, sinceMs: row.since_ms }))
    },
    pendingCount: () => firstRow<{ count: number }>(countPending)?.count ?? 0,
    hurry(hash) {
      if (firstRow(selectWaitsFor) !== undefined) resetRetry.run(hash)
    },
    hurryLacking: () => {
      resetLacking.run()
    },
    lackingWords: () => selectLacking.all() as { path: string }[],
    missingWords() {
      const found = new Map<string, Set<string>>()
      for (const row of selectMissing.all() as { path: string; digest: string }[]) {
        found.set(row.path, (found.get(row.path) ?? new Set<string>()).add(row.digest))
      }
      return [...found].map(([file, digests]) => ({ path: file, digests: [...digests] }))
    },
    toStrip() {
      const found = new Map<string, string[]>()
      for (const { path: file, subject } of selectToStrip.all() as { path: string; subject: string }[]) {
        found.set(file, [...(found.get(file) ?? []), subject])
      }
      return [...found].map(([file, subjects]) => ({ path: file, subjects }))
    },
    altered: () => selectAltered.all() as unknown as AlteredFile[],
  }
}

function retryMs(name: string, attempts: number): number {
  const [first, longest] = isPackPath(name) ? [packFirstRetryMs, packLongestRetryMs] : [firstRetryMs, longestRetryMs]
  return Math.min(first * 2 ** Math.min(attempts, 20), longest)
}

function splitPath(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/')
  return { folder: path.slice(0, slash), name: path.slice(slash + 1) }
}
