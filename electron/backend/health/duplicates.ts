import { chmod, readdir, rmdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import { batchFileCapBytes } from '../../../domain/library/batch.ts'
import { packCapBytes } from '../../../domain/library/pack.ts'
import { batchPath } from '../../../domain/library/paths.ts'
import type { DuplicatesReport, DuplicateView } from '../../../domain/views/health.ts'
import type { JobProgress } from '../../../domain/views/job.ts'
import { type LibraryFolder, openLibraryFolder } from '../folder/read/library-folder.ts'
import { readOrNull } from '../folder/read/read-or-null.ts'
import { findInside } from '../folder/write/inside.ts'
import { patiently } from '../folder/write/patiently.ts'
import { requireLibrary } from '../library/folder-identity.ts'
import type { OpenLibrary } from '../library/libraries.ts'
import { readBatch } from '../search/verify-batch.ts'
import { hashOfPath } from './hash-path.ts'
import { listOdd, type OddFile, plainItemFile } from './odd-files.ts'
import { publishedItems } from './pages.ts'

interface Looking {
  library: Pick<OpenLibrary, 'id' | 'dir' | 'index'>
  folder: LibraryFolder
  signal: AbortSignal
  report: (progress: JobProgress) => void
}

/**
 * Finds files that a sync tool doubled: under another name than a library gives, and with the very bytes of one that
 * stands whole under its right name. Others under odd names are listed as such and never removed.
 */
export async function findDuplicates({ library, signal, report }: Omit<Looking, 'folder'>): Promise<DuplicatesReport> {
  await requireLibrary({ dir: library.dir, library: library.id })
  const folder = await openLibraryFolder(library.dir)
  const looking: Looking = { library, folder, signal, report }
  const odd = await listOdd({ folder, signal, onProgress: (count) => say(looking, 'Looking at names', count) })
  const originals = new Map<string, string>()
  for (const file of odd) {
    signal.throwIfAborted()
    const original = await originalByName(looking, file)
    if (original !== null) originals.set(file.path, original)
  }
  await findByContent(looking, { odd, originals })
  const found: DuplicateView[] = []
  const unsure: DuplicatesReport['unsure'] = []
  for (const { path, sizeBytes } of odd) {
    const original = originals.get(path)
    if (original !== undefined) found.push({ path, original, sizeBytes })
    else unsure.push({ path, sizeBytes })
  }
  return { found, unsure, removed: [] }
}

/** Removes those duplicates that still have the bytes of an original which is whole; the list is made anew first. */
export async function removeDuplicates({
  paths,
  ...looking
}: Omit<Looking, 'folder'> & { paths: readonly string[] }): Promise<DuplicatesReport> {
  const { library } = looking
  const report = await findDuplicates(looking)
  const wanted = new Set(paths)
  const removed: string[] = []
  for (const { path, original } of report.found) {
    looking.signal.throwIfAborted()
    if (wanted.has(path) && (await removeOne({ dir: library.dir, path, original }))) removed.push(path)
  }
  const isRemoved = new Set(removed)
  return { ...report, found: report.found.filter(({ path }) => !isRemoved.has(path)), removed }
}

function say({ report }: Looking, step: string, count: number): void {
  report({ fraction: null, step, detail: String(count) })
}

/** The file that the odd one's own content or place names, where both have the same bytes; else null. */
async function originalByName(looking: Looking, file: OddFile): Promise<string | null> {
  const { path } = file
  if (path.startsWith('ops/')) return await originalEntries(looking, path)
  const named = plainItemFile(path)
  return named !== null && (await hasSameBytes(looking, path, named)) ? named : null
}

/** A head names its own file: there the same bytes have to stand. A pack's copy says in its name what it copies. */
async function originalEntries(looking: Looking, path: string): Promise<string | null> {
  const { library, folder } = looking
  const isPack = /\.jsonl$/i.test(path)
  if (isPack) {
    const name = /([0-9]{8}-[0-9]{8}-[a-z2-7]{26})/.exec(path)?.[1]
    const writer = /^ops\/([a-z2-7]{26})/.exec(path)?.[1]
    const original = name === undefined || writer === undefined ? null : `ops/${writer}/packs/${name}.jsonl`
    return original !== null && (await hasSameBytes(looking, path, original)) ? original : null
  }
  const bytes = await readOrNull(folder, { path, capBytes: batchFileCapBytes })
  const batch = bytes === null ? null : readBatch(bytes, library.id)
  if (bytes === null || batch === null || 'reason' in batch) return null
  const { writer, hlc, seq } = batch.head
  const original = batchPath({ writer, ms: hlc[0], seq, hash: batch.hash })
  const there = await readOrNull(folder, { path: original, capBytes: batchFileCapBytes })
  // its name carries its hash, so equal bytes under it are the true ones
  return original !== path && there?.equals(bytes) ? original : null
}

async function hasSameBytes({ folder, library, signal }: Looking, one: string, other: string): Promise<boolean> {
  if (one === other) return false
  const [first, second] = [await factsOf(folder, one), await factsOf(folder, other)]
  const isAlike = first !== null && second !== null && first.sizeBytes === second.sizeBytes
  if (!isAlike || !first.isHere || !second.isHere || first.sizeBytes > packCapBytes) return false
  const hash = await hashInside({ dir: library.dir, path: one, signal })
  return hash !== null && hash === (await hashInside({ dir: library.dir, path: other, signal }))
}

async function factsOf(folder: LibraryFolder, path: string) {
  return await folder.facts(path).catch(() => null)
}

async function hashInside({
  dir,
  path,
  signal,
}: {
  dir: string
  path: string
  signal?: AbortSignal | undefined
}): Promise<string | null> {
  const file = await findInside(dir, path).catch(() => null)
  return file === null ? null : await hashOfPath(file, signal)
}

/** Videos, pictures and captions are known by their signed hash wherever they lie; sizes say which to hash at all. */
async function findByContent(
  looking: Looking,
  { odd, originals }: { odd: OddFile[]; originals: Map<string, string> },
): Promise<void> {
  const { library, folder, signal } = looking
  const bySize = new Map<number, OddFile[]>()
  for (const file of odd) {
    const isOpen = !originals.has(file.path) && !file.path.startsWith('ops/') && file.sizeBytes > 0
    if (isOpen && file.isHere) bySize.set(file.sizeBytes, [...(bySize.get(file.sizeBytes) ?? []), file])
  }
  if (bySize.size === 0) return
  const hashes = new Map<string, string | null>()
  let count = 0
  for await (const { versions } of publishedItems(library.index)) {
    signal.throwIfAborted()
    count += 1
    if (count % 500 === 0) say(looking, 'Comparing', count)
    for (const { folder: versionFolder, assets } of versions) {
      for (const { name, size, sha256 } of assets.filter((asset) => asset.folder === versionFolder)) {
        const original = `${versionFolder}/${name}`
        for (const { path } of bySize.get(size) ?? []) {
          if (originals.has(path) || path === original) continue
          const hash = hashes.get(path) ?? (await hashInside({ dir: library.dir, path, signal }))
          hashes.set(path, hash)
          if (hash !== sha256 || (await factsOf(folder, original))?.sizeBytes !== size) continue
          // whole and verified: its own bytes are hashed too
          const isWhole = (await hashInside({ dir: library.dir, path: original, signal })) === sha256
          if (isWhole) originals.set(path, original)
        }
      }
    }
  }
}

/** Looks at both once more, right before the one is removed. */
async function removeOne({ dir, path, original }: { dir: string; path: string; original: string }): Promise<boolean> {
  const file = await findInside(dir, path)
  const kept = await findInside(dir, original)
  if (file === null || kept === null || file === kept) return false
  const hash = await hashOfPath(file)
  if (hash === null || hash !== (await hashOfPath(kept))) return false
  try {
    if (process.platform === 'win32') await chmod(file, 0o644).catch(() => undefined)
    await patiently(() => unlink(file))
  } catch (error) {
    throw new Failure({
      code: 'no-permission',
      message: 'A doubled file could not be removed.',
      kept: 'Both copies are still there.',
      remedy: 'Allow writing to the folder, or remove the copy by hand.',
      cause: error,
    })
  }
  await removeEmptied(dir, dirname(path))
  return true
}

/** A doubled folder that holds nothing any more goes too; one under its right name stays. */
async function removeEmptied(dir: string, folder: string): Promise<void> {
  for (let path = folder; path !== '.' && path !== 'ops' && path !== 'media'; path = dirname(path)) {
    const full = join(dir, path)
    if ((await readdir(full).catch(() => ['?'])).length > 0) return
    await rmdir(full).catch(() => undefined)
  }
}
