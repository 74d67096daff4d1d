import { createHash } from 'node:crypto'
import { parseBatch } from '../../../domain/library/batch.ts'
import {
  packCapBytes,
  packName,
  packPath,
  packsFolder,
  packText,
  partsOfPackName,
  tripletsOf,
} from '../../../domain/library/pack.ts'
import { type LibraryFolder, openLibraryFolder } from '../folder/read/library-folder.ts'
import { findInside } from '../folder/write/inside.ts'
import type { RandomBytes } from '../ports.ts'
import { isSignedByItsWriter, type ReadBatch, readBatch } from '../search/verify-batch.ts'
import { fileCapBytes } from './mend-words.ts'
import { removeEmptyFolder, removeFile } from './remove-version.ts'
import { restoreFile } from './restore-file.ts'
import { sha256OfText } from './sha256.ts'

const sealMs = 7 * 24 * 3600 * 1000
const loosePattern = /^([0-9]{8})-([a-z2-7]{26})\.json$/

export interface PackParts {
  library: string
  dir: string
  writer: string
  randomBytes: RandomBytes
}

interface LooseBatch {
  path: string
  seq: number
  bytes: Uint8Array
  read: ReadBatch
}

/**
 * Folds a writer's own months into packs, those that ended at least seven days before `nowMs` and none of whose batches, nor
 * any before, is missing. A month that another key's or a torn file stands in, or a second batch with the same number, is left
 * as it is, as is one with a batch whose words are incomplete (`isWhole`). Answers the names of the packs written.
 */
export async function packSealedMonths(
  { library, dir, writer, randomBytes }: PackParts,
  { nowMs, isWhole }: { nowMs: number; isWhole: (path: string) => boolean },
): Promise<string[]> {
  const folder = await openLibraryFolder(dir)
  const months = await monthsOf(folder, writer)
  // one that was torn or altered is written anew as long as its loose files are here
  const packed = (await wholePacks({ library, dir, writer, randomBytes })).flatMap(
    (name) => partsOfPackName(name) ?? [],
  )
  const written: string[] = []
  // all before this one is here; its last batch's hash, where it was read
  let reached: { seq: number; hash: string | null } = { seq: 0, hash: null }
  for (const month of months) {
    if (monthEndMs(month) + sealMs > nowMs) break
    const batches = await looseBatches({ folder, library, writer, month })
    if (batches === null || batches.some(({ path }) => !isWhole(path))) break
    for (const batch of batches) {
      reached = followPacks(reached, packed)
      if (batch.seq <= reached.seq) continue
      const isNext = batch.seq === reached.seq + 1 && (reached.hash === null || batch.read.head.prev === reached.hash)
      if (!isNext) return written
      reached = { seq: batch.seq, hash: batch.read.hash }
    }
    for (const group of groupsOf(batches.filter(({ seq }) => !packed.some((pack) => isIn(seq, pack))))) {
      const name = nameOf(group)
      const bytes = Buffer.from(packText(group.map(({ bytes: each }) => Buffer.from(each).toString('utf8'))), 'utf8')
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = packPath(writer, name)
      const isNew = await restoreFile({ dir, library, path, source: { bytes }, sha256, writer, randomBytes })
      if (isNew) written.push(name)
    }
  }
  return written
}

/** The names of a writer's packs that stand in the folder whole: every batch that the name promises, each proven. */
export async function wholePacks({ library, dir, writer }: PackParts): Promise<string[]> {
  const folder = await openLibraryFolder(dir)
  const names: string[] = []
  for (const { name } of await packsOf(folder, writer)) {
    if ((await hashesIn({ folder, library, writer, name })) !== null) names.push(name)
  }
  return names
}

/**
 * Removes the loose files of a writer's own batches that a pack of its holds, and the months that are empty then. The pack is read
 * again first: nothing goes that does not stand in it at this moment. Answers how many files were removed.
 */
export async function removePacked({ library, dir, writer }: PackParts, name: string): Promise<number> {
  const folder = await openLibraryFolder(dir)
  const held = await hashesIn({ folder, library, writer, name })
  if (held === null) return 0
  let count = 0
  for (const month of await monthsOf(folder, writer)) {
    const place = `ops/${writer}/${month}`
    for (const entry of await folder.list(place)) {
      const [, , hash] = loosePattern.exec(entry.name) ?? []
      if (!entry.isFile || hash === undefined || !held.has(hash)) continue
      const path = `${place}/${entry.name}`
      const loose = await folder.read(path, { capBytes: fileCapBytes(path) }).catch(() => null)
      // what is not that very batch, or has words that the pack has not, is left alone
      if (loose === null || !isHeld(loose.bytes, held.get(hash) ?? null)) continue
      const file = await findInside(dir, path)
      if (file !== null) await removeFile(file)
      count += 1
    }
    const left = await findInside(dir, place)
    if (left !== null && (await folder.list(place)).length === 0) await removeEmptyFolder(left)
  }
  return count
}

