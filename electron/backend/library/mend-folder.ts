import { parseBatch } from '../../../domain/library/batch.ts'
import { tripletsOf } from '../../../domain/library/pack.ts'
import type { WordsEntry } from '../../../domain/library/words.ts'
import { openLibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import { replaceInFolder } from '../folder/write/replace-file.ts'
import type { RandomBytes } from '../ports.ts'
import type { LibraryIndex } from './index-port.ts'
import { fileCapBytes, lackingDigests, mendedFile } from './mend-words.ts'

export interface MendFileParts {
  dir: string
  /** This device's writer, and the person it speaks for. */
  writer: string
  person: string
  index: Pick<LibraryIndex, 'mayTakeOut' | 'wordEntries'>
  randomBytes: RandomBytes
  isWithdrawn: (subject: string) => boolean
  /** Whether words that are missing are put back as well. */
  isRestoring: boolean
}

/**
 * Takes withdrawn words out of one file of entries, where this person may, and puts back what is missing without having
 * been withdrawn, whoever wrote it. Answers whether the file is another one now. Can be repeated.
 */
export async function mendFileInFolder(path: string, parts: MendFileParts): Promise<boolean> {
  const { dir, writer, person, index, randomBytes, isWithdrawn, isRestoring } = parts
  const read = await readEntries(dir, path)
  if (read === null) return false
  const { bytes, facts } = read
  const mayTakeOut = new Map<string, boolean>()
  for (const author of writersOf(path, bytes)) {
    mayTakeOut.set(author, await index.mayTakeOut({ writer: author, person }))
  }
  const lacking = isRestoring ? lackingDigests(path, bytes, isWithdrawn) : []
  const known = new Map<string, WordsEntry>(Object.entries(lacking.length > 0 ? await index.wordEntries(lacking) : {}))
  const mended = mendedFile(path, bytes, {
    isWithdrawn,
    strips: (query) => mayTakeOut.get(query.writer) === true && isWithdrawn(query.subject),
    known: (digest) => known.get(digest),
  })
  if (mended === null) return false
  const seen = { sizeBytes: facts.sizeBytes, modifiedMs: facts.modifiedMs }
  return await replaceInFolder({ root: dir, path, source: { bytes: mended }, seen, writer, randomBytes })
}

async function readEntries(dir: string, path: string) {
  try {
    return await (await openLibraryFolder(dir)).read(path, { capBytes: fileCapBytes(path) })
  } catch (error) {
    // gone, busy, or no file of ours: the next scan says so
    if (error instanceof Unreadable) return null
    throw error
  }
}

function writersOf(path: string, bytes: Uint8Array): Set<string> {
  const triplets = path.toLowerCase().endsWith('.jsonl') ? tripletsOf(bytes).triplets : [bytes]
  const writers = new Set<string>()
  for (const triplet of triplets) {
    const batch = parseBatch(Buffer.from(triplet).toString('utf8'))
    if (!('reason' in batch)) writers.add(batch.head.writer)
  }
  return writers
}
