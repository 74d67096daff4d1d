import { batchFileCapBytes } from '../../../domain/library/batch.ts'
import { packCapBytes } from '../../../domain/library/pack.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import { isPackPath } from './batch-files.ts'
import { findFiles, stubPath } from './find-files.ts'
import { readLargePack } from './large-pack.ts'
import type { FileAnswer, Reading } from './reading.ts'
import { type FileRead, newTally, noteFile, type TakeInParts, takeIn } from './take-in.ts'

const readsAtOnce = 8
/** So many files are worth a thread of their own. */
const manyFiles = 64
const filesPerTransaction = 1000
const bytesPerTransaction = 16 * 1024 * 1024
/** Packs larger than this are gone through in parts. */
const largePackBytes = 2 * 1024 * 1024
const inTheCloud = 'it is in the cloud, not on this device'

export interface ScanParts extends TakeInParts {
  /** Reads many files at once; begun when it is first asked for. */
  reading(): Reading
  /** Files to be read again whether or not they seem changed. */
  rereads: Set<string>
}

export interface ScanCounts {
  readCount: number
  /** How many of the files read had no byte on this disk before. */
  inCloudCount: number
}

interface Pass {
  parts: ScanParts
  folder: LibraryFolder
  nowMs: number
  counts: ScanCounts
}

/**
 * Reads every file of batches that has not been looked at, and those again that did not count, when they have changed or
 * their turn has come. Without `isWhole` only folders are listed in which something can have come.
 */
export async function scanBatches({
  parts,
  folder,
  isWhole,
  nowMs,
}: Omit<Pass, 'counts'> & { isWhole: boolean }): Promise<ScanCounts> {
  const { files, positions, reading, rereads } = parts
  const pass: Pass = { parts, folder, nowMs, counts: { readCount: 0, inCloudCount: 0 } }
  const { unknown, changed, gone, stubs, refused } = await findFiles({ folder, files, positions, isWhole, reading })
  for (const path of gone) files.dropMoved(path)
  noteRefused(pass, refused)
  for (const path of stubs) noteReason(pass, { path, reason: inTheCloud })
  pass.counts.inCloudCount += stubs.length
  await readAll({ ...pass, paths: unknown, isNew: true })
  const again = [...new Set([...changed, ...rereads])]
  await readAll({ ...pass, paths: again, isNew: false })
  for (const path of again) rereads.delete(path)
  await readWaitingOf(pass)
  return pass.counts
}

function noteReason({ parts: { files }, nowMs }: Pass, { path, reason }: { path: string; reason: string }): void {
  const tally = { ...newTally(), refusal: { reason, hash: null } }
  noteFile({ path, facts: { sizeBytes: 0, modifiedMs: 0 }, tally, files, isNew: false, nowMs })
}

/** Folders that are none stay listed until they are. */
function noteRefused(pass: Pass, refused: { path: string; reason: string }[]): void {
  const { files } = pass.parts
  const now = new Set(refused.map(({ path }) => path))
  const before = new Set(files.waiting().flatMap(({ path }) => (isFilePath(path) ? [] : [path])))
  for (const path of before) if (!now.has(path)) files.drop(path)
  for (const each of refused) if (!before.has(each.path)) noteReason(pass, each)
}

function isFilePath(path: string): boolean {
  return /\.jsonl?$/i.test(path)
}

/** Reads those files again that did not count or lack words. */
export async function readWaiting(pass: Omit<Pass, 'counts'>): Promise<void> {
  await readWaitingOf({ ...pass, counts: { readCount: 0, inCloudCount: 0 } })
}

/** A batch that counts now may vouch for another, so it is asked again. */
async function readWaitingOf(pass: Pass): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    const paths = await pathsToReadAgain(pass)
    if (paths.length === 0) break
    await readAll({ ...pass, paths, isNew: false })
  }
}

