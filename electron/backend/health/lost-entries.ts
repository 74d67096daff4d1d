import { batchPath } from '../../../domain/library/paths.ts'
import { openLibraryFolder } from '../folder/read/library-folder.ts'
import type { OpenLibrary } from '../library/libraries.ts'
import { batchFilesOf } from './pages.ts'

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
}): Promise<string[]> {
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
  return [...lost.values()].sort()
}
