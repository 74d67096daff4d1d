import { packPath } from '../../../domain/library/pack.ts'
import { monthOf } from '../../../domain/library/paths.ts'
import { openLibraryFolder } from '../folder/read/library-folder.ts'
import type { FolderEntry } from '../folder/read/safe-path.ts'
import { folderFailure } from '../folder/write/folder-failure.ts'
import { removeOwnTemporaries } from '../folder/write/publish-file.ts'
import type { Clock, RandomBytes } from '../ports.ts'
import { collectablesOf, deletedItems, letVideosGo, removeItems, threadsLettingGo } from './collect.ts'
import { requireLibrary } from './folder-identity.ts'
import type { LibraryIndex } from './index-port.ts'
import { mendFileInFolder } from './mend-folder.ts'
import { observeTime } from './observed-time.ts'
import { packSealedMonths, removePacked, wholePacks } from './packs.ts'
import { requireOldEnough } from './required-version.ts'
import { restoreEntries } from './restore-entries.ts'
import { keepUpkeepNotes, readUpkeepNotes, sinceFor } from './upkeep-notes.ts'
import { removeReappearedFiles, stripReappearedWords } from './withdraw.ts'
import type { Writer } from './writer-key.ts'

const dayMs = 24 * 3600 * 1000
/** In observed time, before anything is removed for good. */
export const marginMs = 30 * dayMs
/** Whoever lets a thread’s videos go by mistake has a week to take it back. */
const letGoMarginMs = 7 * dayMs
/** The withdrawal of words that are missing may still be on its way. */
const lackingMarginMs = 3600 * 1000

export interface UpkeepDeps {
  library: string
  dir: string
  profileDir: string
  writer: Writer
  index: LibraryIndex
  clock: Clock
  randomBytes: RandomBytes
}

/** What one pass of the upkeep did. */
export interface UpkeepReport {
  /** Files whose withdrawn words were taken out, or whose missing words or true bytes were put back. */
  mendedCount: number
  packsWritten: string[]
  packedRemovedCount: number
  collectedCount: number
  videosLetGoCount: number
  /** False where the clock is not believed: then nothing was packed, and nothing removed that goes by time. */
  isClockTrusted: boolean
}

