import { createHash } from 'node:crypto'
import { Failure } from '../../../domain/failure.ts'
import { batchFileCapBytes } from '../../../domain/library/batch.ts'
import { packCapBytes, packPath, partsOfPackName } from '../../../domain/library/pack.ts'
import { batchPath, markerName } from '../../../domain/library/paths.ts'
import type { MirrorReport } from '../../../domain/views/health.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'
import { readOrNull } from '../folder/read/read-or-null.ts'
import { findInside } from '../folder/write/inside.ts'
import type { BatchFileFacts, LibraryIndex, PublishedItem } from '../library/index-port.ts'
import type { RandomBytes } from '../ports.ts'
import { readBatch } from '../search/verify-batch.ts'
import { type CopyOutcome, copyByHash } from './copy-file.ts'
import type { MirrorNotes } from './mirror-notes.ts'
import { mirrorFailure } from './mirror-place.ts'
import { withoutWords } from './strip.ts'

const manifestCapBytes = 1024 * 1024
const textCapBytes = 8 * 1024 * 1024

export interface MirrorCopy {
  library: string
  /** Of the library, absolute. */
  dir: string
  /** The same, for this one pass. */
  folder: LibraryFolder
  /** Of the mirror, absolute. */
  target: string
  writer: string
  index: LibraryIndex
  notes: MirrorNotes
  isWithdrawn: (subject: string) => boolean
  randomBytes: RandomBytes
  signal: AbortSignal
  report: MirrorReport
}

/** Copies the marker and the words for people, which are written once. */
export async function copyFirstFiles(copy: MirrorCopy): Promise<void> {
  const { folder } = copy
  for (const path of [markerName, 'README.txt']) {
    const bytes = await readOrNull(folder, { path, capBytes: manifestCapBytes })
    if (bytes !== null) await copyBytes(copy, { path, target: path, bytes })
  }
}

/** Copies a file of entries that counts, under the name that its content gives it. */
export async function copyEntries(copy: MirrorCopy, { path, sizeBytes, hash, counts }: BatchFileFacts): Promise<void> {
  if (copy.notes.targetOf(path) !== null) return
  if (!counts) {
    copy.report.waitingCount += 1
    return
  }
  const isPack = path.endsWith('.jsonl')
  const whole = await readOrNull(copy.folder, { path, capBytes: isPack ? packCapBytes : batchFileCapBytes })
  // one that is gone, or a pack under a name that a sync tool made, says nothing that another does not
  const target = whole === null ? null : isPack ? packTarget(path) : entryTarget({ bytes: whole, hash, ...copy })
  if (whole === null || target === null) return
  const bytes = withoutWords(whole, copy.isWithdrawn) ?? whole
  await copyBytes(copy, { path, target, bytes })
  copy.notes.note({ path, target, sizeBytes })
}

function packTarget(path: string): string | null {
  const [, writer = '', , name = ''] = path.split('/')
  return partsOfPackName(name) === null || writer.length !== 26 ? null : packPath(writer, name)
}

function entryTarget({
  bytes,
  hash,
  library,
}: {
  bytes: Uint8Array
  hash: string | null
  library: string
}): string | null {
  const batch = readBatch(bytes, library)
  // the index has proven this head; other bytes have come in its place since
  if ('reason' in batch || batch.hash !== hash) return null
  return batchPath({ writer: batch.head.writer, ms: batch.head.hlc[0], seq: batch.head.seq, hash: batch.hash })
}

/** Copies what is here of a record's versions. Answers whether all of it is in the mirror now. */
export async function copyItem(copy: MirrorCopy, item: PublishedItem): Promise<boolean> {
  let isWhole = true
  for (const { folder: versionFolder, assets } of item.versions) {
    const own = assets.filter(({ folder }) => folder === versionFolder)
    const manifest = await trueManifest(copy, { folder: versionFolder, own })
    for (const { name, size, sha256 } of own) {
      const mayBeAway = item.isLetGo && isHeavy(name) && (await isAway(copy, `${versionFolder}/${name}`))
      if (mayBeAway) continue
      isWhole = (await copyAsset(copy, { path: `${versionFolder}/${name}`, size, sha256 })) && isWhole
    }
    const isRead = manifest !== null && (await copyWords(copy, { folder: versionFolder, manifest }))
    isWhole = isRead && isWhole
  }
  return isWhole
}

