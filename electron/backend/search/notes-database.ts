import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { removeIndex } from './remove-index.ts'

/**
 * Opens a small database of notes that only save work: made where there is none, and made anew where it is damaged.
 * `tables` may be run again on tables that stand.
 */
export function openNotesDatabase({ path, tables }: { path: string; tables: string }): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true })
  try {
    return open(path, tables)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error
    removeIndex(path)
    return open(path, tables)
  }
}

function open(path: string, tables: string): DatabaseSync {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = NORMAL')
    database.exec(tables)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
