import { createHash } from 'node:crypto'
import { base32 } from '../../../domain/library/base32.ts'
import { packCapBytes, packsFolder, partsOfPackName, tripletsOf } from '../../../domain/library/pack.ts'
import { type LibraryFolder, openLibraryFolder } from '../folder/read/library-folder.ts'
import type { RandomBytes } from '../ports.ts'
import type { AlteredFile } from './index-port.ts'
import { fileCapBytes } from './mend-words.ts'
import { restoreFile } from './restore-file.ts'

const loosePathPattern = /^ops\/([a-z2-7]{26})\/[^/]+\/([0-9]{8})-([a-z2-7]{26})\.json$/

/**
 * Puts batches back that another program altered under their own names, from a copy that a sync tool left beside them or from
 * a pack that holds them: the head must have the very hash that was proven before, whoever's it is. Answers the paths.
 */
export async function restoreEntries({
  library,
  dir,
  writer,
  files,
  randomBytes,
}: {
  library: string
  dir: string
  writer: string
  files: readonly AlteredFile[]
  randomBytes: RandomBytes
}): Promise<string[]> {
  const restored: string[] = []
  for (const { path, hash } of files) {
    const [, author, seq] = loosePathPattern.exec(path) ?? []
    // a pack is written anew by its writer alone, who has its loose files
    if (author === undefined || seq === undefined || hash === null) continue
    const folder = await openLibraryFolder(dir)
    const bytes = (await beside(folder, path, hash)) ?? (await packed(folder, { author, seq: Number(seq), hash }))
    if (bytes === null) continue
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (await restoreFile({ dir, library, path, source: { bytes }, sha256, writer, randomBytes })) restored.push(path)
  }
  return restored
}

/** A copy in the same folder whose name begins as the batch's own. */
async function beside(folder: LibraryFolder, path: string, hash: string): Promise<Uint8Array | null> {
  const place = path.slice(0, path.lastIndexOf('/'))
  const stem = path.slice(place.length + 1, -'.json'.length)
  for (const { name, isFile } of await folder.list(place)) {
    if (!isFile || !name.startsWith(stem) || `${place}/${name}` === path) continue
    const copy = `${place}/${name}`
    const read = await folder.read(copy, { capBytes: fileCapBytes(copy) }).catch(() => null)
    if (read && headHash(read.bytes) === hash) return read.bytes
  }
  return null
}

async function packed(
  folder: LibraryFolder,
  { author, seq, hash }: { author: string; seq: number; hash: string },
): Promise<Uint8Array | null> {
  for (const { name, isFile } of await folder.list(packsFolder(author))) {
    const parts = isFile ? partsOfPackName(name) : null
    if (parts === null || seq < parts.first || seq > parts.last) continue
    const pack = await folder.read(`${packsFolder(author)}/${name}`, { capBytes: packCapBytes }).catch(() => null)
    const found = pack && tripletsOf(pack.bytes).triplets.find((triplet) => headHash(triplet) === hash)
    if (found) return found
  }
  return null
}

function headHash(bytes: Uint8Array): string {
  const end = bytes.indexOf(0x0a)
  return base32(
    createHash('sha256')
      .update(end < 0 ? bytes : bytes.subarray(0, end))
      .digest(),
  )
}
