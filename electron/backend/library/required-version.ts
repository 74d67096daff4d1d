import { Failure } from '../../../domain/failure.ts'
import type { LibraryIndex } from './index-port.ts'
import { needsNewerApp } from './needs.ts'

/** An owner can say that only newer apps may read or write, where an older one would do harm. Throws `library-too-new`. */
export async function requireOldEnough(index: Pick<LibraryIndex, 'heads'>, library: string): Promise<void> {
  if (!needsNewerApp(await index.heads(library))) return
  throw new Failure({
    code: 'library-too-new',
    message: 'This library may only be written by a newer Ownpace.',
    kept: 'What waits is kept here, and everything can still be read.',
    remedy: 'Update Ownpace on this device; what waits is then published by itself.',
  })
}
