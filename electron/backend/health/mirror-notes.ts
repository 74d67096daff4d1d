import { rm } from 'node:fs/promises'
import { firstRow } from '../search/first-row.ts'
import { openNotesDatabase } from '../search/notes-database.ts'

/**
 * What this device has copied into a mirror, kept in the profile so that a later run only looks at what is new.
 * Losing it costs a look at every file, never a copy.
 */
export interface MirrorNotes {
  /** Where in the index's feed of changes the last whole run ended. */
  cursor(): { epoch: string; n: number } | null
  setCursor(cursor: { epoch: string; n: number }): void
  /** The place of a copied file in the mirror, where it was copied at this size. */
  targetOf(path: string, sizeBytes?: number): string | null
  note(copied: { path: string; target: string; sizeBytes: number }): void
  /** Records whose files were not all here yet. */
  awaited(): string[]
  setAwaited(subject: string, isAwaited: boolean): void
  isStripped(subject: string): boolean
  noteStripped(subject: string): void
  totals(): { fileCount: number; sizeBytes: number }
  close(): void
}

const tables = `
CREATE TABLE IF NOT EXISTS cursor (only INTEGER PRIMARY KEY CHECK (only = 0), epoch TEXT NOT NULL, n INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS copied (path TEXT PRIMARY KEY, target TEXT NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS awaited (subject TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stripped (subject TEXT PRIMARY KEY) WITHOUT ROWID;
`

export function openMirrorNotes(path: string): MirrorNotes {
  const database = openNotesDatabase({ path, tables })
  const selectCursor = database.prepare('SELECT epoch, n FROM cursor')
  const writeCursor = database.prepare('INSERT OR REPLACE INTO cursor (only, epoch, n) VALUES (0, ?, ?)')
  const selectCopied = database.prepare('SELECT target, size FROM copied WHERE path = ?')
  const insertCopied = database.prepare('INSERT OR REPLACE INTO copied (path, target, size) VALUES (?, ?, ?)')
  const selectAwaited = database.prepare('SELECT subject FROM awaited ORDER BY subject')
  const insertAwaited = database.prepare('INSERT OR IGNORE INTO awaited (subject) VALUES (?)')
  const deleteAwaited = database.prepare('DELETE FROM awaited WHERE subject = ?')
  const selectStripped = database.prepare('SELECT 1 FROM stripped WHERE subject = ?')
  const insertStripped = database.prepare('INSERT OR IGNORE INTO stripped (subject) VALUES (?)')
  const selectTotals = database.prepare('SELECT count(*) AS count, coalesce(sum(size), 0) AS size FROM copied')

  return {
    cursor: () => firstRow<{ epoch: string; n: number }>(selectCursor) ?? null,
    setCursor: ({ epoch, n }) => void writeCursor.run(epoch, n),
    targetOf(file, sizeBytes) {
      const row = firstRow<{ target: string; size: number }>(selectCopied, file)
      return row && (sizeBytes === undefined || row.size === sizeBytes) ? row.target : null
    },
    note: ({ path: file, target, sizeBytes }) => void insertCopied.run(file, target, sizeBytes),
    awaited: () => (selectAwaited.all() as { subject: string }[]).map(({ subject }) => subject),
    setAwaited: (subject, isAwaited) => void (isAwaited ? insertAwaited : deleteAwaited).run(subject),
    isStripped: (subject) => firstRow(selectStripped, subject) !== undefined,
    noteStripped: (subject) => void insertStripped.run(subject),
    totals() {
      const row = firstRow<{ count: number; size: number }>(selectTotals)
      return { fileCount: row?.count ?? 0, sizeBytes: row?.size ?? 0 }
    },
    close: () => database.close(),
  }
}

/** Makes the next run look at every file again. */
export async function removeMirrorNotes(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(path + suffix, { force: true })
}