/** What a thread lets go: everything else of an item stays. */
function isHeavy(name: string): boolean {
  return name === 'video.mp4' || name.startsWith('storyboard')
}

async function isAway({ folder }: MirrorCopy, path: string): Promise<boolean> {
  return (await folder.facts(path).catch(() => null)) === null
}

async function copyAsset(
  copy: MirrorCopy,
  { path, size, sha256 }: { path: string; size: number; sha256: string },
): Promise<boolean> {
  if (copy.notes.targetOf(path, size) !== null) return true
  const { folder } = copy
  const facts = await folder.facts(path).catch(() => null)
  const file = facts?.isHere === true && facts.sizeBytes === size ? await findInside(copy.dir, path) : null
  const outcome =
    file === null ? 'not-whole' : await copyFile(copy, { path, target: path, source: { file }, size, sha256 })
  if (outcome === 'copied' || outcome === 'already-there') {
    copy.notes.note({ path, target: path, sizeBytes: size })
    return true
  }
  copy.report.waitingCount += 1
  return false
}

interface Manifest {
  bytes: Buffer
  /** Hex, of the words for people; null where it names none. */
  itemSha256: string | null
}

/** The manifest of a version's folder, where it is whole and names the very files that the signed head names. */
async function trueManifest(
  { folder }: MirrorCopy,
  { folder: versionFolder, own }: { folder: string; own: { name: string; sha256: string }[] },
): Promise<Manifest | null> {
  const bytes = await readOrNull(folder, { path: `${versionFolder}/manifest.json`, capBytes: manifestCapBytes })
  if (bytes === null) return null
  try {
    const { files } = JSON.parse(bytes.toString('utf8')) as { files?: { name?: unknown; sha256?: unknown }[] }
    const listed = new Map((Array.isArray(files) ? files : []).map(({ name, sha256 }) => [name, sha256]))
    const isTrue = own.every(({ name, sha256 }) => listed.get(name) === sha256)
    const item = listed.get('item.md')
    return isTrue ? { bytes, itemSha256: typeof item === 'string' ? item : null } : null
  } catch {
    return null
  }
}

/** The words for people, and last the manifest, as in the library itself. */
async function copyWords(
  copy: MirrorCopy,
  { folder: versionFolder, manifest }: { folder: string; manifest: Manifest },
): Promise<boolean> {
  const path = `${versionFolder}/item.md`
  if (manifest.itemSha256 !== null && copy.notes.targetOf(path) === null) {
    const bytes = await readOrNull(copy.folder, { path, capBytes: textCapBytes })
    if (bytes === null || sha256Of(bytes) !== manifest.itemSha256) return false
    await copyBytes(copy, { path, target: path, bytes })
    copy.notes.note({ path, target: path, sizeBytes: bytes.length })
  }
  const manifestPath = `${versionFolder}/manifest.json`
  if (copy.notes.targetOf(manifestPath) !== null) return true
  await copyBytes(copy, { path: manifestPath, target: manifestPath, bytes: manifest.bytes })
  copy.notes.note({ path: manifestPath, target: manifestPath, sizeBytes: manifest.bytes.length })
  return true
}

async function copyBytes(
  copy: MirrorCopy,
  { path, target, bytes }: { path: string; target: string; bytes: Buffer },
): Promise<void> {
  await copyFile(copy, { path, target, source: { bytes }, size: bytes.length, sha256: sha256Of(bytes) })
}

async function copyFile(
  { target: root, writer, randomBytes, signal, report }: MirrorCopy,
  {
    target,
    source,
    size,
    sha256,
  }: {
    path: string
    target: string
    source: { bytes: Uint8Array } | { file: string }
    size: number
    sha256: string
  },
): Promise<CopyOutcome> {
  try {
    const outcome = await copyByHash({ root, path: target, source, sha256, writer, randomBytes, signal })
    if (outcome === 'copied') {
      report.copiedCount += 1
      report.copiedBytes += size
    }
    return outcome
  } catch (error) {
    throw signal.aborted || !(error instanceof Failure) ? error : mirrorFailure(error)
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