/** One whole pass. Each part can be repeated; what was seen is kept before anything is removed. */
export async function runUpkeep(deps: UpkeepDeps): Promise<UpkeepReport> {
  const { library, dir, profileDir, writer, index, clock, randomBytes } = deps
  await requireLibrary({ dir, library })
  await requireOldEnough(index, library)
  const nowMs = clock.nowMs()
  const person = await index.personOf(writer.id)
  const own = new Set([writer.id, ...writer.earlier.map((key) => key.writer)])
  const notes = await readUpkeepNotes(profileDir, library)
  const othersMs = await index.latestOfOthers({ writers: [...own], atMostMs: nowMs })
  const { time, isTrusted } = observeTime(notes.time, { nowMs, othersMs })

  const deleted = await deletedItems(index, nowMs)
  const lettingGo = await threadsLettingGo(index)
  const lacking = (await index.filesLackingWords()).map(({ path }) => path)
  const altered = await index.alteredFiles()
  const seen = {
    ...notes,
    time,
    deleted: sinceFor(
      notes.deleted,
      deleted.map(({ subject }) => subject),
      time.observedMs,
    ),
    lettingGo: sinceFor(
      notes.lettingGo,
      lettingGo.map(({ note }) => note),
      time.observedMs,
    ),
    lacking: sinceFor(notes.lacking, [...lacking, ...altered.map(({ path }) => path)], nowMs),
  }
  await keepUpkeepNotes(profileDir, library, seen)
  await removeStaleTemporaries(deps)

  const strip = { dir, writer: writer.id, person, index, randomBytes }
  let mendedCount = await stripReappearedWords(strip)
  await removeReappearedFiles(strip)
  const files = altered.filter(({ path }) => isLongLacking(seen.lacking[path]))
  const restored = await restoreEntries({ library, dir, writer: writer.id, files, randomBytes })
  if (restored.length > 0) await index.reread(restored)
  mendedCount +=
    restored.length +
    (await restoreWords(deps, {
      person,
      paths: lacking.filter((path) => isLongLacking(seen.lacking[path])),
    }))

  const report: UpkeepReport = {
    mendedCount,
    packsWritten: [],
    packedRemovedCount: 0,
    collectedCount: 0,
    videosLetGoCount: 0,
    isClockTrusted: isTrusted,
  }
  if (!isTrusted) return report
  try {
    await pack()
    const due = deleted.filter((item) => own.has(item.writer) && hasWaited(seen.deleted[item.subject], marginMs))
    report.collectedCount = (await collectablesOf(dir, due)).length
    await removeItems(dir, due)
    const threads = lettingGo.filter(({ note }) => hasWaited(seen.lettingGo[note], letGoMarginMs))
    report.videosLetGoCount = await letVideosGo({ dir, person, threads, nowMs, index })
  } catch (error) {
    throw folderFailure(error)
  }
  return report

  function isLongLacking(sinceMs: number | undefined): boolean {
    return sinceMs !== undefined && nowMs - sinceMs >= lackingMarginMs
  }

  function hasWaited(sinceObservedMs: number | undefined, forMs: number): boolean {
    return sinceObservedMs !== undefined && time.observedMs - sinceObservedMs >= forMs
  }

  async function pack(): Promise<void> {
    // a copied profile takes up a new key first
    if (await index.hasForked({ writer: writer.id, tip: writer.position })) return
    const parts = { library, dir, writer: writer.id, randomBytes }
    const isIncomplete = new Set(lacking)
    const isWhole = (path: string): boolean => !isIncomplete.has(path)
    report.packsWritten = await packSealedMonths(parts, { nowMs, isWhole })
    // packs are not looked for before the next whole scan, and a withdrawal would pass this one over
    await index.reread(report.packsWritten.map((name) => packPath(writer.id, name)))
    const packs = sinceFor(seen.packs, await wholePacks(parts), time.observedMs)
    await keepUpkeepNotes(profileDir, library, { ...seen, packs })
    for (const [name, since] of Object.entries(packs)) {
      if (hasWaited(since, marginMs)) report.packedRemovedCount += await removePacked(parts, name)
    }
  }
}

/**
 * What this device left half written beside batches when a folder vanished under it, its own and those it mends; the month that
 * it publishes into now is the publisher's to clean.
 */
async function removeStaleTemporaries({ dir, writer }: UpkeepDeps): Promise<void> {
  const folder = await openLibraryFolder(dir)
  const current = writer.position && `ops/${writer.id}/${monthOf(writer.position.time[0])}`
  // what cannot be listed, or is a link, is no folder in which this device has written
  const entriesOf = (path: string): Promise<FolderEntry[]> => folder.list(path).catch(() => [])
  for (const author of await entriesOf('ops')) {
    for (const month of author.isFolder ? await entriesOf(`ops/${author.name}`) : []) {
      const place = `ops/${author.name}/${month.name}`
      if (!month.isFolder || place === current) continue
      for (const name of [writer.id, ...writer.earlier.map((key) => key.writer)]) {
        await removeOwnTemporaries({ root: dir, folder: place, writer: name })
      }
    }
  }
}

/** Puts words back that are missing in a file without having been withdrawn, and are here. */
async function restoreWords(
  { dir, writer, index, randomBytes }: UpkeepDeps,
  { person, paths }: { person: string; paths: string[] },
): Promise<number> {
  if (paths.length === 0) return 0
  const withdrawn = new Set(await index.withdrawn())
  const isWithdrawn = (subject: string): boolean => withdrawn.has(subject)
  const parts = { dir, writer: writer.id, person, index, randomBytes, isWithdrawn, isRestoring: true }
  const changed: string[] = []
  try {
    for (const path of paths) if (await mendFileInFolder(path, parts)) changed.push(path)
  } finally {
    if (changed.length > 0) await index.reread(changed)
  }
  return changed.length
}