async function pathsToReadAgain({ parts: { files }, folder, nowMs }: Pass): Promise<string[]> {
  const paths: string[] = []
  for (const { path, sizeBytes, modifiedMs, isDue } of files.waiting()) {
    if (!isFilePath(path)) continue
    try {
      const facts = await folder.facts(path)
      if (facts === null) {
        if ((await folder.facts(stubPath(path))) === null) files.drop(path)
      } else if (isDue(nowMs) || facts.sizeBytes !== sizeBytes || facts.modifiedMs !== modifiedMs) {
        paths.push(path)
      }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      if (isDue(nowMs)) paths.push(path)
    }
  }
  return paths
}

async function readAll({ paths, isNew, ...pass }: Pass & { paths: string[]; isNew: boolean }): Promise<void> {
  pass.counts.readCount += paths.length
  const apart = paths.length > manyFiles ? await readMany({ ...pass, paths, isNew }) : paths
  await readApart({ ...pass, paths: apart, isNew })
}

/** Reads files on the reading thread while those before are taken in. Answers those that are to be read by themselves. */
async function readMany({ paths, isNew, parts, nowMs }: Pass & { paths: string[]; isNew: boolean }): Promise<string[]> {
  const apart: string[] = []
  const askFrom = (from: number): ReturnType<typeof ask> => {
    const asked = ask(parts.reading(), paths.slice(from, from + filesPerTransaction))
    asked.catch(() => undefined)
    return asked
  }
  let from = 0
  let asked = askFrom(0)
  while (from < paths.length) {
    let files: FileAnswer[]
    let bytes: Uint8Array
    try {
      ;({ files, bytes } = await asked)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      // Whoever read them hangs: what is left is read one by one, each within its own time.
      return [...apart, ...paths.slice(from)]
    }
    from += files.length
    if (from < paths.length) asked = askFrom(from)
    const reads = files.flatMap((file): FileRead[] => {
      if (file.kind === 'apart') {
        apart.push(file.path)
        return []
      }
      if (file.kind === 'bytes') {
        return [{ path: file.path, facts: file.facts, content: { bytes: bytes.subarray(file.from, file.to) } }]
      }
      const facts = file.facts ?? { sizeBytes: 0, modifiedMs: 0 }
      return [{ path: file.path, facts, content: { reason: file.reason } }]
    })
    takeIn({ reads, parts, isNew, nowMs })
  }
  return apart
}

function ask(
  reading: Reading,
  paths: string[],
): ReturnType<Reading['ask']> & Promise<{ bytes: Uint8Array; files: FileAnswer[] }> {
  return reading.ask({ kind: 'files', paths, capBytes: largePackBytes })
}

/** Reads files one by one, some at once, each within a time limit: they may first have to come from the cloud. */
async function readApart({ paths, isNew, ...pass }: Pass & { paths: string[]; isNew: boolean }): Promise<void> {
  const { parts, nowMs } = pass
  const queue = paths.toReversed()
  while (queue.length > 0) {
    const reads: FileRead[] = []
    const large: string[] = []
    let sizeBytes = 0
    const readNext = async (): Promise<void> => {
      while (reads.length < filesPerTransaction && sizeBytes < bytesPerTransaction) {
        const path = queue.pop()
        if (path === undefined) return
        const read = await readOne({ ...pass, path })
        if (read === 'large') large.push(path)
        else reads.push(read)
        sizeBytes += read !== 'large' && 'bytes' in read.content ? read.facts.sizeBytes : 0
      }
    }
    await Promise.all(Array.from({ length: readsAtOnce }, readNext))
    takeIn({ reads, parts, isNew, nowMs })
    for (const path of large) await readLargePack({ path, isNew, ...pass })
  }
}

async function readOne({ path, folder, counts }: Pass & { path: string }): Promise<FileRead | 'large'> {
  const capBytes = isPackPath(path) ? largePackBytes : batchFileCapBytes
  try {
    const { bytes, facts } = await folder.read(path, { capBytes })
    if (!facts.isHere) counts.inCloudCount += 1
    return { path, facts, content: { bytes } }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const facts = await folder.facts(path).catch(() => null)
    if (error.reason === 'too-large' && isPackPath(path) && facts && facts.sizeBytes <= packCapBytes) return 'large'
    return { path, facts: facts ?? { sizeBytes: 0, modifiedMs: 0 }, content: { reason: error.message } }
  }
}
