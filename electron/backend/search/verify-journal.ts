import type { FileFacts } from '../folder/read/safe-path.ts'
import { firstRow } from './first-row.ts'
import { openNotesDatabase } from './notes-database.ts'
import { removeIndex } from './remove-index.ts'

const notesPerCommit = 200
const tables = `
CREATE TABLE IF NOT EXISTS verified (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_ms INTEGER NOT NULL, operations INTEGER NOT NULL
) WITHOUT ROWID`

type Facts = Pick<FileFacts, 'sizeBytes' | 'modifiedMs'>

/**
 * What a check of every byte has found whole so far, so that an interrupted one goes on where it was. A file that has
 * another size or time since is not known any more. A check that reached its end leaves nothing behind: the next one
 * reads every byte again, since disks forget without telling.
 */
export interface VerifyJournal {
  /** How many entries the file held when it was found whole; null where it has to be read. */
  known(path: string, facts: Facts): { operationCount: number } | null
  note(file: { path: string; facts: Facts; operationCount: number }): void
  /** The check reached its end. */
  finish(): void
  /** Keeps what was noted for the next run. */
  close(): void
}

/** Opens the journal of a library's check; with `again`, or where it is damaged, an empty one. */
export function openVerifyJournal({ path, again }: { path: string; again: boolean }): VerifyJournal {
  if (again) removeIndex(path)
  const database = openNotesDatabase({ path, tables })
  const select = database.prepare('SELECT size, modified_ms, operations FROM verified WHERE path = ?')
  const insert = database.prepare(
    'INSERT OR REPLACE INTO verified (path, size, modified_ms, operations) VALUES (?, ?, ?, ?)',
  )
  let uncommitted = 0

  function commit(): void {
    if (uncommitted > 0) database.exec('COMMIT')
    uncommitted = 0
  }

  return {
    known(file, { sizeBytes, modifiedMs }) {
      const row = firstRow<{ size: number; modified_ms: number; operations: number }>(select, file)
      const isSame = row !== undefined && row.size === sizeBytes && row.modified_ms === modifiedMs
      return isSame ? { operationCount: row.operations } : null
    },
    note({ path: file, facts, operationCount }) {
      if (uncommitted === 0) database.exec('BEGIN')
      uncommitted += 1
      insert.run(file, facts.sizeBytes, facts.modifiedMs, operationCount)
      if (uncommitted >= notesPerCommit) commit()
    },
    finish() {
      commit()
      database.exec('DELETE FROM verified')
    },
    close() {
      commit()
      database.close()
    },
  }
}
