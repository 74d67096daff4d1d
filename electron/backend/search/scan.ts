import type { DatabaseSync } from 'node:sqlite'
import { batchFileCapBytes } from '../../../domain/library/batch.ts'
import type { FileFacts, FolderEntry, LibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import type { BatchFiles } from './batch-files.ts'
import type { OperationStore } from './operation-store.ts'
import { type BatchProof, proveBatches } from './prove-batches.ts'
import { transaction } from './schema.ts'
import { type ReadBatch, readBatch } from './verify-batch.ts'

const readsAtOnce = 8
/** Keys are hashes, so that each transaction touches pages everywhere: few large ones write far less. */
const filesPerTransaction = 1000
const bytesPerTransaction = 16 * 1024 * 1024

/** A writer's folder may have been doubled by a sync tool under a name like `… (1)`; what is in it says whose it is. */
const writerFolderPattern = /^([a-z2-7]{26})(?![a-z0-9]).{0,60}$/
const monthFolderPattern = /^([0-9]{6})(?![0-9]).{0,60}$/
const batchNamePattern = /^[^.].*\.json$/i

export interface ScanParts {
  database: DatabaseSync
  library: string
  store: OperationStore
  files: BatchFiles
  positions: { gapFreeMonth(writer: string): string | null }
}

interface Found {
  path: string
  facts: Pick<FileFacts, 'sizeBytes' | 'modifiedMs'>
  batch: ReadBatch | { reason: string }
}

interface Pass {
  parts: ScanParts
  folder: LibraryFolder
  nowMs: number
}

/**
 * Reads every batch file that has not been looked at, and those again that did not count, when they have changed or
 * their turn has come. `recent` lists only the months that can still change. Returns how many files were read.
 */
export async function scanBatches({ scope, ...pass }: Pass & { scope: 'recent' | 'all' }): Promise<number> {
  const readCount = await readAll({ ...pass, paths: await unknownPaths({ ...pass, scope }) })
  return readCount + (await readWaiting(pass))
}

/** Reads those files again that did not count. A batch that counts now may vouch for another, so it is asked again. */
export async function readWaiting(pass: Pass): Promise<number> {
  let readCount = 0
  for (let round = 0; round < 3; round += 1) {
    const paths = await pathsToReadAgain({ ...pass, files: pass.parts.files })
    if (paths.length === 0) break
    readCount += await readAll({ ...pass, paths })
  }
  return readCount
}

async function unknownPaths({
  parts,
  folder,
  scope,
}: Omit<Pass, 'nowMs'> & { scope: 'recent' | 'all' }): Promise<string[]> {
  const paths: string[] = []
  for (const writerEntry of await folder.list('ops')) {
    const writer = writerFolderPattern.exec(writerEntry.name)?.[1]
    if (writer === undefined || !writerEntry.isFolder) continue
    const since = scope === 'all' ? null : parts.positions.gapFreeMonth(writer)
    for (const monthEntry of await entriesOf(`ops/${writerEntry.name}`, folder)) {
      const month = monthFolderPattern.exec(monthEntry.name)?.[1]
      if (month === undefined || !monthEntry.isFolder || (since !== null && month < since)) continue
      const monthPath = `ops/${writerEntry.name}/${monthEntry.name}`
      const known = parts.files.knownNames(monthPath)
      for (const { name, isFolder } of await entriesOf(monthPath, folder)) {
        if (!isFolder && batchNamePattern.test(name) && !known.has(name)) paths.push(`${monthPath}/${name}`)
      }
    }
  }
  // The newest first: a batch that counts vouches for the one before it, which then needs no signature check.
  return paths.sort().reverse()
}

/** None where a folder cannot be listed now: one person's must not keep the others' from being read. */
async function entriesOf(path: string, folder: LibraryFolder): Promise<FolderEntry[]> {
  try {
    return await folder.list(path)
  } catch (error) {
    if (error instanceof Unreadable) return []
    throw error
  }
}

async function pathsToReadAgain({
  files,
  folder,
  nowMs,
}: {
  files: BatchFiles
  folder: LibraryFolder
  nowMs: number
}): Promise<string[]> {
  const paths: string[] = []
  for (const { path, sizeBytes, modifiedMs, isDue } of files.waiting()) {
    try {
      const facts = await folder.facts(path)
      if (facts === null) files.drop(path)
      else if (isDue(nowMs) || facts.sizeBytes !== sizeBytes || facts.modifiedMs !== modifiedMs) paths.push(path)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      if (isDue(nowMs)) paths.push(path)
    }
  }
  return paths
}

async function readAll({ paths, parts, folder, nowMs }: Pass & { paths: string[] }): Promise<number> {
  const { database, files, store, library } = parts
  const queue = paths.toReversed()
  while (queue.length > 0) {
    const found: Found[] = []
    let sizeBytes = 0
    const readNext = async (): Promise<void> => {
      while (found.length < filesPerTransaction && sizeBytes < bytesPerTransaction) {
        const path = queue.pop()
        if (path === undefined) return
        const one = await readOne({ path, folder, library })
        found.push(one)
        sizeBytes += 'reason' in one.batch ? 0 : one.facts.sizeBytes
      }
    }
    await Promise.all(Array.from({ length: readsAtOnce }, readNext))
    transaction(database, () => {
      const read = found.flatMap(({ batch }) => ('reason' in batch ? [] : [batch]))
      const proofs = proveBatches(read, store)
      for (const { path, facts, batch } of found) {
        const { hash, reason } = 'reason' in batch ? { hash: null, reason: batch.reason } : outcomeOf(batch, proofs)
        files.note({ path, facts, hash, reason, nowMs })
      }
      for (const batch of read) {
        if (proofs.get(batch) === 'counts' && batch.head.prev !== null) files.hurry(batch.head.prev)
      }
    })
  }
  return paths.length

  function outcomeOf(batch: ReadBatch, proofs: Map<ReadBatch, BatchProof>): { hash: string; reason: string | null } {
    if (proofs.get(batch) !== 'counts') return { hash: batch.hash, reason: 'its signature is not its writer’s' }
    const missing = store.missingWordCount(batch)
    return { hash: batch.hash, reason: missing === 0 ? null : 'some of its words are not here' }
  }
}

async function readOne({
  path,
  folder,
  library,
}: {
  path: string
  folder: LibraryFolder
  library: string
}): Promise<Found> {
  try {
    const { bytes, facts } = await folder.read(path, { capBytes: batchFileCapBytes })
    return { path, facts, batch: readBatch(bytes, library) }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const facts = await folder.facts(path).catch(() => null)
    return { path, facts: facts ?? { sizeBytes: 0, modifiedMs: 0 }, batch: { reason: error.message } }
  }
}
