import { createHash } from 'node:crypto'
import { Failure } from '../../../domain/failure.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'

/** SHA-256 of a large file in hex, read in pieces. Throws Unreadable, or a Failure `cancelled` when the signal fires. */
export async function hashOfFile({
  folder,
  path,
  signal,
}: {
  folder: LibraryFolder
  path: string
  signal: AbortSignal
}): Promise<string> {
  const hash = createHash('sha256')
  await folder.readPieces(path, (piece) => {
    if (signal.aborted) throw new Failure({ code: 'cancelled', message: 'The check was stopped before its end.' })
    hash.update(piece)
  })
  return hash.digest('hex')
}
