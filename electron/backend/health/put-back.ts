import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { batchFileCapBytes } from '../../../domain/library/batch.ts'
import { packCapBytes, packPath, partsOfPackName, tripletsOf } from '../../../domain/library/pack.ts'
import { batchPath } from '../../../domain/library/paths.ts'
import type { RepairReport } from '../../../domain/views/health.ts'
import { type LibraryFolder, openLibraryFolder } from '../folder/read/library-folder.ts'
import { findInside } from '../folder/write/inside.ts'
import type { RandomBytes } from '../ports.ts'
import { isSignedByItsWriter, readBatch } from '../search/verify-batch.ts'
import { packPaths } from '../search/verify-entries.ts'
import { copyByHash } from './copy-file.ts'
import { hashOfPath } from './hash-path.ts'
import { withoutWords } from './strip.ts'

const putBackShown = 1000

/** What a repair writes into, and what it has told so far. */
export interface Repair {
  library: string
  /** Of the shared folder, absolute. */
  dir: string
  writer: string
  randomBytes: RandomBytes
  signal: AbortSignal
  /** Nothing is written: the report says what would be. */
  isPlan: boolean
  isWithdrawn: (subject: string) => boolean
  /** Every path that was put back, or would be; the report names the first thousand. */
  done: Set<string>
  report: RepairReport
}

/** Whether something has this name in a library; in a folder that is gone nothing has. */
export async function stands(dir: string, path: string): Promise<boolean> {
  return (await findInside(dir, path).catch(() => null)) !== null
}

/** Puts one missing file back by its hash, looked at before and after. Answers whether it stands there now. */
export async function putBack(
  repair: Repair,
  {
    path,
    source,
    size,
    sha256,
  }: { path: string; source: { bytes: Uint8Array } | { file: string }; size: number; sha256: string },
): Promise<boolean> {
  const { dir, done, report, isPlan, signal } = repair
  if (!isPlan) {
    const outcome = await copyByHash({ ...repair, root: dir, path, source, sha256 })
    if (outcome === 'already-there') return true
    if (outcome === 'in-the-way') report.altered.push(path)
    if (outcome !== 'copied') return false
    const written = await findInside(dir, path)
    if (written === null || (await hashOfPath(written, signal)) !== sha256) return false
  } else if ('file' in source && (await hashOfPath(source.file, signal)) !== sha256) {
    return false
  }
  report.sizeBytes += size
  done.add(path)
  if (report.putBack.length < putBackShown) report.putBack.push(path)
  return true
}

/** Puts back bytes that prove themselves. */
export function putBackBytes(repair: Repair, { path, bytes }: { path: string; bytes: Uint8Array }): Promise<boolean> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return putBack(repair, { path, source: { bytes }, size: bytes.length, sha256 })
}

/** Full hashes of the entries that the packs in the shared folder hold; a loose one of them is not missed. */
export async function packedHashes(dir: string, library: string): Promise<Set<string>> {
  const hashes = new Set<string>()
  const folder = await openLibraryFolder(dir).catch(() => null)
  for (const path of folder === null ? [] : await packPaths(folder)) {
    const bytes = await folder?.read(path, { capBytes: packCapBytes }).then(
      (file) => file.bytes,
      () => null,
    )
    for (const triplet of bytes ? tripletsOf(bytes).triplets : []) {
      const batch = readBatch(triplet, library)
      if (!('reason' in batch)) hashes.add(batch.hash)
    }
  }
  return hashes
}

/** Puts back one file of entries from a mirror that has proven it, under the name that its content gives it. */
export async function putBackEntries(
  repair: Repair,
  { mirror, path, packed }: { mirror: LibraryFolder; path: string; packed: ReadonlySet<string> },
): Promise<void> {
  const isPack = path.endsWith('.jsonl')
  const bytes = await mirror.read(path, { capBytes: isPack ? packCapBytes : batchFileCapBytes }).then(
    (file) => file.bytes,
    () => null,
  )
  if (bytes === null) return
  const target = isPack ? packTarget(path) : entryTarget({ bytes, library: repair.library, packed })
  if (target === null || (await stands(repair.dir, target))) return
  const whole = withoutWords(bytes, repair.isWithdrawn) ?? bytes
  if (await putBackBytes(repair, { path: target, bytes: whole })) repair.report.entryCount += 1
}

function packTarget(path: string): string | null {
  const [, writer = '', , name = ''] = path.split('/')
  return partsOfPackName(name) === null || !/^[a-z2-7]{26}$/.test(writer) ? null : packPath(writer, name)
}

function entryTarget({
  bytes,
  library,
  packed,
}: {
  bytes: Uint8Array
  library: string
  packed: ReadonlySet<string>
}): string | null {
  const batch = readBatch(bytes, library)
  if ('reason' in batch || packed.has(batch.hash)) return null
  return batchPath({ writer: batch.head.writer, ms: batch.head.hlc[0], seq: batch.head.seq, hash: batch.hash })
}

/** Puts back this device's own entries that the outbox still keeps although the folder had them once. */
export async function putBackSigned(repair: Repair, outboxDir: string): Promise<void> {
  for (const name of await readdir(outboxDir).catch(() => [])) {
    const text = await readFile(join(outboxDir, name, 'signed.json'), 'utf8').catch(() => null)
    const batch = text === null ? null : keptBatch(text)
    const read = batch === null ? null : readBatch(Buffer.from(batch, 'utf8'), repair.library)
    if (batch === null || read === null || 'reason' in read || !isSignedByItsWriter(read)) continue
    const { writer, hlc, seq } = read.head
    const path = batchPath({ writer, ms: hlc[0], seq, hash: read.hash })
    if (await stands(repair.dir, path)) continue
    const bytes = Buffer.from(batch, 'utf8')
    if (await putBackBytes(repair, { path, bytes })) repair.report.entryCount += 1
  }
}

function keptBatch(json: string): string | null {
  try {
    const { text } = JSON.parse(json) as { text?: unknown }
    return typeof text === 'string' ? text : null
  } catch {
    return null
  }
}
