import { stat } from 'node:fs/promises'
import { Failure } from '../../../domain/failure.ts'
import { findInside } from '../folder/write/inside.ts'
import { type PublishFile, publishFile } from '../folder/write/publish-file.ts'

export type CopyOutcome = 'copied' | 'already-there' | 'not-whole' | 'in-the-way'

/**
 * Writes one file by its hash, and never over another: what has other bytes than were published is not copied, and what
 * stands in its place stays. Throws what `publishFile` throws of the target.
 */
export async function copyByHash({
  root,
  path,
  source,
  sha256,
  writer,
  randomBytes,
  signal,
}: Pick<PublishFile, 'root' | 'path' | 'source' | 'writer' | 'randomBytes' | 'signal'> & {
  /** Hex. */
  sha256: string
}): Promise<CopyOutcome> {
  signal?.throwIfAborted()
  try {
    const outcome = await publishFile({ root, path, source, sha256, writer, randomBytes, signal })
    return outcome === 'published' ? 'copied' : 'already-there'
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof Failure)) throw error
    if (error.code === 'conflict') return (await findInside(root, path)) === null ? 'not-whole' : 'in-the-way'
    // the source went away meanwhile, which says nothing of the target
    if (error.code === 'folder-vanished' && 'file' in source && (await isAway(source.file))) return 'not-whole'
    throw error
  }
}

async function isAway(path: string): Promise<boolean> {
  return await stat(path).then(
    () => false,
    () => true,
  )
}
