import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import { markerName } from '../../../domain/library/paths.ts'
import type { RepairReport } from '../../../domain/views/health.ts'
import type { JobProgress } from '../../../domain/views/job.ts'
import { type LibraryFolder, openLibraryFolder } from '../folder/read/library-folder.ts'
import { systemCode, vanishedFailure } from '../folder/write/folder-failure.ts'
import { findInside } from '../folder/write/inside.ts'
import { identify } from '../library/folder-identity.ts'
import type { LibraryIndex, PublishedItem } from '../library/index-port.ts'
import type { OpenIndex, OpenLibrary } from '../library/libraries.ts'
import { libraryProfileDir } from '../library/profile-files.ts'
import type { Ports } from '../ports.ts'
import { lostEntries, ownEntryText } from './lost-entries.ts'
import { requireMirror } from './mirror-place.ts'
import { batchFilesOf, publishedItems } from './pages.ts'
import { packedHashes, putBack, putBackBytes, putBackEntries, putBackSigned, type Repair, stands } from './put-back.ts'
import { findKeptFiles, type KeptFiles } from './sources.ts'

const smallCapBytes = 8 * 1024 * 1024
const listedMost = 1000

/** A mirror as it is read for a repair: an index of its own says what in it is proven. */
interface OpenMirror {
  dir: string
  folder: LibraryFolder
  index: LibraryIndex
}

export interface RepairRequest {
  library: OpenLibrary
  /** Null where there is none. */
  mirrorDir: string | null
  isPlan: boolean
  signal: AbortSignal
  report: (progress: JobProgress) => void
}

export interface RepairDeps extends Pick<Ports, 'profileDir' | 'randomBytes'> {
  openIndex: OpenIndex
}

/**
 * Puts back what is missed in a library's folder, from a mirror and from what this device keeps: marker, entries, then
 * files, each by its hash; then reads the index anew. Nothing that stands in the folder is changed.
 */
export async function repairLibrary(deps: RepairDeps, request: RepairRequest): Promise<RepairReport> {
  const { library, mirrorDir, isPlan, signal } = request
  await requireRepairable({ library, isPlan, hasMirror: mirrorDir !== null })
  const temporary = await mkdtemp(join(tmpdir(), 'ownpace-repair-'))
  let mirror: OpenMirror | null = null
  try {
    if (mirrorDir !== null) mirror = await openMirror({ deps, library, dir: mirrorDir, temporary })
    signal.throwIfAborted()
    return await repairFrom({ deps, request, mirror })
  } finally {
    await mirror?.index.close()
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function repairFrom({
  deps,
  request,
  mirror,
}: {
  deps: RepairDeps
  request: RepairRequest
  mirror: OpenMirror | null
}): Promise<RepairReport> {
  const { library, isPlan, signal, report: say } = request
  const progress = (step: string, detail = ''): void => say({ fraction: null, step, detail })
  const withdrawn = new Set([...(await library.index.withdrawn()), ...((await mirror?.index.withdrawn()) ?? [])])
  const repair: Repair = {
    library: library.id,
    dir: library.dir,
    writer: library.writer.id,
    randomBytes: deps.randomBytes,
    signal,
    isPlan,
    isWithdrawn: (subject) => withdrawn.has(subject),
    done: new Set(),
    report: emptyReport(isPlan),
  }
  progress('Looking for missing entries')
  const packed = await packedHashes(library.dir, library.id)
  if (mirror !== null) {
    for await (const { path, counts } of batchFilesOf(mirror.index)) {
      signal.throwIfAborted()
      if (counts) await putBackEntries(repair, { mirror: mirror.folder, path, packed })
    }
    await putBackMarker(repair, mirror)
  }
  const profile = libraryProfileDir(deps.profileDir, library.id)
  await putBackSigned(repair, join(profile, 'outbox'))
  // the heads that are back say which files are missed
  if (!isPlan) await readAll(library)

  const lost = await lostEntries({ library, packed: await packedHashes(library.dir, library.id), signal })
  const stillLost: string[] = []
  for (const { hash, path } of lost) {
    if (repair.done.has(path)) continue
    const text = await ownEntryText({ library, hash, path })
    const isBack = text !== null && (await putBackBytes(repair, { path, bytes: Buffer.from(text, 'utf8') }))
    if (isBack) repair.report.entryCount += 1
    else stillLost.push(path)
  }
  repair.report.missing.push(...stillLost.slice(0, listedMost))
  if (!isPlan) await readAll(library)
  progress('Looking for missing files')
  const kept = await findKeptFiles([join(profile, 'outbox'), join(deps.profileDir, 'prepared')])
  let count = 0
  for await (const item of allItems([library.index, ...(mirror === null ? [] : [mirror.index])])) {
    signal.throwIfAborted()
    if (!item.isGone && !withdrawn.has(item.subject)) await putBackItem({ repair, item, mirror, kept })
    count += 1
    if (count % 100 === 0) progress('Looking for missing files', `${count} items`)
  }
  if (!isPlan) {
    progress('Reading the library anew')
    repair.report.isIndexRebuilt = stillLost.length === 0 && (await rebuild(library))
  }
  return repair.report
}

/** The folder has to be this library's, or empty of it; one that is gone is made anew where its place is there. */
async function requireRepairable({
  library,
  isPlan,
  hasMirror,
}: {
  library: OpenLibrary
  isPlan: boolean
  hasMirror: boolean
}): Promise<void> {
  if (!isPlan && hasMirror) {
    await mkdir(library.dir).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw vanishedFailure(error)
    })
  }
  const finding = await identify(library.dir)
  if (finding.kind === 'marker' && finding.marker.library === library.id) return
  if (finding.kind === 'none' && hasMirror) return
  if (finding.kind === 'none') {
    throw new Failure({
      code: 'folder-vanished',
      message: 'The library’s folder is not there, or has lost its marker, and no mirror is known.',
      kept: 'What is known of it stays readable on this device.',
      remedy: 'Name a mirror, or bring the folder back from a backup or the sync tool’s history.',
    })
  }
  throw new Failure({
    code: 'another-library',
    message: 'Another library stands in this folder now.',
    kept: 'It was left as it is.',
    remedy: 'Bring the right folder back, then repair it.',
  })
}

