import { stat } from 'node:fs/promises'
import { discardedKeptDays } from '../../../domain/takes/keeping.ts'
import { chaptersOf, layoutsOf, marksOf, nextSegmentNumber, type TakeState } from '../../../domain/takes/state.ts'
import { type Take, trackFileName } from '../../../domain/takes/take.ts'
import type { TakeView } from '../../../domain/takes/view.ts'
import type { MeasureTrack } from './measure.ts'
import type { TakeFolders } from './take-folder.ts'

/** A take as a page sees it: what its journal says, with the true lengths and sizes of its files. */
export async function viewOf({
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
      const path = folders.trackPath(take.id, place)
      // A file made elsewhere was measured when it came and never changes.
      const measured = track === 'file' ? await sizeOnly(path, segment.durationMs) : await measure(path)
      tracks.push({ track, mimeType, file: trackFileName(place), ...measured })
    }
    const durationMs = Math.max(0, ...tracks.map((track) => track.durationMs))
    const region = segment.region === null ? {} : { region: segment.region }
    segments.push({ segment: segment.segment, durationMs, endReason: segment.endReason, ...region, tracks })
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
    removedAtMs: state.discardedAtMs === null ? null : state.discardedAtMs + discardedKeptDays * dayMs,
    publishedItem: state.publishedItem,
    publishedLibrary: state.publishedLibrary,
    publishedAtMs: state.publishedAtMs,
    publishedAs: state.publishedAs,
    isPinned: state.isPinned,
    prepared: state.prepared,
    nextSegment: nextSegmentNumber(state),
  }
}

const dayMs = 24 * 3600 * 1000

async function sizeOnly(path: string, durationMs: number): Promise<{ sizeBytes: number; durationMs: number }> {
  const sizeBytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  )
  return { sizeBytes, durationMs: sizeBytes === 0 ? 0 : durationMs }
}
