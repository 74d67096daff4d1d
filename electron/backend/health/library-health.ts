import { statfs } from 'node:fs/promises'
import type {
  AwaitedVideoView,
  DeviceHealthView,
  LeftItemView,
  LibraryHealthView,
  MirrorView,
  PendingFileView,
  SpaceView,
} from '../../../domain/views/health.ts'
import type { RecordView } from '../../../domain/views/records.ts'
import { type LibraryFolder, openLibraryFolder } from '../folder/read/library-folder.ts'
import type { IndexHealth, WriterHealth } from '../library/index-port.ts'
import type { OpenLibrary } from '../library/libraries.ts'

const dayMs = 24 * 3600 * 1000
const growthDays = 90
/** A pace measured over less than this says nothing. */
const paceLeastDays = 7
const paceMostMs = 10 * 365 * dayMs
const awaitedShown = 50
const lookedForInCloud = 200

/** What a person can know about a library's state, gathered from its index and one look at its disk. */
export async function libraryHealth({
  library,
  mirror,
  nowMs,
}: {
  library: Pick<OpenLibrary, 'id' | 'dir' | 'index' | 'writer'>
  mirror: MirrorView | null
  nowMs: number
}): Promise<LibraryHealthView> {
  const { id, dir, index, writer } = library
  const [health, pending, people] = await Promise.all([index.health(), index.pending(), peopleOf(index)])
  const nameOf = namesIn(people)
  const inCloud = await pathsInCloud(dir, health.missingVideos.slice(0, lookedForInCloud))
  return {
    library: id,
    devices: devicesOf({ writers: health.writers, me: writer.id, nameOf }),
    pending: pending.map((file): PendingFileView => ({ ...file, isOld: nowMs - file.sinceMs > dayMs })),
    videosNotHere: await awaitedVideos({ health, inCloud, nameOf, index }),
    videoNotHereCount: health.missingVideoCount,
    inCloudCount: inCloud.size,
    doubledCount: health.doubledFileCount,
    space: spaceOf({ health, nameOf, nowMs, freeBytes: await freeBytesAt(dir) }),
    mirror,
    copiedAtMs: writer.earlier.at(-1)?.foundAtMs ?? null,
  }
}

/** Deleted items of closed devices whose files are still there. */
export async function leftItems({ index, upkeep }: Pick<OpenLibrary, 'index' | 'upkeep'>): Promise<LeftItemView[]> {
  const nameOf = namesIn(await peopleOf(index))
  const left = await upkeep.collectable()
  return left.map(({ subject, person, name, sizeBytes }) => ({
    id: subject,
    name,
    personName: nameOf(person),
    sizeBytes,
  }))
}

function peopleOf(index: OpenLibrary['index']): Promise<RecordView[]> {
  return index.records({ kind: 'person', thread: null, beforeMs: null, limit: 1000 })
}

function namesIn(people: RecordView[]): (person: string) => string {
  const names = new Map(people.map((view) => [view.id, view.kind === 'person' ? view.name : '']))
  return (person) => names.get(person) ?? ''
}

function devicesOf({
  writers,
  me,
  nameOf,
}: {
  writers: WriterHealth[]
  me: string
  nameOf: (person: string) => string
}): DeviceHealthView[] {
  return writers.map((device) => ({
    writer: device.writer,
    name: device.deviceName,
    person: device.person,
    personName: nameOf(device.person),
    isThis: device.writer === me,
    state: device.isClosed ? 'closed' : device.isUnconfirmed ? 'unconfirmed' : 'usual',
    onItsWayCount: device.missingCount,
    forkedCount: device.forkedCount,
    lastMs: device.lastMs,
    behindCount: device.holds === null ? null : behindCountOf(device, writers),
  }))
}

/** How many entries of the others a device had not said to hold when it last spoke. */
function behindCountOf({ writer, holds }: WriterHealth, writers: WriterHealth[]): number {
  const others = writers.filter((other) => other.writer !== writer && !other.isClosed)
  return others.reduce((sum, { writer: other, lastSeq }) => sum + Math.max(0, lastSeq - (holds?.[other] ?? 0)), 0)
}

/** Those files that stand in the folder without their bytes. Only names and sizes are looked at. */
async function pathsInCloud(dir: string, videos: { path: string }[]): Promise<Set<string>> {
  const inCloud = new Set<string>()
  const folder = await openLibraryFolder(dir).catch((): LibraryFolder | null => null)
  for (const { path } of folder === null ? [] : videos) {
    const facts = await folder?.facts(path).catch(() => null)
    if (facts && !facts.isHere) inCloud.add(path)
  }
  return inCloud
}

async function awaitedVideos({
  health,
  inCloud,
  nameOf,
  index,
}: {
  health: IndexHealth
  inCloud: ReadonlySet<string>
  nameOf: (person: string) => string
  index: OpenLibrary['index']
}): Promise<AwaitedVideoView[]> {
  const awaited: AwaitedVideoView[] = []
  for (const { subject, path, sizeBytes } of health.missingVideos.slice(0, awaitedShown)) {
    const view = (await index.record(subject))?.view
    if (view) awaited.push({ id: subject, ...titleOf(view, nameOf), sizeBytes, isInCloud: inCloud.has(path) })
  }
  return awaited
}

function titleOf(view: RecordView, nameOf: (person: string) => string): { title: string; personName: string } {
  return {
    title: 'title' in view ? view.title : '',
    personName: 'author' in view ? nameOf(view.author) : '',
  }
}

function spaceOf({
  health,
  nameOf,
  nowMs,
  freeBytes,
}: {
  health: IndexHealth
  nameOf: (person: string) => string
  nowMs: number
  freeBytes: number | null
}): SpaceView {
  const years = new Map<number, number>()
  const people = new Map<string, number>()
  let totalBytes = 0
  for (const { year, person, sizeBytes } of health.space) {
    totalBytes += sizeBytes
    years.set(year, (years.get(year) ?? 0) + sizeBytes)
    people.set(person, (people.get(person) ?? 0) + sizeBytes)
  }
  const firstMs = Math.min(nowMs, ...health.writers.map((writer) => writer.firstMs))
  return {
    totalBytes,
    years: [...years].map(([year, sizeBytes]) => ({ year, sizeBytes })).sort((a, b) => b.year - a.year),
    people: [...people]
      .map(([person, sizeBytes]) => ({ person, name: nameOf(person), sizeBytes }))
      .sort((a, b) => b.sizeBytes - a.sizeBytes || (a.person < b.person ? -1 : 1)),
    grownBytes: health.grownBytes,
    freeBytes,
    fullAtMs: fullAtMs({ freeBytes, grownBytes: health.grownBytes, firstMs, nowMs }),
  }
}

/**
 * When a disk is full if a library goes on growing as it did in its last 90 days, or since it began where that is less.
 * Null where it is younger than a week, did not grow, or has room for more than ten years.
 */
export function fullAtMs({
  freeBytes,
  grownBytes,
  firstMs,
  nowMs,
}: {
  freeBytes: number | null
  grownBytes: number
  firstMs: number
  nowMs: number
}): number | null {
  const days = Math.min(growthDays, (nowMs - firstMs) / dayMs)
  if (freeBytes === null || grownBytes <= 0 || days < paceLeastDays) return null
  const leftMs = (freeBytes / (grownBytes / days)) * dayMs
  return leftMs > paceMostMs ? null : Math.round(nowMs + leftMs)
}

async function freeBytesAt(dir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dir)
    return bavail * bsize
  } catch {
    return null
  }
}
