import { Failure } from '../../../domain/failure.ts'
import type { JournalEvent } from '../../../domain/takes/journal.ts'
import type { TrackName } from '../../../domain/takes/take.ts'
import { chunkEveryMs } from '../../../domain/takes/view.ts'
import type { TakeFolders } from './take-folder.ts'
import { TrackFile } from './track-file.ts'

export interface ChunkPlace {
  takeId: string
  segment: number
  track: TrackName
  /** Counts from 0 within its track. */
  sequence: number
}

type SegmentStarted = Extract<JournalEvent, { type: 'segment-started' }>

/** Bytes a second of a screen in 1080p with a camera beside it, until this device has measured its own. */
const expectedBytesPerSecond = 500_000

export interface OpenTracks {
  /** Says that a segment with these tracks was begun; chunks of tracks that nobody announced are refused. */
  announce(takeId: string, event: SegmentStarted): void
  append(place: ChunkPlace, bytes: Uint8Array): Promise<number>
  /** What the tracks being written take a second, all together. */
  bytesPerSecond(): number
  closeTake(takeId: string): Promise<void>
  close(): Promise<void>
}

interface OpenTrack {
  takeId: string
  file: Promise<TrackFile>
  recentBytes: number[]
}

/** The tracks that are being written: opened and recovered with their first chunk, closed with their take. */
export function openTracks(folders: TakeFolders): OpenTracks {
  const announced = new Map<string, Set<string>>()
  const open = new Map<string, OpenTrack>()

  function announce(takeId: string, { segment, tracks }: SegmentStarted): void {
    const names = announced.get(takeId) ?? new Set<string>()
    for (const { track } of tracks) names.add(nameOf({ segment, track }))
    announced.set(takeId, names)
  }

  async function checkAnnounced(place: ChunkPlace): Promise<void> {
    if (announced.get(place.takeId)?.has(nameOf(place))) return
    const { events } = await folders.read(place.takeId)
    for (const event of events) if (event.type === 'segment-started') announce(place.takeId, event)
    if (announced.get(place.takeId)?.has(nameOf(place))) return
    throw new Failure({
      code: 'wrong-usage',
      message: 'This part of the recording was never begun.',
      remedy: 'Stop and begin a new recording.',
    })
  }

  function trackAt(place: ChunkPlace): OpenTrack {
    const key = `${place.takeId}/${nameOf(place)}`
    const known = open.get(key)
    if (known) return known
    const file = TrackFile.open(folders.trackPath(place.takeId, place))
    const track: OpenTrack = { takeId: place.takeId, file, recentBytes: [] }
    open.set(key, track)
    // A track that could not be opened, or whose folder went away, is opened anew with the next try.
    file.catch(() => open.delete(key))
    return track
  }

  async function closeWhere(isMeant: (track: OpenTrack) => boolean): Promise<void> {
    for (const [key, track] of [...open]) {
      if (!isMeant(track)) continue
      open.delete(key)
      await track.file.then((file) => file.close()).catch(() => undefined)
    }
  }

  return {
    announce,

    async append(place, bytes) {
      await checkAnnounced(place)
      const track = trackAt(place)
      try {
        const file = await track.file
        const before = file.chunkCount
        const chunkCount = await file.append(place.sequence, bytes)
        if (chunkCount > before) track.recentBytes = [...track.recentBytes, bytes.byteLength].slice(-60)
        return chunkCount
      } catch (error) {
        if (error instanceof Failure && error.code === 'folder-vanished') await closeWhere((other) => other === track)
        throw error
      }
    },

    bytesPerSecond() {
      const sizes = [...open.values()].filter(({ recentBytes }) => recentBytes.length >= 5).map(meanBytes)
      if (sizes.length === 0) return expectedBytesPerSecond
      return Math.round((sizes.reduce((sum, size) => sum + size, 0) * 1_000) / chunkEveryMs)
    },

    async closeTake(takeId) {
      announced.delete(takeId)
      await closeWhere((track) => track.takeId === takeId)
    },

    close: () => closeWhere(() => true),
  }
}

function meanBytes({ recentBytes }: OpenTrack): number {
  return recentBytes.reduce((sum, bytes) => sum + bytes, 0) / recentBytes.length
}

function nameOf({ segment, track }: { segment: number; track: TrackName }): string {
  return `${segment}/${track}`
}
