import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import { base32 } from '../../../domain/library/base32.ts'
import type { JournalEvent, PageEvent, PublishedAs } from '../../../domain/takes/journal.ts'
import { foldJournal, type TakeState } from '../../../domain/takes/state.ts'
import {
  type NewTake,
  screenWith,
  type Take,
  type TakeOrigin,
  type TrackName,
  trackFileName,
} from '../../../domain/takes/take.ts'
import type { Room, TakeView } from '../../../domain/takes/view.ts'
import type { EventBus } from '../events.ts'
import { TrackReaders } from '../media/container/track-reader.ts'
import type { Ports } from '../ports.ts'
import { madeFolder } from './folder-size.ts'
import { vanishedFailure } from './fs-failures.ts'
import { trackMeasure } from './measure.ts'
import { type ChunkPlace, openTracks } from './open-tracks.ts'
import { takeReserves } from './reserve.ts'
import { freeBytesAt, requireRoomFor, requireRoomToBegin, roomWith, type SpaceRules, spaceRules } from './room.ts'
import { type StoredTake, storedTake } from './stored-take.ts'
import { takeFolders } from './take-folder.ts'
import { viewOf } from './take-view.ts'

/** The takes of one profile. Everything that resolves is on disk; everything that rejects is a Failure or a ChunkGap. */
export interface Recordings {
  begin(newTake: NewTake): Promise<Take>
  /**
   * Makes a finished take of one file made elsewhere: `bring` puts it at the path that it is given. The take appears
   * whole, or not at all. Throws what `bring` throws.
   */
  adopt(adopted: AdoptedFile): Promise<Take>
  /** The absolute path of a file for bytes that are still coming in, on the same disk as the takes. */
  incomingPath(): Promise<string>
  /** Adds what the page says to the journal. Throws `not-found`, `disk-full`, `folder-vanished`. */
  journal(takeId: string, events: readonly PageEvent[]): Promise<void>
  /** Writes one chunk and resolves to how many its track has. Throws ChunkGap where an earlier one is missing. */
  putChunk(place: ChunkPlace, bytes: Uint8Array): Promise<number>
  /** Every take of this device, the newest first. */
  list(): Promise<TakeView[]>
  /** What was read of tracks; whoever reads one goes on where another stopped. */
  readers: TrackReaders
  /** Calls the listener with a take whenever more of it is on the disk, or it was finished; returns the way to stop. */
  follow(listener: (takeId: string) => void): () => void
  /** Whether a page has written to it since this process began and it was not finished since. */
  isAlive(takeId: string): boolean
  /** One take with its exact lengths. */
  view(takeId: string): Promise<TakeView>
  /** The absolute path of the folder for what is made of a take: a cache, whose loss costs only time. */
  madeDir(takeId: string): string
  /** The absolute path of one of a take's tracks, whether it exists or not. */
  trackPath(takeId: string, track: { segment: number; track: TrackName }): string
  finish(takeId: string): Promise<TakeView>
  discard(takeId: string): Promise<TakeView>
  restore(takeId: string): Promise<TakeView>
  /** Removes a discarded take for good; any other is a conflict. */
  remove(takeId: string): Promise<void>
  noteComposed(takeId: string, preparedId: string): Promise<void>
  /** Says that all of it stands in a library's folder. */
  notePublished(takeId: string, published: { library: string; item: string; as: PublishedAs | null }): Promise<void>
  /** Every take as it lies on the disk, cheaply: nothing is measured. */
  onDisk(): Promise<StoredTake[]>
  /** Removes a take, whatever it is; whoever asks has made sure that it may go. */
  erase(takeId: string): Promise<void>
  /** Removes what was made of a take. */
  eraseMade(takeId: string): Promise<void>
  /** Keeps a take until it is unpinned. */
  setPinned(takeId: string, isPinned: boolean): Promise<void>
  /** Throws `disk-full` where a file of this size does not fit. */
  requireRoomFor(sizeBytes: number): Promise<void>
  room(): Promise<Room>
  close(): Promise<void>
}

export interface AdoptedFile {
  place: Pick<NewTake, 'library' | 'thread' | 'cycle'>
  origin: TakeOrigin
  /** Puts the file there, on the disk and not only in its cache, and tells what it is. */
  bring: (path: string) => Promise<{ mimeType: string; durationMs: number }>
}

