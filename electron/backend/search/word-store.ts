import type { DatabaseSync } from 'node:sqlite'
import type { WordsEntry } from '../../../domain/library/words.ts'
import { firstRow } from './first-row.ts'

/** The words of operations by their digests. */
export interface WordStore {
  /** Null where they are withdrawn or not here. */
  text(digest: string): string | null
  /** All words that a record's operations name and that are here, by digest. */
  ofSubject(subject: string): Map<string, string>
  /** With its salt, as a batch's third line has it; null where it is withdrawn or not here. */
  entry(digest: string): WordsEntry | null
  /** Forgets all words that a record's operations name, and keeps them from coming back. Answers whether there were any. */
  withdraw(subject: string): boolean
  /** Files of batches that carry words of a record, packs too, relative to the library. */
  filesWithWordsOf(subject: string): string[]
}

export function createWordStore(database: DatabaseSync): WordStore {
  const select = database.prepare('SELECT text FROM words WHERE digest = ? AND text IS NOT NULL LIMIT 1')
  const selectEntry = database.prepare('SELECT salt, text FROM words WHERE digest = ? AND text IS NOT NULL LIMIT 1')
  const selectSubject = database.prepare('SELECT digest, text FROM words WHERE subject = ? AND text IS NOT NULL')
  const remember = database.prepare('INSERT OR IGNORE INTO withdrawn (subject) VALUES (?)')
  const forget = database.prepare(
    `UPDATE words SET state = 2, salt = NULL, text = NULL
     WHERE text IS NOT NULL AND (digest, writer) IN (SELECT digest, writer FROM words WHERE subject = ?)`,
  )
  const settle = database.prepare('UPDATE words SET state = 2 WHERE subject = ? AND state = 1')
  // Copies that lack these words lack nothing any more, and those that have them are to be stripped.
  const ofBatches = 'batch IN (SELECT batch FROM words WHERE subject = ?)'
  const readAgain = database.prepare(
    `UPDATE files SET retry_at_ms = 0 WHERE (reason IS NOT NULL OR lacks_words = 1) AND (batch IS NULL OR ${ofBatches})`,
  )
  const carryLoose = database.prepare(
    `UPDATE files SET carries_withdrawn = 1 WHERE reason IS NULL AND lacks_words = 0 AND ${ofBatches}`,
  )
  const carryPacked = database.prepare(
    `UPDATE files SET carries_withdrawn = 1 WHERE (folder, name) IN (
       SELECT spans.folder, spans.name FROM words JOIN batches ON batches.id = words.batch
       JOIN pack_spans AS spans ON spans.writer = batches.writer AND batches.seq BETWEEN spans.first AND spans.last
       WHERE words.subject = ?)`,
  )
  const selectFiles = database.prepare(
    `SELECT folders.path || '/' || files.name AS path FROM words
       JOIN files ON files.batch = words.batch JOIN folders ON folders.id = files.folder WHERE words.subject = ?
     UNION
     SELECT folders.path || '/' || spans.name FROM words JOIN batches ON batches.id = words.batch
       JOIN pack_spans AS spans ON spans.writer = batches.writer AND batches.seq BETWEEN spans.first AND spans.last
       JOIN folders ON folders.id = spans.folder WHERE words.subject = ? ORDER BY 1`,
  )
  return {
    text: (digest) => firstRow<{ text: string }>(select, digest)?.text ?? null,
    ofSubject(subject) {
      const rows = selectSubject.all(subject) as { digest: string; text: string }[]
      return new Map(rows.map(({ digest, text }) => [digest, text]))
    },
    entry: (digest) => firstRow<{ salt: string; text: string }>(selectEntry, digest) ?? null,
    withdraw(subject) {
      const isNew = remember.run(subject).changes > 0
      if (isNew) {
        readAgain.run(subject)
        carryLoose.run(subject)
        carryPacked.run(subject)
        settle.run(subject)
      }
      return forget.run(subject).changes > 0
    },
    filesWithWordsOf: (subject) => (selectFiles.all(subject, subject) as { path: string }[]).map(({ path }) => path),
  }
}
