import { Failure } from '../../../domain/failure.ts'
import { base32 } from '../../../domain/library/base32.ts'
import type { JournalEvent, PageEvent } from '../../../domain/takes/journal.ts'
import { chaptersOf, foldJournal, layoutsOf, marksOf, nextSegmentNumber, type TakeState } from '../../../domain/takes/state.ts'
import { type NewTake, type Take, type TrackName, trackFileName } from '../../../domain/takes/take.ts'
import type { Room, TakeView } from '../../../domain/takes/view.ts'
import type { EventBus } from '../events.ts'
import type { Ports } from '../ports.ts'
import { vanishedFailure } from './fs-failures.ts'
import { estimateTrack, type MeasureTrack, trackMeasure } from './measure.ts'
import { type ChunkPlace, openTracks } from './open-tracks.ts'
import { roomFor } from './room.ts'
import { type TakeFolders, takeFolders } from './take-folder.ts'

/** A discarded take can be brought back for a week. */
const discardedKeptMs = 7 * 24 * 3600 * 1000

/** The takes of one profile. Everything that resolves is on disk; everything that rejects is a Failure or a ChunkGap. */
export interface Recordings {
  begin(newTake: NewTake): Promise<Take>
  /** Adds what the page says to the journal. Throws `not-found`, `disk-full`, `folder-vanished`. */
  journal(takeId: string, events: readonly PageEvent[]): Promise<void>
  /** Writes one chunk and resolves to how many its track has. Throws ChunkGap where an earlier one is missing. */
  putChunk(place: ChunkPlace, bytes: Uint8Array): Promise<number>
  /** Every take of this device, the newest first. The lengths of one that is being recorded are near, not exact. */
  list(): Promise<TakeView[]>
  /** One take with its exact lengths. */
  view(takeId: string): Promise<TakeView>
  /** The absolute path of one of a take's tracks, whether it exists or not. */
  trackPath(takeId: string, track: { segment: number; track: TrackName }): string
  finish(takeId: string): Promise<TakeView>
  discard(takeId: string): Promise<TakeView>
  restore(takeId: string): Promise<TakeView>
  /** Removes a discarded take for good; any other is a conflict. */
  remove(takeId: string): Promise<void>
  noteComposed(takeId: string, preparedId: string): Promise<void>
  /** Says that all of it stands in a library's folder. */
  notePublished(takeId: string, published: { library: string; item: string }): Promise<void>
  room(): Promise<Room>
  close(): Promise<void>
}

type Deps = Pick<Ports, 'profileDir' | 'clock' | 'randomBytes' | 'log'> & { bus: EventBus }

