import { setImmediate } from 'node:timers/promises'
import { Failure } from '../../../domain/failure.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import type { PublishedItem, VerifyFinding, VerifyReport } from '../library/index-port.ts'
import { hashOfFile } from './hash-file.ts'
import type { HealthQueries } from './health-queries.ts'
import { type LibraryParts, openThisLibrary } from './scan-library.ts'
import { packPaths, verifyEntries } from './verify-entries.ts'
import { openVerifyJournal, type VerifyJournal } from './verify-journal.ts'

const manifestCapBytes = 1024 * 1024
const pageSize = 200
/** A file of entries costs about as much as hashing 64 KiB; without `deep` every file costs the same. */
const bytesPerCost = 65_536

interface Expected {
  path: string
  size: number
  sha256: string
  /** Nobody waits for it: an older version's, or one that its thread has let go. */
  mayBeAway: boolean
}

interface Work {
  parts: LibraryParts
  folder: LibraryFolder
  /** Null where only sizes are looked at. */
  journal: VerifyJournal | null
  signal: AbortSignal
  report: VerifyReport
}

/**
 * Reads every entry again and looks for every file that the signed heads name; with `deep` their bytes are hashed too,
 * going on where an interrupted check was unless `again` is said. What is only in the cloud is counted and never brought
 * down; what was withdrawn, deleted or let go is not missed. Throws a Failure `cancelled` when the signal fires.
 */
export async function verifyLibrary({
  parts,
  health,
  journalPath,
  deep,
  again = false,
  onProgress,
  signal,
}: {
  parts: LibraryParts
  health: HealthQueries
  journalPath: string
  deep: boolean
  again?: boolean | undefined
  onProgress: (fraction: number, detail: string) => void
  signal: AbortSignal
}): Promise<VerifyReport> {
  const folder = await openThisLibrary(parts)
  const journal = deep ? openVerifyJournal({ path: journalPath, again }) : null
  const report: VerifyReport = {
    batchCount: 0,
    operationCount: 0,
    fileCount: 0,
    sizeBytes: 0,
    inCloudCount: 0,
    letGoCount: 0,
    resumedCount: 0,
    findings: [],
  }
  const work: Work = { parts, folder, journal, signal, report }
  const totals = await health.totals()
  const totalCost = totals.entryFileCount + (deep ? totals.assetBytes / bytesPerCost : 0) + totals.itemCount
  let doneCost = 0
  const advance = async (cost: number, detail: string): Promise<void> => {
    doneCost += cost
    onProgress(totalCost === 0 ? 1 : Math.min(1, doneCost / totalCost), detail)
    await setImmediate()
    stopIfAsked(signal)
  }

  try {
    await verifyAllEntries({ work, health, advance })
    await verifyAllItems({ work, health, advance })
    journal?.finish()
  } finally {
    journal?.close()
  }
  onProgress(1, '')
  return report
}

interface Walk {
  work: Work
  health: HealthQueries
  advance: (cost: number, detail: string) => Promise<void>
}

async function verifyAllEntries({ work, health, advance }: Walk): Promise<void> {
  let count = 0
  const packs = await packPaths(work.folder)
  for (const path of packs) {
    await verifyEntriesFile({ path, work, isAwayFine: () => false })
    count += 1
    await advance(1, `${count} entries`)
  }
  const isPack = new Set(packs)
  for (let after: string | null = null; ; ) {
    const page = health.batchFiles({ after, limit: pageSize })
    after = page.at(-1)?.path ?? null
    if (after === null) return
    for (const { path, hash } of page) {
      if (isPack.has(path)) continue
      await verifyEntriesFile({ path, work, isAwayFine: () => hash !== null && health.isEntryHere({ hash, path }) })
      count += 1
      if (count % 50 === 0) await advance(50, `${count} entries`)
    }
    stopIfAsked(work.signal)
  }
}

async function verifyAllItems({ work, health, advance }: Walk): Promise<void> {
  const { itemCount } = await health.totals()
  let place = 0
  for (let after: string | null = null; ; ) {
    const page = health.published({ after, limit: pageSize })
    after = page.at(-1)?.subject ?? null
    if (after === null) return
    for (const item of page) {
      place += 1
      if (item.isGone) continue
      const assets = expectedOf(item)
      let bytes = 0
      for (const asset of assets) {
        await verifyAsset(asset, work)
        if (!asset.mayBeAway) bytes += asset.size
        stopIfAsked(work.signal)
      }
      const shown = item.versions[0]
      if (shown) await verifyManifest({ folder: shown.folder, assets, mayBeAway: item.isLetGo, work })
      await advance(1 + (work.journal ? bytes / bytesPerCost : 0), `${place} of ${Math.max(place, itemCount)} items`)
    }
  }
}

