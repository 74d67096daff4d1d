import { batchFileCapBytes } from '../../../domain/library/batch.ts'
import { packCapBytes, packName, partsOfPackName, tripletsOf } from '../../../domain/library/pack.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import type { VerifyFinding } from '../library/index-port.ts'
import { sha256OfText } from '../library/sha256.ts'
import type { OperationStore } from './operation-store.ts'
import { isSignedByItsWriter, type ReadBatch, readBatch } from './verify-batch.ts'

/** What a file of entries turned out to be: a loose one, or a pack of them. */
export interface EntriesFile {
  operationCount: number
  sizeBytes: number
  modifiedMs: number
  findings: VerifyFinding[]
}

interface Place {
  path: string
  folder: LibraryFolder
  library: string
  store: Pick<OperationStore, 'isVouchedFor' | 'missingWordCount'>
}

/** Every writer's packs, whatever they are called. */
export async function packPaths(folder: LibraryFolder): Promise<string[]> {
  const paths: string[] = []
  for (const { name, isFolder } of await folder.list('ops')) {
    if (!isFolder) continue
    for (const file of await folder.list(`ops/${name}/packs`).catch(noneWhereUnreadable)) {
      if (file.isFile && file.name.endsWith('.jsonl')) paths.push(`ops/${name}/packs/${file.name}`)
    }
  }
  return paths.sort()
}

function noneWhereUnreadable(error: unknown): [] {
  if (error instanceof Unreadable) return []
  throw error
}

/** Reads one file of entries again: signatures, words, and a pack's own name. Throws Unreadable. */
export async function verifyEntries(place: Place): Promise<EntriesFile> {
  return place.path.endsWith('.jsonl') ? await verifyPack(place) : await verifyLoose(place)
}

async function verifyLoose({ path, folder, library, store }: Place): Promise<EntriesFile> {
  const { bytes, facts } = await folder.read(path, { capBytes: batchFileCapBytes })
  const batch = readBatch(bytes, library)
  const detail = 'reason' in batch ? batch.reason : complaintAbout(batch, store)
  return {
    operationCount: 'reason' in batch ? 0 : batch.operations.length,
    sizeBytes: bytes.length,
    modifiedMs: facts.modifiedMs,
    findings: detail === null ? [] : [{ path, problem: 'not-verified', detail }],
  }
}

async function verifyPack({ path, folder, library, store }: Place): Promise<EntriesFile> {
  const { bytes, facts } = await folder.read(path, { capBytes: packCapBytes })
  const { triplets, strayLineCount, restFrom } = tripletsOf(bytes)
  const details = new Set<string>()
  if (strayLineCount > 0 || restFrom < bytes.length) details.add('the pack is not whole')
  const headLines: string[] = []
  let operationCount = 0
  for (const triplet of triplets) {
    const batch = readBatch(triplet, library)
    if ('reason' in batch) {
      details.add(batch.reason)
      continue
    }
    headLines.push(batch.headLine)
    operationCount += batch.operations.length
    const complaint = complaintAbout(batch, store)
    if (complaint !== null) details.add(complaint)
  }
  const said = partsOfPackName(path.slice(path.lastIndexOf('/') + 1))
  if (
    said !== null &&
    packName({ ...said, headLines, sha256: sha256OfText }) !== path.slice(path.lastIndexOf('/') + 1)
  ) {
    details.add('it does not hold what its name says')
  }
  return {
    operationCount,
    sizeBytes: bytes.length,
    modifiedMs: facts.modifiedMs,
    findings: [...details].map((detail) => ({ path, problem: 'not-verified', detail })),
  }
}

function complaintAbout(batch: ReadBatch, store: Place['store']): string | null {
  const isProven = store.isVouchedFor({ hash: batch.hash, writer: batch.head.writer }) || isSignedByItsWriter(batch)
  if (!isProven) return 'its signature is not its writer’s'
  return store.missingWordCount(batch) > 0 ? 'some of its words are not here' : null
}
