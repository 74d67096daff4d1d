import { batchText } from '../../../domain/library/batch.ts'
import { batchPath } from '../../../domain/library/paths.ts'
import { digestsIn } from '../../../domain/library/words.ts'
import { openLibraryFolder } from '../folder/read/library-folder.ts'
import type { OpenLibrary } from '../library/libraries.ts'
import { batchFilesOf } from './pages.ts'

export interface LostEntry {
  hash: string
  path: string
}

/**
 * The files of entries that this device has read once and that stand in the folder no more, under no name. While there
 * are any, the index knows more than the folder, and is not to be thrown away.
 */
export async function lostEntries({
  library: { dir, index },
  packed,
  signal,
}: {
  library: Pick<OpenLibrary, 'dir' | 'index'>
  /** Full hashes of the entries in the packs of the folder. */
  packed: ReadonlySet<string>
  signal: AbortSignal
}): Promise<LostEntry[]> {
  const folder = await openLibraryFolder(dir).catch(() => null)
  const stands = async (path: string): Promise<boolean> => (await folder?.facts(path).catch(() => null)) != null
  const lost = new Map<string, string>()
  for (const { hash, writer, seq, ms } of await index.lostEntries()) {
    const path = batchPath({ writer, ms, seq, hash })
    if (!packed.has(hash) && !(await stands(path))) lost.set(hash, path)
  }
  for await (const { path, hash, counts } of batchFilesOf(index)) {
    signal.throwIfAborted()
    if (counts && hash !== null && !packed.has(hash) && !(await stands(path))) lost.set(hash, path)
  }
  if (lost.size > 0) {
    // the same entry may stand under another name
    for await (const { path, hash } of batchFilesOf(index)) {
      if (hash !== null && lost.get(hash) !== undefined && (await stands(path))) lost.delete(hash)
    }
  }
  return [...lost].map(([hash, path]) => ({ hash, path })).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/**
 * Says an entry of this device once more, byte for byte: its key gives the same signature for the same line. Null for
 * another device's, whose signature nobody can give, and for what the index cannot put together again.
 */
export async function ownEntryText({
  library: { index, writer },
  hash,
  path,
}: {
  library: Pick<OpenLibrary, 'index' | 'writer'>
  hash: string
  path: string
}): Promise<string | null> {
  if (!path.startsWith(`ops/${writer.id}/`)) return null
  const headLine = await index.headLine(hash)
  if (headLine === null) return null
  const words = await index.wordEntries(digestsIn(JSON.parse(headLine).ops.map(({ body }: { body: unknown }) => body)))
  return batchText({ headLine, signature: writer.sign(headLine), words })
}