function stopIfAsked(signal: AbortSignal): void {
  if (!signal.aborted) return
  throw new Failure({
    code: 'cancelled',
    message: 'The check was stopped before its end.',
    kept: 'What it found whole is remembered; the next one goes on from there.',
  })
}

/** Each file once: those of the version shown, then what older versions have beside them. */
function expectedOf({ versions, isLetGo }: PublishedItem): Expected[] {
  const expected = new Map<string, Expected>()
  for (const [place, { assets }] of versions.entries()) {
    for (const { folder, name, size, sha256 } of assets) {
      const path = `${folder}/${name}`
      const isHeavy = name === 'video.mp4' || name.startsWith('storyboard')
      const mayBeAway = place > 0 || (isLetGo && isHeavy)
      if (!expected.has(path)) expected.set(path, { path, size, sha256, mayBeAway })
    }
  }
  return [...expected.values()]
}

async function verifyEntriesFile({
  path,
  work,
  isAwayFine,
}: {
  path: string
  work: Work
  /** Whether a file that is gone held nothing but what stands in another: a copy that a sync tool took away again. */
  isAwayFine: () => boolean
}): Promise<void> {
  const { folder, parts, journal, report } = work
  try {
    const before = journal && (await folder.facts(path))
    const known = before && journal?.known(path, before)
    if (known) {
      report.batchCount += 1
      report.operationCount += known.operationCount
      report.sizeBytes += before.sizeBytes
      report.resumedCount += 1
      return
    }
    const { operationCount, sizeBytes, modifiedMs, findings } = await verifyEntries({
      path,
      folder,
      library: parts.library,
      store: parts.store,
    })
    report.batchCount += 1
    report.operationCount += operationCount
    report.sizeBytes += sizeBytes
    report.findings.push(...findings)
    if (findings.length === 0) journal?.note({ path, facts: { sizeBytes, modifiedMs }, operationCount })
  } catch (error) {
    const finding = findingOf(path, error)
    if (finding.problem !== 'missing' || !isAwayFine()) report.findings.push(finding)
  }
}

async function verifyAsset({ path, size, sha256, mayBeAway }: Expected, work: Work): Promise<void> {
  const { folder, journal, signal, report } = work
  try {
    const facts = await folder.facts(path)
    if (facts === null) {
      if (mayBeAway) report.letGoCount += 1
      else report.findings.push({ path, problem: 'missing', detail: 'it is not here yet' })
      return
    }
    report.fileCount += 1
    report.sizeBytes += facts.sizeBytes
    if (facts.sizeBytes !== size) {
      report.findings.push({ path, problem: 'wrong-size', detail: `${facts.sizeBytes} bytes instead of ${size}` })
      return
    }
    if (!facts.isHere) {
      // Hashing it would bring it down from the cloud.
      report.inCloudCount += 1
      return
    }
    if (journal === null) return
    if (journal.known(path, facts)) {
      report.resumedCount += 1
      return
    }
    if ((await hashOfFile({ folder, path, signal })) === sha256) journal.note({ path, facts, operationCount: 0 })
    else report.findings.push({ path, problem: 'wrong-bytes', detail: 'its bytes are not those that were published' })
  } catch (error) {
    if (error instanceof Failure) throw error
    report.findings.push(findingOf(path, error))
  }
}

/** The manifest is a copy for readers without the app: it must be there and name the same bytes. */
async function verifyManifest({
  folder: versionFolder,
  assets,
  mayBeAway,
  work: { folder, report },
}: {
  folder: string
  assets: Expected[]
  /** Of an item whose video was let go before it had come, and with it the last file. */
  mayBeAway: boolean
  work: Work
}): Promise<void> {
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
    const finding: VerifyFinding =
      error instanceof SyntaxError ? { path, problem: 'unreadable', detail: 'it is not whole' } : findingOf(path, error)
    if (finding.problem === 'missing' && mayBeAway) report.letGoCount += 1
    else report.findings.push(finding)
  }
}

function findingOf(path: string, error: unknown): VerifyFinding {
  if (!(error instanceof Unreadable)) throw error
  return error.reason === 'absent'
    ? { path, problem: 'missing', detail: 'it is not here yet' }
    : { path, problem: 'unreadable', detail: error.message }
}
