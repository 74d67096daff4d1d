import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface ProfileLock {
  release(): void
}

const sqliteBusy = 5
const sqliteLocked = 6

/**
 * Takes the profile for this process, or answers null where another process has it.
 *
 * The lock is an operating system's lock on the file `lock`, taken through SQLite, which knows how on every platform.
 * The system drops it when the process ends, however it ends: there is no stale lock to detect, and so no moment in
 * which two starts could both believe that they removed one. Nothing is ever written into the file.
 */
export function acquireProfileLock(profileDir: string): ProfileLock | null {
  const database = new DatabaseSync(join(profileDir, 'lock'))
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    const code = (error as { errcode?: number }).errcode
    if (code === sqliteBusy || code === sqliteLocked) return null
    throw error
  }
  return { release: () => database.close() }
}
