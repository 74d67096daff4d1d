import type { EndReason, JournalEvent, PublishedAs } from './journal.ts'
import type { Layout, LayoutChange, Region, Sources, Take, TrackName } from './take.ts'

/**
 * `recording`: its last segment is open, paused or not; whether a page still lives behind it no journal can know.
 * `interrupted`: its segments have ended and it was not finished.
 */
export type TakeStatus = 'recording' | 'interrupted' | 'finished' | 'discarded' | 'published'

export interface TakeSegment {
  segment: number
  tracks: { track: TrackName; mimeType: string }[]
  startedAtMs: number
  /** What the journal knows of its length, pauses left out: at least this much was recorded. */
  durationMs: number
  isPaused: boolean
  /** Null while it goes on. */
  endReason: EndReason | null
  /** The part of its screen that is published; null for all of it. */
  region: Region | null
}

export interface Chapter {
  questionId: string
  /** From the start of the take, pauses left out. */
  startMs: number
}

/** A moment of the take that was marked while it was recorded. */
export interface TakeMark {
  /** Stays the same whatever else is said of the take. */
  id: string
  /** From the start of the take, pauses left out. */
  atMs: number
  /** Empty until it is named. */
  name: string
}

interface SegmentPlace {
  segment: number
  segmentMs: number
}

export interface TakeState {
  status: TakeStatus
  segments: TakeSegment[]
  questionMarks: (SegmentPlace & { questionId: string })[]
  marks: (SegmentPlace & { name: string })[]
  /** The layout that was set last. */
  layout: Layout
  layoutMarks: (SegmentPlace & { layout: Layout })[]
  sources: Sources
  finishedAtMs: number | null
  discardedAtMs: number | null
  publishedItem: string | null
  /** Where and when it was published last; null where it was not, or where an older version of the app did it. */
  publishedLibrary: string | null
  publishedAtMs: number | null
  publishedAs: PublishedAs | null
  /** Kept for good, until it is unpinned. */
  isPinned: boolean
  /** The newest prepared video that was composed from it. */
  prepared: string | null
}

/** What a take's journal says, as one state. Total: any order of events gives a state, unknown segments are ignored. */
export function foldJournal(take: Take, events: readonly JournalEvent[]): TakeState {
  const state: TakeState = {
    status: 'interrupted',
    segments: [],
    questionMarks: [],
    marks: [],
    layout: take.layout,
    layoutMarks: [],
    sources: take.sources,
    finishedAtMs: null,
    discardedAtMs: null,
    publishedItem: null,
    publishedLibrary: null,
    publishedAtMs: null,
    publishedAs: null,
    isPinned: false,
    prepared: null,
  }
  for (const event of events) apply(state, event)
  return { ...state, status: statusOfState(state) }
}

function statusOfState(state: TakeState): TakeStatus {
  if (state.publishedItem !== null) return 'published'
  if (state.discardedAtMs !== null) return 'discarded'
  if (state.finishedAtMs !== null) return 'finished'
  return state.segments.some((segment) => segment.endReason === null) ? 'recording' : 'interrupted'
}

function apply(state: TakeState, event: JournalEvent): void {
  switch (event.type) {
    case 'segment-started':
      startSegment(state, event)
      return
    case 'finished':
      closeOpenSegments(state, 'interrupted')
      state.finishedAtMs = event.atMs
      return
    case 'discarded':
      closeOpenSegments(state, 'stopped')
      state.discardedAtMs = event.atMs
      return
    case 'restored':
      state.discardedAtMs = null
      return
    case 'published':
      state.publishedItem = event.item
      state.publishedLibrary = event.library
      state.publishedAtMs = event.atMs
      state.publishedAs = event.as ?? null
      return
    case 'pinned':
      state.isPinned = true
      return
    case 'unpinned':
      state.isPinned = false
      return
    case 'composed':
      state.prepared = event.prepared
      return
    default:
      applyToSegment(state, event)
  }
}

function startSegment(state: TakeState, event: Extract<JournalEvent, { type: 'segment-started' }>): void {
  if (state.segments.some((segment) => segment.segment === event.segment)) return
  closeOpenSegments(state, 'interrupted')
  // Recording on into a take that was finished or put aside takes it up again.
  state.finishedAtMs = null
  state.discardedAtMs = null
  if (event.sources) state.sources = event.sources
  state.segments.push({
    segment: event.segment,
    tracks: event.tracks,
    startedAtMs: event.atMs,
    durationMs: 0,
    isPaused: false,
    endReason: null,
    region: state.sources.screen?.region ?? null,
  })
}

