import type { JournalEvent, PageEvent } from '../../../domain/takes/journal.ts'
import { bubbleIn, type Layout, type NewTake, screenWith, type Take } from '../../../domain/takes/take.ts'
import type { TakeView } from '../../../domain/takes/view.ts'

export const newTake: NewTake = {
  library: 'library-1',
  thread: 'thread-1',
  cycle: '2026-w47',
  layout: screenWith(bubbleIn({ corner: 'bottom-left', sizeFraction: 0.18 })),
  sources: {
    screen: { kind: 'screen', label: 'Entire screen', width: 1280, height: 720, region: null, framesPerSecond: 30 },
    camera: { label: 'Camera' },
    microphone: { label: 'Microphone' },
  },
}

export const take: Take = {
  ...newTake,
  id: 'abcdefghijklmnopqrstuvwxyz',
  madeAtMs: 1_000,
  origin: { kind: 'recorded' },
}

/** A take in which nothing was recorded yet, as it is told. */
export const takeView: TakeView = {
  take,
  status: 'recording',
  layout: take.layout,
  layouts: [{ fromMs: 0, layout: take.layout }],
  sources: take.sources,
  segments: [],
  durationMs: 0,
  sizeBytes: 0,
  chapters: [],
  marks: [],
  finishedAtMs: null,
  discardedAtMs: null,
  removedAtMs: null,
  publishedItem: null,
  publishedLibrary: null,
  publishedAtMs: null,
  publishedAs: null,
  isPinned: false,
  prepared: null,
  nextSegment: 1,
}

export function started(segment: number): PageEvent {
  return {
    type: 'segment-started',
    segment,
    tracks: [
      { track: 'screen', mimeType: 'video/webm;codecs=h264,opus' },
      { track: 'camera', mimeType: 'video/webm;codecs=h264,opus' },
    ],
    atMs: 1_000,
  }
}

export function ended(segment: number, segmentMs: number): JournalEvent {
  return { type: 'segment-ended', segment, segmentMs, reason: 'stopped', atMs: 1_000 + segmentMs }
}

export function question(segment: number, segmentMs: number, questionId: string): JournalEvent {
  return { type: 'question', segment, segmentMs, questionId, atMs: 1_000 + segmentMs }
}

export function laidOut(segment: number, segmentMs: number, layout: Layout): JournalEvent {
  return { type: 'layout', segment, segmentMs, layout, atMs: 2_000 }
}
