import { Failure } from '../../../domain/failure.ts'
import { type LibraryFolder, openLibraryFolder } from '../folder/read/library-folder.ts'
import { readMarker } from '../folder/read/marker.ts'
import type { OnFolderCall } from '../folder/read/safe-path.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import type { ScanAnswer } from '../library/index-port.ts'
import type { Entries } from './entries.ts'
import { type LookForMedia, lookThrough, type MediaPresence } from './media-presence.ts'
import type { Notes } from './notes.ts'
import type { Refold } from './refold.ts'
import { readWaiting, type ScanParts, scanBatches } from './scan.ts'
import { emptyLog, type IndexDatabase } from './schema.ts'

/** A log that has grown much is written into the index at once, rather than slowing every question. */
const manyBatches = 500
/** Late batches land in old months: everything is looked at once a day. */
const wholeScanMs = 24 * 60 * 60 * 1000
/** So many files without a byte on this disk are no accident: the folder is streamed. */
const streamedCount = 3
/** So many files are worth a thread of their own. */
const manyAssets = 64
const hangsMost = 3

export interface LibraryParts extends ScanParts {
  founder: string
  dir: string
  index: IndexDatabase
  media: MediaPresence
  entries: Entries
  refold: Refold
  notes: Notes
  onCall: OnFolderCall
  closeReading(): void
}

/**
 * One pass over the folder: new batches, the records they change, and the files that have arrived since. `recent` is a
 * whole scan by itself when there was none for a day.
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
}): Promise<ScanAnswer> {
  const { entries, files, index, notes } = parts
  const nBefore = entries.n
  const folder = await openThisLibrary(parts)
  const isWhole = scope === 'all' || index.isFilling() || Math.abs(nowMs - notes.wholeScanAtMs()) >= wholeScanMs
  try {
    await index.filling(() => scanAndFold())
    index.finishFill()
  } catch (error) {
    throw error instanceof Unreadable ? offline(error) : error
  } finally {
    parts.closeReading()
  }
  return {
    hasChanged: entries.n !== nBefore,
    epoch: entries.epoch,
    n: entries.n,
    pendingCount: files.pendingCount(),
    isStreamed: notes.isStreamed(),
  }

  async function scanAndFold(): Promise<void> {
    const { readCount, inCloudCount } = await scanBatches({ parts, folder, isWhole, nowMs })
    if (index.isFilling()) {
      index.buildIndexes()
      files.hurryLacking()
      parts.refold.markAll()
    }
    const look = lookWith(parts, folder)
    await parts.refold.run(look)
    // What was withdrawn is known only now: batches without those words are whole after all.
    await readWaiting({ parts, folder, nowMs })
    const isFresh = index.isFilling()
    for (const subject of await parts.media.check({ look, all: isWhole && !isFresh, nowMs }))
      parts.store.markDirty(subject)
    await parts.refold.run(look)
    if (isWhole) notes.setWholeScanAtMs(nowMs)
    if (inCloudCount >= streamedCount) notes.setStreamed()
    if (readCount > manyBatches && !index.isFilling()) emptyLog(parts.database)
  }
}

/** Few files are looked for without holding anything up, many on the reading thread. */
function lookWith({ reading, closeReading }: LibraryParts, folder: LibraryFolder): LookForMedia {
  const lookForFew = lookThrough(folder)
  let hangCount = 0
  return async (assets) => {
    if (assets.length <= manyAssets) return await lookForFew(assets)
    try {
      if (hangCount < hangsMost) return await reading().ask({ kind: 'media', assets })
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      // It hangs on one of them, or the computer slept meanwhile: another thread looks for the next ones.
      hangCount += 1
      closeReading()
    }
    // These are looked for later, a few at a time.
    return assets.map(() => ({ isHere: false, said: null }))
  }
}

/** Opens the folder for one pass, once its marker has said that it is this library's. */
export async function openThisLibrary({
  dir,
  library,
  onCall,
}: {
  dir: string
  library: string
  onCall?: OnFolderCall | undefined
}): Promise<LibraryFolder> {
  try {
    const folder = await openLibraryFolder(dir, onCall)
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
