import { setImmediate } from 'node:timers/promises'
import { packPath, packsFolder, partsOfPackName } from '../../../domain/library/pack.ts'
import { batchPath } from '../../../domain/library/paths.ts'
import type { MirrorReport } from '../../../domain/views/health.ts'
import type { JobProgress } from '../../../domain/views/job.ts'
import { openLibraryFolder } from '../folder/read/library-folder.ts'
import { requireLibrary } from '../library/folder-identity.ts'
import type { BatchFileFacts, EntryPlace, LibraryIndex, PublishedItem } from '../library/index-port.ts'
import type { OpenLibrary } from '../library/libraries.ts'
import type { RandomBytes } from '../ports.ts'
import { copyEntries, copyFirstFiles, copyItem, type MirrorCopy } from './mirror-copy.ts'
import type { MirrorNotes } from './mirror-notes.ts'
import { batchFilesOf, publishedItems } from './pages.ts'
import { severalAtOnce } from './several-at-once.ts'
import { removeVersionFolder, stripEntriesFile } from './strip.ts'

const changesPerPage = 500
/** Every file is synced to the disk before the next step, and syncing several costs hardly more than one. */
const copiesAtOnce = 8

/**
 * Brings a mirror up to what is here: the entries first, then every record's files; what was withdrawn is taken out.
 * Only what is new since the last whole run is looked at. What the signal stops is gone on with by the next run.
 */
export async function runMirror({
  library,
  target,
  notes,
  randomBytes,
  signal,
  report,
}: {
  library: Pick<OpenLibrary, 'id' | 'dir' | 'index' | 'writer'>
  target: string
  notes: MirrorNotes
  randomBytes: RandomBytes
  signal: AbortSignal
  report: (progress: JobProgress) => void
}): Promise<MirrorReport> {
  const { id, dir, index, writer } = library
  await requireLibrary({ dir, library: id })
  const withdrawn = new Set(await index.withdrawn())
  const copy: MirrorCopy = {
    library: id,
    dir,
    folder: await openLibraryFolder(dir),
    target,
    writer: writer.id,
    index,
    notes,
    isWithdrawn: (subject) => withdrawn.has(subject),
    randomBytes,
    signal,
    report: { copiedCount: 0, copiedBytes: 0, waitingCount: 0, strippedCount: 0 },
  }
  const say = (step: string, count: number): void =>
    report({ fraction: null, step, detail: count === 0 ? '' : String(count) })

  await copyFirstFiles(copy)
  const feed = await index.changes({ epoch: null, after: 0, limit: 1 })
  let count = 0
  const copyFile = async (file: BatchFileFacts): Promise<void> => {
    await copyEntries(copy, file)
    count += 1
    if (count % 100 === 0) await breathe(signal, () => say('Copying entries', count))
  }
  await severalAtOnce(batchFilesOf(index), { width: copiesAtOnce, work: copyFile })
  await stripWithdrawn(copy, [...withdrawn])

  count = 0
  const copyNext = async (item: PublishedItem): Promise<void> => {
    signal.throwIfAborted()
    if (!item.isGone) notes.setAwaited(item.subject, !(await copyItem(copy, item)))
    count += 1
    if (count % 20 === 0) await breathe(signal, () => say('Copying items', count))
  }
  await severalAtOnce(itemsToCopy({ index, notes }), { width: copiesAtOnce, work: copyNext })
  notes.setCursor(await lastOf(index, feed.epoch))
  return copy.report
}

async function breathe(signal: AbortSignal, say: () => void): Promise<void> {
  say()
  await setImmediate()
  signal.throwIfAborted()
}

/** Where the feed of changes ends now; what changed while a run went on is looked at again by the next. */
async function lastOf(index: LibraryIndex, epoch: string): Promise<{ epoch: string; n: number }> {
  const { n } = await index.changes({ epoch, after: Number.MAX_SAFE_INTEGER, limit: 1 })
  return { epoch, n }
}

/** Those that were not whole at the last run and those that changed since; all of them the first time. */
async function* itemsToCopy({
  index,
  notes,
}: {
  index: LibraryIndex
  notes: MirrorNotes
}): AsyncGenerator<PublishedItem> {
  const cursor = notes.cursor()
  const { epoch } = await index.changes({ epoch: null, after: 0, limit: 1 })
  if (cursor?.epoch !== epoch) {
    yield* publishedItems(index)
    return
  }
  yield* await index.publishedOf(notes.awaited())
  for (let after = cursor.n; ; ) {
    const page = await index.changes({ epoch, after, limit: changesPerPage })
    yield* await index.publishedOf(page.records.map(({ id }) => id).filter((id) => id.length === itemIdLength))
    after = page.n
    if (!page.hasMore) return
  }
}

const itemIdLength = 16

/** Takes withdrawn records out of the mirror, once each; what was copied after the withdrawal came without them. */
async function stripWithdrawn(copy: MirrorCopy, withdrawn: string[]): Promise<void> {
  const { index, notes, target, writer, randomBytes, report, signal } = copy
  for (const subject of withdrawn) {
    if (notes.isStripped(subject)) continue
    signal.throwIfAborted()
    for (const path of await placesInMirror(target, await index.entriesAbout(subject))) {
      await stripEntriesFile({ root: target, path, subject, writer, randomBytes })
    }
    const [item] = await index.publishedOf([subject])
    for (const { folder } of item?.versions ?? []) await removeVersionFolder(target, folder)
    notes.noteStripped(subject)
    report.strippedCount += 1
  }
}

/** The library may have packed what the mirror still has loose, so a mirror is looked through by what entries say. */
async function placesInMirror(target: string, entries: EntryPlace[]): Promise<string[]> {
  const folder = await openLibraryFolder(target)
  const places = new Set<string>()
  for (const { writer, ms, seq, hash } of entries) {
    places.add(batchPath({ writer, ms, seq, hash }))
    for (const { name } of await folder.list(packsFolder(writer))) {
      const said = partsOfPackName(name)
      if (said !== null && said.first <= seq && seq <= said.last) places.add(packPath(writer, name))
    }
  }
  return [...places]
}
