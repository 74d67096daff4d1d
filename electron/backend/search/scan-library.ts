import type { DatabaseSync } from 'node:sqlite'
import { Failure } from '../../../domain/failure.ts'
import { type LibraryFolder, openLibraryFolder } from '../folder/read/library-folder.ts'
import { readMarker } from '../folder/read/marker.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import type { BatchFiles } from './batch-files.ts'
import type { Entries } from './entries.ts'
import type { MediaPresence } from './media-presence.ts'
import type { OperationStore } from './operation-store.ts'
import type { Positions } from './positions.ts'
import type { Refold } from './refold.ts'
import { readWaiting, scanBatches } from './scan.ts'
import { emptyLog } from './schema.ts'

/** A log that has grown much is written into the index at once, rather than slowing every question. */
const manyBatches = 500

export interface LibraryParts {
  database: DatabaseSync
  library: string
  founder: string
  dir: string
  store: OperationStore
  files: BatchFiles
  positions: Positions
  media: MediaPresence
  entries: Entries
  refold: Refold
}

/**
 * One pass over the folder: new batches, the records they change, and the files that have arrived since.
 * Throws a Failure `library-offline` or `another-library` where the folder is not this library's; what is known stays.
 */
export async function scanLibrary({
  parts,
  scope,
  nowMs,
}: {
  parts: LibraryParts
  scope: 'recent' | 'all'
  nowMs: number
}): Promise<{ hasChanged: boolean; epoch: string; n: number; pendingCount: number }> {
  const { entries, files, media, refold, store } = parts
  const nBefore = entries.n
  const folder = await openThisLibrary(parts)
  const readCount = await scanBatches({ parts, folder, scope, nowMs }).catch((error: unknown) => {
    throw error instanceof Unreadable ? offline(error) : error
  })
  await refold.run()
  // What was withdrawn is known only now: batches without those words are whole after all.
  await readWaiting({ parts, folder, nowMs })
  for (const subject of await media.check({ folder, all: scope === 'all', nowMs })) store.markDirty(subject)
  await refold.run()
  if (readCount > manyBatches) emptyLog(parts.database)
  return {
    hasChanged: entries.n !== nBefore,
    epoch: entries.epoch,
    n: entries.n,
    pendingCount: files.pendingCount(),
  }
}

/** Opens the folder for one pass, once its marker has said that it is this library's. */
export async function openThisLibrary({ dir, library }: { dir: string; library: string }): Promise<LibraryFolder> {
  try {
    const folder = await openLibraryFolder(dir)
    const found = await readMarker(folder)
    if (found.kind === 'marker' && found.marker.library === library) return folder
    if (found.kind === 'marker') {
      throw new Failure({
        code: 'another-library',
        message: 'Another library stands in this folder now.',
        kept: 'Everything read so far can still be read here, and what you publish waits on this device.',
        remedy: 'Put the folder back, or join the other library from Settings.',
      })
    }
    throw offline()
  } catch (error) {
    if (error instanceof Unreadable) throw offline(error)
    throw error
  }
}

function offline(cause?: unknown): Failure {
  return new Failure({
    code: 'library-offline',
    message: 'The library’s folder cannot be reached.',
    kept: 'Everything read so far can still be read here, and what you publish waits on this device.',
    remedy: 'Check that the folder is where it was and that its sync tool or network drive is running.',
    cause,
  })
}
