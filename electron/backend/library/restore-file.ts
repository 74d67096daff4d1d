import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { findInside, lstatOrNull } from '../folder/write/inside.ts'
import { publishFile } from '../folder/write/publish-file.ts'
import { replaceInFolder } from '../folder/write/replace-file.ts'
import type { RandomBytes } from '../ports.ts'
import { requireLibrary } from './folder-identity.ts'

/**
 * Puts the true bytes of a published file back where they are missing or were altered, and changes nothing else: what is
 * written has the hash that a signed head names, whoever's it is. Answers false where they stand there already, or where
 * the file is being changed by another program just now.
 * @throws Failure as `requireLibrary` and `publishFile` do; `conflict` where the bytes given are not the true ones.
 */
export async function restoreFile({
  dir,
  library,
  path,
  source,
  sha256,
  writer,
  randomBytes,
}: {
  /** Absolute path of the library's folder. */
  dir: string
  library: string
  /** Relative to it, with forward slashes; computed from a signed head. */
  path: string
  source: { bytes: Uint8Array } | { file: string }
  /** Hex. */
  sha256: string
  /** This device's own; it names the temporary. */
  writer: string
  randomBytes: RandomBytes
}): Promise<boolean> {
  await requireLibrary({ dir, library })
  const file = await findInside(dir, path)
  const found = file === null ? null : await lstatOrNull(file)
  if (file === null || found === null) {
    return (await publishFile({ root: dir, path, source, sha256, writer, randomBytes })) === 'published'
  }
  if (found.isFile() && (await sha256OfFile(file)) === sha256) return false
  const seen = { sizeBytes: Number(found.size), modifiedMs: Math.trunc(Number(found.mtimeMs)) }
  return await replaceInFolder({ root: dir, path, source, sha256, seen, writer, randomBytes })
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(piece as Buffer)
  return hash.digest('hex')
}
