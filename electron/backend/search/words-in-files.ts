import type { DatabaseSync } from 'node:sqlite'
import type { WordsEntry } from '../../../domain/library/words.ts'
import type { BatchFiles } from './batch-files.ts'

/** Which files of entries lack words, and which still carry withdrawn ones. */
export interface WordsInFiles {
  /** Words with their salts, of those digests that are here and not withdrawn. */
  wordEntries(digests: string[]): Record<string, WordsEntry>
  filesLackingWords(): { path: string }[]
  filesToStrip(): { path: string }[]
  /** Lets files be looked at again at the next scan, as if they had just come. */
  reread(paths: string[]): void
}

export function createWordsInFiles({ database, files }: { database: DatabaseSync; files: BatchFiles }): WordsInFiles {
  const selectLacking = database.prepare(
    `SELECT DISTINCT files.path FROM files JOIN digests ON digests.batch = files.hash
     WHERE files.reason IS NOT NULL ORDER BY files.path`,
  )
  const selectToStrip = database.prepare(
    `SELECT DISTINCT files.path FROM withdrawn JOIN digests ON digests.subject = withdrawn.subject
       JOIN files ON files.hash = digests.batch ORDER BY files.path`,
  )
  return {
    wordEntries: () => ({}),
    filesLackingWords: () => selectLacking.all() as { path: string }[],
    filesToStrip: () => selectToStrip.all() as { path: string }[],
    reread(paths) {
      for (const path of paths) files.drop(path)
    },
  }
}
