import { setImmediate } from 'node:timers/promises'
import { Failure } from '../../../domain/failure.ts'
import { batchFileCapBytes } from '../../../domain/library/batch.ts'
import { isGone } from '../../../domain/projection/state.ts'
import { folderVersions } from '../../../domain/projection/versions.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import type { VerifyFinding, VerifyReport } from '../library/index-port.ts'
import { sha256OfText } from '../library/sha256.ts'
import { hashOfFile } from './hash-file.ts'
import { type LibraryParts, openThisLibrary } from './scan-library.ts'
import { isSignedByItsWriter, readBatch } from './verify-batch.ts'

const manifestCapBytes = 1024 * 1024
const itemIdLength = 16

interface Expected {
  path: string
  size: number
  sha256: string
}

interface Work {
  parts: LibraryParts
  folder: LibraryFolder
  deep: boolean
  signal: AbortSignal
  report: VerifyReport
}

/**
 * Reads every batch again and looks for every file that the signed heads name; with `deep` their bytes are hashed too.
 * Throws a Failure `cancelled` when the signal fires.
 */
export async function verifyLibrary({
  parts,
  deep,
  onProgress,
  signal,
}: {
  parts: LibraryParts
  deep: boolean
  onProgress: (fraction: number, detail: string) => void
  signal: AbortSignal
}): Promise<VerifyReport> {
  const folder = await openThisLibrary(parts)
  const report: VerifyReport = { batchCount: 0, operationCount: 0, fileCount: 0, sizeBytes: 0, findings: [] }
  const work: Work = { parts, folder, deep, signal, report }
  const batches = parts.files.allPaths()
  const versions = expectedVersions(parts)
  const totalBytes = versions.flatMap(({ assets }) => assets).reduce((sum, { size }) => sum + size, 0)
  // A batch costs about as much as hashing 64 KiB; without `deep` every file costs the same.
  const costOf = (size: number): number => (deep ? Math.max(1, size / 65_536) : 1)
  const totalCost = batches.length + (deep ? Math.max(versions.length, totalBytes / 65_536) : versions.length)
  let doneCost = 0
  const advance = async (cost: number, detail: string): Promise<void> => {
    doneCost += cost
    onProgress(Math.min(1, totalCost === 0 ? 1 : doneCost / totalCost), detail)
    await setImmediate()
    stopIfAsked(signal)
  }

  for (const [place, path] of batches.entries()) {
    await verifyBatch(path, work)
    if (place % 50 === 49 || place === batches.length - 1) {
      await advance(place % 50 === 49 ? 50 : (place % 50) + 1, `${place + 1} of ${batches.length} entries`)
    }
  }
  for (const [place, version] of versions.entries()) {
    let cost = 0
    for (const asset of version.assets) {
      await verifyAsset(asset, work)
      cost += costOf(asset.size)
    }
    await verifyManifest(version, work)
    await advance(deep ? cost : 1, `${place + 1} of ${versions.length} items`)
  }
  onProgress(1, '')
  return report
}

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure({ code: 'cancelled', message: 'The check was stopped before its end.' })
}

/** Files of one item's version as the signed head names them. */
interface ExpectedVersion {
  folder: string
  assets: Expected[]
}

/** The shown version of everything that is not gone; what an older one kept stands in that one's folder. */
function expectedVersions({ refold, store }: LibraryParts): ExpectedVersion[] {
  return store.subjects().flatMap((subject) => {
    const state = subject.length === itemIdLength ? refold.state(subject) : null
    const shown = state && !isGone(state) ? folderVersions(state, sha256OfText)[0] : undefined
    if (!shown) return []
    const assets = shown.assets.map(({ folder, name, size, sha256 }) => ({ path: `${folder}/${name}`, size, sha256 }))
    return [{ folder: shown.folder, assets }]
  })
}

async function verifyBatch(path: string, { parts, folder, report }: Work): Promise<void> {
  try {
    const { bytes } = await folder.read(path, { capBytes: batchFileCapBytes })
    const batch = readBatch(bytes, parts.library)
    report.batchCount += 1
    report.sizeBytes += bytes.length
    if ('reason' in batch) {
      report.findings.push({ path, problem: 'not-verified', detail: batch.reason })
      return
    }
    report.operationCount += batch.operations.length
    const isProven =
      isSignedByItsWriter(batch) || parts.store.isVouchedFor({ hash: batch.hash, writer: batch.head.writer })
    if (!isProven) {
      report.findings.push({ path, problem: 'not-verified', detail: 'its signature is not its writer’s' })
    } else if (parts.store.missingWordCount(batch) > 0) {
      report.findings.push({ path, problem: 'not-verified', detail: 'some of its words are not here' })
    }
  } catch (error) {
    report.findings.push(findingOf(path, error))
  }
}

async function verifyAsset({ path, size, sha256 }: Expected, { folder, deep, signal, report }: Work): Promise<void> {
  try {
    const facts = await folder.facts(path)
    if (facts === null) {
      report.findings.push({ path, problem: 'missing', detail: 'it is not here yet' })
      return
    }
    report.fileCount += 1
    report.sizeBytes += facts.sizeBytes
    if (facts.sizeBytes !== size) {
      report.findings.push({ path, problem: 'wrong-size', detail: `${facts.sizeBytes} bytes instead of ${size}` })
    } else if (!facts.isHere) {
      // Hashing it would bring it down from the cloud.
      report.findings.push({ path, problem: 'missing', detail: 'it is in the cloud, not on this device' })
    } else if (deep && (await hashOfFile({ folder, path, signal })) !== sha256) {
      report.findings.push({ path, problem: 'wrong-bytes', detail: 'its bytes are not those that were published' })
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    report.findings.push(findingOf(path, error))
  }
}

/** The manifest is a copy for readers without the app: it must be there and name the same bytes. */
async function verifyManifest(
  { folder: versionFolder, assets }: ExpectedVersion,
  { folder, report }: Work,
): Promise<void> {
  const path = `${versionFolder}/manifest.json`
  try {
    const { bytes } = await folder.read(path, { capBytes: manifestCapBytes })
    report.fileCount += 1
    report.sizeBytes += bytes.length
    const text = bytes.toString('utf8')
    JSON.parse(text)
    // What a correction kept is named by the manifest of the folder it stands in.
    const own = assets.filter((asset) => asset.path.startsWith(`${versionFolder}/`))
    if (own.every(({ sha256 }) => text.includes(sha256))) return
    report.findings.push({ path, problem: 'wrong-bytes', detail: 'it does not name the files that were published' })
  } catch (error) {
    if (error instanceof SyntaxError) report.findings.push({ path, problem: 'unreadable', detail: 'it is not whole' })
    else report.findings.push(findingOf(path, error))
  }
}

function findingOf(path: string, error: unknown): VerifyFinding {
  if (!(error instanceof Unreadable)) throw error
  return error.reason === 'absent'
    ? { path, problem: 'missing', detail: 'it is not here yet' }
    : { path, problem: 'unreadable', detail: error.message }
}
