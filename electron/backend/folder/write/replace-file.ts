import { chmod, lstat, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../../../../domain/failure.ts'
import { syncFolder } from '../../library/profile-files.ts'
import type { RandomBytes } from '../../ports.ts'
import { folderFailure, linkFailure } from './folder-failure.ts'
import { findInside } from './inside.ts'
import { patiently } from './patiently.ts'
import { removeQuietly, writeTemporary } from './publish-file.ts'

/** What a file looked like when what replaces it was made from it. */
export interface SeenFile {
  sizeBytes: number
  modifiedMs: number
}

/**
 * Puts other bytes in the place of a file, whole or not at all: written beside it, checked, synced, renamed over it.
 * Answers false, with nothing done, where the file is gone or is not what it was when it was looked at.
 * Throws as `publishFile` does.
 */
export async function replaceInFolder({
  root,
  path,
  source,
  sha256,
  seen,
  writer,
  randomBytes,
}: {
  root: string
  path: string
  source: { bytes: Uint8Array } | { file: string }
  /** Hex; where given, nothing else takes the place. */
  sha256?: string | undefined
  seen: SeenFile
  writer: string
  randomBytes: RandomBytes
}): Promise<boolean> {
  try {
    const final = await findInside(root, path)
    if (final === null || !(await isAsSeen(final, seen))) return false
    const dir = dirname(final)
    const temporary = join(dir, `.~${writer}-${Buffer.from(randomBytes(8)).toString('hex')}.tmp`)
    try {
      await writeTemporary(temporary, { source, sha256 })
      // another program may have brought something newer meanwhile
      if (!(await isAsSeen(final, seen))) return false
      // Windows replaces no read-only file
      if (process.platform === 'win32') await chmod(final, 0o644).catch(() => undefined)
      await patiently(() => rename(temporary, final))
    } finally {
      await removeQuietly(temporary)
    }
    await syncFolder(dir)
    return true
  } catch (error) {
    throw error instanceof Failure ? error : folderFailure(error)
  }
}

async function isAsSeen(path: string, { sizeBytes, modifiedMs }: SeenFile): Promise<boolean> {
  const found = await lstat(path)
  if (found.isSymbolicLink()) throw linkFailure()
  return found.isFile() && found.size === sizeBytes && Math.trunc(found.mtimeMs) === modifiedMs
}