type Deps = Pick<Ports, 'profileDir' | 'clock' | 'randomBytes' | 'log'> & {
  bus: EventBus
  rules?: SpaceRules | undefined
}

/** Opens the takes of a profile. */
export async function openRecordings(deps: Deps): Promise<Recordings> {
  const { profileDir, clock, randomBytes, log, bus, rules = spaceRules } = deps
  const folders = takeFolders(profileDir)
  const readers = new TrackReaders()
  const measure = trackMeasure(readers, log)
  const followers = new Set<(takeId: string) => void>()
  const grown = (takeId: string) => [...followers].map((follow) => follow(takeId))
  const tracks = openTracks(folders)
  const reserves = takeReserves({ root: join(profileDir, 'takes'), reserveBytes: rules.reserveBytes, randomBytes })
  /** Takes that a page wrote to since this process began; of any other open take the page is gone. */
  const alive = new Set<string>()
  const changed = (): void => bus.publish({ type: 'takes' })

  async function load(takeId: string): Promise<{ take: Take; state: TakeState }> {
    const { take, events } = await folders.read(takeId)
    return { take, state: foldJournal(take, events) }
  }

  async function view(takeId: string): Promise<TakeView> {
    const { take, state } = await load(takeId)
    const isAlive = alive.has(takeId)
    return await viewOf({ take, state, folders, measure: (path) => measure(path, isAlive), isAlive })
  }

  /** Writes it even on a full disk, while the take still has room held back. */
  async function append(takeId: string, events: readonly JournalEvent[]): Promise<void> {
    await folders.append(takeId, events).catch(async (error: unknown) => {
      if (!isFull(error) || !(await reserves.release(takeId))) throw error
      await folders.append(takeId, events)
    })
  }

  async function note(takeId: string, event: JournalEvent): Promise<TakeView> {
    await folders.read(takeId)
    await append(takeId, [event])
    alive.delete(takeId)
    await tracks.closeTake(takeId)
    await reserves.forget(takeId)
    changed()
    grown(takeId)
    return await view(takeId)
  }

  /** Notes something about a take whose recording goes on as it was. */
  async function noteAside(takeId: string, event: JournalEvent): Promise<void> {
    await folders.read(takeId)
    await append(takeId, [event])
    changed()
  }

  await folders.removeLeftovers()
  await reserves.removeAll()

  return {
    async begin(newTake) {
      requireRoomToBegin(await freeBytesAt(profileDir), rules)
      const take: Take = {
        id: base32(randomBytes(16)),
        madeAtMs: clock.nowMs(),
        origin: { kind: 'recorded' },
        ...newTake,
      }
      await folders.create(take)
      alive.add(take.id)
      changed()
      return take
    },

    async adopt({ place, origin, bring }) {
      const sources = { screen: null, camera: null, microphone: null }
      const made = { id: base32(randomBytes(16)), madeAtMs: clock.nowMs(), layout: screenWith(null), sources }
      const take: Take = { ...made, ...place, origin }
      await folders.createWhole(take, async (dir) => {
        const file = { segment: 1, track: 'file' } as const
        const { mimeType, durationMs } = await bring(join(dir, trackFileName(file)))
        return adoptionEvents({ mimeType, durationMs, atMs: clock.nowMs() })
      })
      changed()
      grown(take.id)
      return take
    },

    incomingPath: () => folders.incomingPath(base32(randomBytes(10))),

    async journal(takeId, events) {
      // A journal whose take is gone would otherwise grow in a folder that means nothing.
      await folders.read(takeId).catch((error: unknown) => {
        throw alive.has(takeId) && error instanceof Failure && error.code === 'not-found'
          ? vanishedFailure(error)
          : error
      })
      await append(takeId, events)
      alive.add(takeId)
      for (const event of events) {
        if (event.type !== 'segment-started') continue
        tracks.announce(takeId, event)
        void reserves.hold(takeId)
      }
      changed()
    },

    async putChunk(place, bytes) {
      alive.add(place.takeId)
      const chunkCount = await tracks.append(place, bytes).catch(async (error: unknown) => {
        // The page hears that the disk is full and pauses; what it still holds finds room when it sends it again.
        if (isFull(error)) await reserves.release(place.takeId)
        throw error
      })
      grown(place.takeId)
      return chunkCount
    },

    async list() {
      const views: TakeView[] = []
      for (const takeId of await folders.list()) {
        const found = await view(takeId).catch((error: unknown) => {
          log(`a take could not be read: ${String(error)}`)
          return null
        })
        if (found) views.push(found)
      }
      return views.sort((left, right) => right.take.madeAtMs - left.take.madeAtMs)
    },

    view,
    readers,
    follow(listener) {
      followers.add(listener)
      return () => followers.delete(listener)
    },
    isAlive: (takeId) => alive.has(takeId),
    madeDir: (takeId) => join(folders.dirOf(takeId), 'made'),
    trackPath: folders.trackPath,
    finish: (takeId) => note(takeId, { type: 'finished', atMs: clock.nowMs() }),
    discard: (takeId) => note(takeId, { type: 'discarded', atMs: clock.nowMs() }),
    restore: (takeId) => note(takeId, { type: 'restored', atMs: clock.nowMs() }),

    noteComposed: (takeId, prepared) => noteAside(takeId, { type: 'composed', prepared, atMs: clock.nowMs() }),
    async notePublished(takeId, { library, item, as }) {
      await noteAside(takeId, { type: 'published', item, library, ...(as ? { as } : {}), atMs: clock.nowMs() })
      // It holds the published bytes once more, and would go on holding them when they are withdrawn.
      await rm(join(folders.dirOf(takeId), madeFolder), { recursive: true, force: true }).catch(() => undefined)
      grown(takeId)
    },
    setPinned: (takeId, isPinned) => noteAside(takeId, { type: isPinned ? 'pinned' : 'unpinned', atMs: clock.nowMs() }),
    async onDisk() {
      const stored: StoredTake[] = []
      for (const takeId of await folders.list()) {
        const found = await load(takeId).catch(() => null)
        if (found === null) continue
        stored.push(await storedTake(found, { isAlive: alive.has(takeId), dir: folders.dirOf(takeId) }))
      }
      return stored
    },
    async erase(takeId) {
      alive.delete(takeId)
      await tracks.closeTake(takeId)
      await reserves.forget(takeId)
      await folders.remove(takeId)
      changed()
    },
    async eraseMade(takeId) {
      await rm(join(folders.dirOf(takeId), madeFolder), { recursive: true, force: true })
      changed()
    },
    requireRoomFor: async (sizeBytes) => requireRoomFor(sizeBytes, await freeBytesAt(profileDir), rules),

    async remove(takeId) {
      const { state } = await load(takeId)
      if (state.status !== 'discarded') {
        throw new Failure({
          code: 'conflict',
          message: 'Only a discarded recording can be removed for good.',
          kept: 'The recording is still there.',
          remedy: 'Discard it first.',
        })
      }
      await tracks.closeTake(takeId)
      await folders.remove(takeId)
      changed()
    },

    async room() {
      const freeBytes = await freeBytesAt(profileDir)
      const spent = [...alive].filter(reserves.isSpent)
      // There is room again: the next time it is full is as safe as the first.
      if (freeBytes > 2 * rules.reserveBytes) for (const takeId of spent) void reserves.hold(takeId)
      const isFull = spent.length > 0 && freeBytes <= 2 * rules.reserveBytes
      return roomWith({ freeBytes, bytesPerSecond: tracks.bytesPerSecond(), rules, isFull })
    },
    async close() {
      await tracks.close()
      await reserves.removeAll()
    },
  }
}

/** A file made elsewhere is one segment that has ended. */
function adoptionEvents({ mimeType, durationMs, atMs }: { mimeType: string; durationMs: number; atMs: number }) {
  return [
    { type: 'segment-started', segment: 1, tracks: [{ track: 'file', mimeType }], atMs },
    { type: 'segment-ended', segment: 1, segmentMs: Math.round(durationMs), reason: 'stopped', atMs },
    { type: 'finished', atMs },
  ] satisfies JournalEvent[]
}

function isFull(thrown: unknown): boolean {
  return thrown instanceof Failure && thrown.code === 'disk-full'
}