function isHeld(bytes: Uint8Array, packed: string | null): boolean {
  const text = Buffer.from(bytes).toString('utf8')
  if (packed === null || text.split('\n', 1)[0] !== packed.split('\n', 1)[0]) return false
  const [loose, held] = [parseBatch(text), parseBatch(packed)]
  if ('reason' in loose || 'reason' in held) return false
  return [...loose.words.keys()].every((digest) => held.words.has(digest))
}

/** The batches of a whole pack by the hash in their loose names; null where it is not whole. */
async function hashesIn({
  folder,
  library,
  writer,
  name,
}: {
  folder: LibraryFolder
  library: string
  writer: string
  name: string
}): Promise<Map<string, string> | null> {
  const said = partsOfPackName(name)
  const path = packPath(writer, name)
  const file = await folder.read(path, { capBytes: packCapBytes }).catch(() => null)
  if (said === null || file === null) return null
  const { triplets, strayLineCount, restFrom } = tripletsOf(file.bytes)
  if (strayLineCount > 0 || restFrom < file.bytes.length || triplets.length !== said.last - said.first + 1) return null
  const held = new Map<string, string>()
  let before: string | null = null
  let last: ReadBatch | null = null
  for (const [place, triplet] of triplets.entries()) {
    const read = readBatch(triplet, library)
    if ('reason' in read || read.head.writer !== writer || read.head.seq !== said.first + place) return null
    if (before !== null && read.head.prev !== before) return null
    before = read.hash
    last = read
    held.set(read.hash.slice(0, 26), Buffer.from(triplet).toString('utf8'))
  }
  // the last one's signature proves all before it
  return last !== null && isSignedByItsWriter(last) ? held : null
}

async function looseBatches({
  folder,
  library,
  writer,
  month,
}: {
  folder: LibraryFolder
  library: string
  writer: string
  month: string
}): Promise<LooseBatch[] | null> {
  const place = `ops/${writer}/${month}`
  const batches: LooseBatch[] = []
  for (const { name, isFile } of await folder.list(place)) {
    if (!isFile || !loosePattern.test(name)) continue
    const path = `${place}/${name}`
    const file = await folder.read(path, { capBytes: fileCapBytes(path) }).catch(() => null)
    const read = file && readBatch(file.bytes, library)
    if (file === null || read === null || 'reason' in read || read.head.writer !== writer) return null
    if (!isSignedByItsWriter(read)) return null
    batches.push({ path, seq: read.head.seq, bytes: file.bytes, read })
  }
  batches.sort((a, b) => a.seq - b.seq)
  return batches.some(({ seq }, place) => batches[place + 1]?.seq === seq) ? null : batches
}

/** Runs without gaps of at most 64 MiB each. */
function groupsOf(batches: LooseBatch[]): LooseBatch[][] {
  const groups: LooseBatch[][] = []
  let sizeBytes = 0
  for (const batch of batches) {
    const group = groups.at(-1)
    const previous = group?.at(-1)
    // a last line feed that is missing is added
    const addedBytes = batch.bytes.length + 1
    if (group && previous?.seq === batch.seq - 1 && sizeBytes + addedBytes <= packCapBytes) {
      group.push(batch)
      sizeBytes += addedBytes
    } else {
      groups.push([batch])
      sizeBytes = addedBytes
    }
  }
  return groups
}

function nameOf(group: LooseBatch[]): string {
  const headLines = group.map(({ read }) => read.headLine)
  const [first, last] = [group[0]?.seq ?? 0, group.at(-1)?.seq ?? 0]
  return packName({ first, last, headLines, sha256: sha256OfText })
}

function followPacks(
  reached: { seq: number; hash: string | null },
  packed: { first: number; last: number }[],
): { seq: number; hash: string | null } {
  const next = packed.find((pack) => isIn(reached.seq + 1, pack))
  return next ? followPacks({ seq: next.last, hash: null }, packed) : reached
}

const isIn = (seq: number, { first, last }: { first: number; last: number }): boolean => seq >= first && seq <= last

async function monthsOf(folder: LibraryFolder, writer: string): Promise<string[]> {
  const entries = await folder.list(`ops/${writer}`)
  return entries.flatMap(({ name, isFolder }) => (isFolder && /^[0-9]{6}$/.test(name) ? [name] : [])).sort()
}

async function packsOf(folder: LibraryFolder, writer: string) {
  const entries = await folder.list(packsFolder(writer))
  return entries.flatMap(({ name, isFile }) => {
    const parts = isFile ? partsOfPackName(name) : null
    return parts ? [{ name, ...parts }] : []
  })
}

function monthEndMs(month: string): number {
  return Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)), 1)
}
