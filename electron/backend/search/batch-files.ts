import type { DatabaseSync } from 'node:sqlite'
import type { FileFacts } from '../folder/read/library-folder.ts'
import type { PendingFile } from '../library/index-port.ts'
import { firstRow } from './first-row.ts'

const firstRetryMs = 2000
const longestRetryMs = 10 * 60 * 1000

/** Which files of the folder have been looked at, and which of them do not count yet. */
export interface BatchFiles {
  /** Names already looked at in a month's folder. */
  knownNames(folder: string): ReadonlySet<string>
  note(file: {
    path: string
    facts: Pick<FileFacts, 'sizeBytes' | 'modifiedMs'>
    hash: string | null
    /** Null for a file that counts. */
    reason: string | null
    nowMs: number
  }): void
  /** A file that did not count and is not there any more. */
  drop(path: string): void
  waiting(): { path: string; sizeBytes: number; modifiedMs: number; isDue(nowMs: number): boolean }[]
  allPaths(): string[]
  pending(): PendingFile[]
  pendingCount(): number
  /** Lets copies of a head that has been vouched for meanwhile be read again at once. */
  hurry(hash: string): void
}

export function createBatchFiles(database: DatabaseSync): BatchFiles {
  const select = database.prepare('SELECT reason, since_ms, attempts FROM files WHERE path = ?')
  const selectFolder = database.prepare('SELECT path FROM files WHERE path >= ? AND path < ?')
  const upsert = database.prepare(
    `INSERT INTO files (path, size, modified_ms, hash, reason, since_ms, attempts, retry_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified_ms = excluded.modified_ms, hash = excluded.hash,
       reason = excluded.reason, since_ms = excluded.since_ms, attempts = excluded.attempts,
       retry_at_ms = excluded.retry_at_ms`,
  )
  const remove = database.prepare('DELETE FROM files WHERE path = ?')
  const selectWaiting = database.prepare(
    'SELECT path, size, modified_ms, retry_at_ms FROM files WHERE reason IS NOT NULL ORDER BY path',
  )
  const selectPending = database.prepare(
    'SELECT path, reason, since_ms FROM files WHERE reason IS NOT NULL ORDER BY path',
  )
  const selectAll = database.prepare('SELECT path FROM files ORDER BY path')
  const countPending = database.prepare('SELECT count(*) AS count FROM files WHERE reason IS NOT NULL')
  const resetRetry = database.prepare('UPDATE files SET retry_at_ms = 0 WHERE hash = ? AND reason IS NOT NULL')
  const namesByFolder = new Map<string, Set<string>>()

  function namesIn(folder: string): Set<string> {
    const known = namesByFolder.get(folder)
    if (known) return known
    // '0' is the character after '/', so this is every path below the folder.
    const rows = selectFolder.all(`${folder}/`, `${folder}0`) as { path: string }[]
    const names = new Set(rows.map(({ path }) => path.slice(folder.length + 1)))
    namesByFolder.set(folder, names)
    return names
  }

  function split(path: string): { folder: string; name: string } {
    const slash = path.lastIndexOf('/')
    return { folder: path.slice(0, slash), name: path.slice(slash + 1) }
  }

  return {
    knownNames: namesIn,
    note({ path, facts, hash, reason, nowMs }) {
      const earlier = firstRow<{ reason: string | null; since_ms: number; attempts: number }>(select, path)
      const attempts = reason === null || !earlier ? 0 : earlier.attempts + 1
      const sinceMs = earlier && earlier.reason !== null && reason !== null ? earlier.since_ms : nowMs
      const retryMs = Math.min(firstRetryMs * 2 ** Math.min(attempts, 20), longestRetryMs)
      upsert.run(path, facts.sizeBytes, facts.modifiedMs, hash, reason, sinceMs, attempts, nowMs + retryMs)
      const { folder, name } = split(path)
      namesIn(folder).add(name)
    },
    drop(path) {
      remove.run(path)
      const { folder, name } = split(path)
      namesIn(folder).delete(name)
    },
    waiting() {
      const rows = selectWaiting.all() as { path: string; size: number; modified_ms: number; retry_at_ms: number }[]
      return rows.map(({ path, size, modified_ms, retry_at_ms }) => ({
        path,
        sizeBytes: size,
        modifiedMs: modified_ms,
        isDue: (nowMs) => retry_at_ms <= nowMs,
      }))
    },
    allPaths: () => (selectAll.all() as { path: string }[]).map(({ path }) => path),
    pending() {
      const rows = selectPending.all() as { path: string; reason: string; since_ms: number }[]
      return rows.map(({ path, reason, since_ms }) => ({ path, reason, sinceMs: since_ms }))
    },
    pendingCount: () => firstRow<{ count: number }>(countPending)?.count ?? 0,
    hurry: (hash) => {
      resetRetry.run(hash)
    },
  }
}