async function openMirror({
  deps,
  library,
  dir,
  temporary,
}: {
  deps: RepairDeps
  library: OpenLibrary
  dir: string
  temporary: string
}): Promise<OpenMirror> {
  await requireMirror({ dir, library: library.id })
  const index = await deps.openIndex({
    library: library.id,
    founder: library.writer.founder,
    dir,
    indexPath: join(temporary, 'index.sqlite'),
    reader: null,
  })
  try {
    await index.scan('all')
    return { dir, folder: await openLibraryFolder(dir), index }
  } catch (error) {
    await index.close()
    throw error
  }
}

async function putBackMarker(repair: Repair, mirror: OpenMirror): Promise<void> {
  for (const path of ['README.txt', markerName]) {
    if (await stands(repair.dir, path)) continue
    const file = await mirror.folder.read(path, { capBytes: smallCapBytes }).catch(() => null)
    const isBack = file !== null && (await putBackBytes(repair, { path, bytes: file.bytes }))
    if (isBack && path === markerName) repair.report.hasMarkerBack = true
  }
}

/** Every record that one of the indexes knows, once; the library's own first, since it knows best. */
async function* allItems(indexes: LibraryIndex[]): AsyncGenerator<PublishedItem> {
  const seen = new Set<string>()
  for (const index of indexes) {
    for await (const item of publishedItems(index)) {
      if (seen.has(item.subject)) continue
      seen.add(item.subject)
      yield item
    }
  }
}

async function putBackItem({
  repair,
  item,
  mirror,
  kept,
}: {
  repair: Repair
  item: PublishedItem
  mirror: OpenMirror | null
  kept: KeptFiles
}): Promise<void> {
  const { report, dir } = repair
  for (const [place, { folder, assets }] of item.versions.entries()) {
    for (const { name, size, sha256 } of assets.filter((asset) => asset.folder === folder)) {
      const path = `${folder}/${name}`
      const isLetGo = item.isLetGo && (name === 'video.mp4' || name.startsWith('storyboard'))
      if (isLetGo || (await stands(dir, path))) continue
      const source = await sourceOf({ path, size, sha256, mirror, kept })
      const isBack = source !== null && (await putBack(repair, { path, source: { file: source }, size, sha256 }))
      if (isBack) report.fileCount += 1
      else if (place === 0 && report.missing.length < listedMost) report.missing.push(path)
    }
    for (const name of ['item.md', 'manifest.json']) {
      const path = `${folder}/${name}`
      if (mirror === null || (await stands(dir, path))) continue
      const file = await mirror.folder.read(path, { capBytes: smallCapBytes }).catch(() => null)
      if (file !== null && (await putBackBytes(repair, { path, bytes: file.bytes }))) report.fileCount += 1
    }
  }
}

async function sourceOf({
  path,
  size,
  sha256,
  mirror,
  kept,
}: {
  path: string
  size: number
  sha256: string
  mirror: OpenMirror | null
  kept: KeptFiles
}): Promise<string | null> {
  const facts = mirror && (await mirror.folder.facts(path).catch(() => null))
  if (mirror && facts?.isHere && facts.sizeBytes === size) return await findInside(mirror.dir, path)
  return await kept.find({ size, sha256 })
}

async function readAll(library: OpenLibrary): Promise<void> {
  await library.index.scan('all').catch(() => undefined)
  await library.watch.scan()
}

/** An index that knows entries or words which the folder lacks is kept: those words can still be put back from it. */
async function rebuild(library: OpenLibrary): Promise<boolean> {
  const pending = await library.index.pending()
  if (pending.some(({ reason }) => reason.includes('words'))) return false
  if ((await identify(library.dir)).kind !== 'marker') return false
  await library.index.rebuild()
  await readAll(library)
  return true
}

function emptyReport(isPlan: boolean): RepairReport {
  return {
    isPlan,
    hasMarkerBack: false,
    entryCount: 0,
    fileCount: 0,
    sizeBytes: 0,
    putBack: [],
    missing: [],
    altered: [],
    isIndexRebuilt: false,
  }
}