/** Opens the takes of a profile, and removes the discarded and the empty ones whose week is over. */
export async function openRecordings({ profileDir, clock, randomBytes, log, bus }: Deps): Promise<Recordings> {
  const folders = takeFolders(profileDir)
  const measure = trackMeasure(log)
  const tracks = openTracks(folders)
  /** Takes that a page wrote to since this process began; of any other open take the page is gone. */
  const alive = new Set<string>()
  const changed = (): void => bus.publish({ type: 'takes' })

  async function load(takeId: string): Promise<{ take: Take; state: TakeState }> {
    const { take, events } = await folders.read(takeId)
    return { take, state: foldJournal(take, events) }
  }

  async function view(takeId: string, how: MeasureTrack = measure): Promise<TakeView> {
    const { take, state } = await load(takeId)
    return await viewOf({ take, state, folders, measure: how, isAlive: alive.has(takeId) })
  }

  async function note(takeId: string, event: JournalEvent): Promise<TakeView> {
    await folders.read(takeId)
    await folders.append(takeId, [event])
    alive.delete(takeId)
    await tracks.closeTake(takeId)
    changed()
    return await view(takeId)
  }

  await removeExpired({ folders, load, nowMs: clock.nowMs(), log })

  return {
    async begin(newTake) {
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

    async journal(takeId, events) {
      // A journal whose take is gone would otherwise grow in a folder that means nothing.
      await folders.read(takeId).catch((error: unknown) => {
        throw alive.has(takeId) && error instanceof Failure && error.code === 'not-found'
          ? vanishedFailure(error)
          : error
      })
      await folders.append(takeId, events)
      alive.add(takeId)
      for (const event of events) if (event.type === 'segment-started') tracks.announce(takeId, event)
      changed()
    },

    async putChunk(place, bytes) {
      const chunkCount = await tracks.append(place, bytes)
      alive.add(place.takeId)
      return chunkCount
    },

    async list() {
      const views: TakeView[] = []
      for (const takeId of await folders.list()) {
        const found = await view(takeId, alive.has(takeId) ? estimateTrack : measure).catch((error: unknown) => {
          log(`a take could not be read: ${String(error)}`)
          return null
        })
        if (found) views.push(found)
      }
      return views.sort((left, right) => right.take.madeAtMs - left.take.madeAtMs)
    },

    view: (takeId) => view(takeId),
    trackPath: folders.trackPath,
    finish: (takeId) => note(takeId, { type: 'finished', atMs: clock.nowMs() }),
    discard: (takeId) => note(takeId, { type: 'discarded', atMs: clock.nowMs() }),
    restore: (takeId) => note(takeId, { type: 'restored', atMs: clock.nowMs() }),

    async noteComposed(takeId, preparedId) {
      await folders.append(takeId, [{ type: 'composed', prepared: preparedId, atMs: clock.nowMs() }])
      changed()
    },

    async notePublished(takeId, { library, item }) {
      await folders.read(takeId)
      await folders.append(takeId, [{ type: 'published', item, library, atMs: clock.nowMs() }])
      changed()
    },

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

    room: () => roomFor({ profileDir, bytesPerSecond: tracks.bytesPerSecond() }),
    close: () => tracks.close(),
  }
}

async function removeExpired({
  folders,
  load,
  nowMs,
  log,
}: {
  folders: TakeFolders
  load: (takeId: string) => Promise<{ take: Take; state: TakeState }>
  nowMs: number
  log: (line: string) => void
}): Promise<void> {
  for (const takeId of await folders.list()) {
    try {
      const { take, state } = await load(takeId)
      // The discarding's own date decides, and only while it is the last word; a clock set back removes nothing.
      const isOver = state.status === 'discarded' && nowMs - (state.discardedAtMs ?? nowMs) > discardedKeptMs
      // A take that was called off, or whose page died, before its first second.
      const isEmpty = state.segments.length === 0 && nowMs - take.madeAtMs > discardedKeptMs
      if (isOver || isEmpty) await folders.remove(takeId)
    } catch (error) {
      log(`a take could not be read: ${String(error)}`)
    }
  }
}

async function viewOf({
  take,
  state,
  folders,
  measure,
  isAlive,
}: {
  take: Take
  state: TakeState
  folders: TakeFolders
  measure: MeasureTrack
  isAlive: boolean
}): Promise<TakeView> {
  const segments: TakeView['segments'] = []
  for (const segment of state.segments) {
    const tracks = []
    for (const { track, mimeType } of segment.tracks) {
      const place = { segment: segment.segment, track }
      const measured = await measure(folders.trackPath(take.id, place))
      tracks.push({ track, mimeType, file: trackFileName(place), ...measured })
    }
    const durationMs = Math.max(0, ...tracks.map((track) => track.durationMs))
    segments.push({ segment: segment.segment, durationMs, endReason: segment.endReason, tracks })
  }
  const durationsMs = new Map(segments.map(({ segment, durationMs }) => [segment, durationMs]))
  const isGone = state.status === 'recording' && !isAlive
  return {
    take,
    status: isGone ? 'interrupted' : state.status,
    layout: state.layout,
    layouts: layoutsOf({ take, state }, durationsMs),
    sources: state.sources,
    segments,
    durationMs: segments.reduce((sum, segment) => sum + segment.durationMs, 0),
    sizeBytes: segments.flatMap(({ tracks }) => tracks).reduce((sum, track) => sum + track.sizeBytes, 0),
    chapters: chaptersOf(state, durationsMs),
    marks: marksOf(state, durationsMs),
    finishedAtMs: state.finishedAtMs,
    discardedAtMs: state.discardedAtMs,
    removedAtMs: state.discardedAtMs === null ? null : state.discardedAtMs + discardedKeptMs,
    publishedItem: state.publishedItem,
    publishedLibrary: state.publishedLibrary,
    publishedAtMs: state.publishedAtMs,
    isPinned: state.isPinned,
    prepared: state.prepared,
    nextSegment: nextSegmentNumber(state),
  }
}
