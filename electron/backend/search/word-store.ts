import type { DatabaseSync } from 'node:sqlite'
import { firstRow } from './first-row.ts'

/** The words of operations by their digests. */
export interface WordStore {
  /** Null where they are withdrawn or not here. */
  text(digest: string): string | null
  /** Forgets all words that a record's operations name, and keeps them from coming back. Answers whether there were any. */
  withdraw(subject: string): boolean
  /** Files of batches that carry words of a record, relative to the library. */
  filesWithWordsOf(subject: string): string[]
}

export function createWordStore(database: DatabaseSync): WordStore {
  const select = database.prepare('SELECT text FROM words WHERE digest = ? LIMIT 1')
  const remember = database.prepare('INSERT OR IGNORE INTO withdrawn (subject) VALUES (?)')
  const remove = database.prepare(
    `DELETE FROM words WHERE (digest, writer) IN (SELECT digest, writer FROM digests WHERE subject = ?)`,
  )
  const readAgain = database.prepare(
    `UPDATE files SET retry_at_ms = 0
     WHERE reason IS NOT NULL AND hash IN (SELECT batch FROM digests WHERE subject = ?)`,
  )
  const selectFiles = database.prepare(
    `SELECT DISTINCT files.path FROM digests JOIN files ON files.hash = digests.batch
     WHERE digests.subject = ? ORDER BY files.path`,
  )
  return {
    text: (digest) => firstRow<{ text: string }>(select, digest)?.text ?? null,
    withdraw(subject) {
      if (remember.run(subject).changes > 0) readAgain.run(subject)
      return remove.run(subject).changes > 0
    },
    filesWithWordsOf: (subject) => (selectFiles.all(subject) as { path: string }[]).map(({ path }) => path),
  }
}