type SegmentEvent = Extract<JournalEvent, { segmentMs: number }>

function applyToSegment(state: TakeState, event: SegmentEvent): void {
  const segment = state.segments.find((candidate) => candidate.segment === event.segment)
  if (!segment) return
  segment.durationMs = Math.max(segment.durationMs, event.segmentMs)
  if (event.type === 'paused') segment.isPaused = true
  if (event.type === 'resumed') segment.isPaused = false
  if (event.type === 'segment-ended') segment.endReason = event.reason
  if (event.type === 'layout') {
    state.layout = event.layout
    state.layoutMarks.push({ layout: event.layout, segment: event.segment, segmentMs: event.segmentMs })
  }
  if (event.type === 'question') {
    state.questionMarks.push({ questionId: event.questionId, segment: event.segment, segmentMs: event.segmentMs })
  }
  if (event.type === 'mark') {
    state.marks.push({ name: event.name, segment: event.segment, segmentMs: event.segmentMs })
  }
}

function closeOpenSegments(state: TakeState, reason: EndReason): void {
  for (const segment of state.segments) segment.endReason ??= reason
}

/** The number that the take's next segment carries. */
export function nextSegmentNumber(state: TakeState): number {
  return state.segments.reduce((greatest, segment) => Math.max(greatest, segment.segment), 0) + 1
}

/**
 * The chapters of a take by its true lengths: a mark is an offset within its segment, so that what a crash cut off an
 * earlier segment moves the later chapters too. A question that was come back to keeps its first chapter; a mark
 * beyond the end of its segment is put at that end.
 */
export function chaptersOf(state: TakeState, durationsMs: ReadonlyMap<number, number>): Chapter[] {
  const placeOf = placesIn(state, durationsMs)
  const chapters: Chapter[] = []
  for (const mark of state.questionMarks) {
    const startMs = placeOf(mark)
    if (startMs === null || chapters.some(({ questionId }) => questionId === mark.questionId)) continue
    chapters.push({ questionId: mark.questionId, startMs })
  }
  return chapters.sort((left, right) => left.startMs - right.startMs)
}

/** The moments marked in a take by its true lengths, in order; placed as for chapters. Two of one moment are one. */
export function marksOf(state: TakeState, durationsMs: ReadonlyMap<number, number>): TakeMark[] {
  const placeOf = placesIn(state, durationsMs)
  const marks = new Map<string, TakeMark>()
  for (const mark of state.marks) {
    const atMs = placeOf(mark)
    const id = `${mark.segment}-${mark.segmentMs}`
    if (atMs !== null && !marks.has(id)) marks.set(id, { id, atMs, name: mark.name })
  }
  return [...marks.values()].sort((left, right) => left.atMs - right.atMs)
}

/** The layouts of a take by its true lengths, in order; the first holds from its start. Marks are placed as for chapters. */
export function layoutsOf(
  { take, state }: { take: Take; state: TakeState },
  durationsMs: ReadonlyMap<number, number>,
): LayoutChange[] {
  const placeOf = placesIn(state, durationsMs)
  const layouts: LayoutChange[] = [{ fromMs: 0, layout: take.layout }]
  for (const mark of state.layoutMarks) {
    const placeMs = placeOf(mark)
    const last = layouts.at(-1)
    if (placeMs === null || last === undefined) continue
    const fromMs = Math.max(last.fromMs, Math.round(placeMs))
    // Of two layouts at one moment the later one counts.
    if (fromMs === last.fromMs) layouts.pop()
    layouts.push({ fromMs, layout: mark.layout })
  }
  return layouts
}

/** Where a moment of a segment lies in the take; null in a segment that the take does not know. */
function placesIn(state: TakeState, durationsMs: ReadonlyMap<number, number>): (place: SegmentPlace) => number | null {
  const starts = new Map<number, number>()
  let totalMs = 0
  for (const { segment, durationMs } of state.segments) {
    starts.set(segment, totalMs)
    totalMs += durationsMs.get(segment) ?? durationMs
  }
  return ({ segment, segmentMs }) => {
    const startMs = starts.get(segment)
    const lengthMs = durationsMs.get(segment) ?? Number.POSITIVE_INFINITY
    return startMs === undefined ? null : startMs + Math.min(segmentMs, lengthMs)
  }
}
