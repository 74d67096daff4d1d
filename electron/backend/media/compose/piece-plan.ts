import { type Cover, type EditPart, partsOf } from '../../../../domain/takes/edit.ts'
import { firstPieceMs, pieceMs } from '../../../../domain/takes/pieces.ts'
import type { Layout, LayoutChange, Region } from '../../../../domain/takes/take.ts'

/** A recorded picture, as far as the plan needs to know it. */
export interface PlannedPicture {
  /** Says which bytes it is: what it names never changes, it only grows. */
  id: string
  region: Region | null
}

export interface PlannedSegment {
  durationMs: number
  screen: PlannedPicture | null
  camera: PlannedPicture | null
  /** How much later than the screen's the camera's recording began; may be negative. */
  cameraOffsetMs: number
}

/** A take as the plan sees it. Layouts and covers are in the take's time. */
export interface PlannedTake {
  /** Null is the take that is being made; others replace parts of it. */
  take: string | null
  segments: readonly PlannedSegment[]
  layouts: readonly LayoutChange[]
  covers: readonly Cover[]
}

/** A stretch of frames that look alike in their making. Frames count from the beginning of the segment. */
export interface PieceSpan {
  fromFrame: number
  toFrame: number
  layout: Layout
  covers: Pick<Cover, 'kind' | 'x' | 'y' | 'width' | 'height'>[]
}

/** What is encoded at one go: a stretch of one segment. */
export interface Piece {
  take: string | null
  /** Place of the segment in its take, from 0. */
  segment: number
  fromFrame: number
  toFrame: number
  spans: PieceSpan[]
}

export function framesOf(durationMs: number, framesPerSecond: number): number {
  return Math.round((durationMs * framesPerSecond) / 1000)
}

interface FrameRange {
  segment: number
  fromFrame: number
  toFrame: number
}

/** The frames of each segment that lie in a stretch of a take; what is shorter than a frame is none. */
export function frameRanges(
  segments: readonly Pick<PlannedSegment, 'durationMs'>[],
  { fromMs, toMs, framesPerSecond }: { fromMs: number; toMs: number; framesPerSecond: number },
): FrameRange[] {
  const ranges: FrameRange[] = []
  let startMs = 0
  segments.forEach(({ durationMs }, segment) => {
    const frame = (atMs: number): number => framesOf(Math.min(durationMs, Math.max(0, atMs - startMs)), framesPerSecond)
    const range = { segment, fromFrame: frame(fromMs), toFrame: frame(toMs) }
    if (range.toFrame > range.fromFrame) ranges.push(range)
    startMs += durationMs
  })
  return ranges
}

/**
 * The pieces of some stretches of a take, in order. Their borders lie on a grid that is counted from the beginning of each
 * segment, with one more soon after it, so that a stretch that is left out touches the pieces at its two ends and no other.
 */
function planPieces(
  take: PlannedTake,
  { parts, framesPerSecond }: { parts: readonly { fromMs: number; toMs: number }[]; framesPerSecond: number },
): Piece[] {
  const grid = framesOf(pieceMs, framesPerSecond)
  const first = framesOf(firstPieceMs, framesPerSecond)
  const startsMs = startsOf(take.segments)
  const pieces: Piece[] = []
  for (const { fromMs, toMs } of parts) {
    for (const range of frameRanges(take.segments, { fromMs, toMs, framesPerSecond })) {
      const startMs = startsMs[range.segment] ?? 0
      for (let from = range.fromFrame; from < range.toFrame; ) {
        const to = Math.min(range.toFrame, from < first ? first : (Math.floor(from / grid) + 1) * grid)
        const piece = { take: take.take, segment: range.segment, fromFrame: from, toFrame: to }
        pieces.push({ ...piece, spans: spansOf(take, { ...piece, startMs, framesPerSecond }) })
        from = to
      }
    }
  }
  return pieces
}

/** The whole of a take as it was recorded. */
export function planWhole(take: PlannedTake, framesPerSecond: number): Piece[] {
  return planPieces(take, { parts: [{ fromMs: 0, toMs: Number.POSITIVE_INFINITY }], framesPerSecond })
}

/** What an edit keeps, from whichever take it comes; a part of a take that is not given is left out. */
export function planParts(
  takes: readonly PlannedTake[],
  { parts, framesPerSecond }: { parts: readonly EditPart[]; framesPerSecond: number },
): Piece[] {
  return parts.flatMap((part) => {
    const take = takes.find((candidate) => candidate.take === part.take)
    return take ? planPieces(take, { parts: [part], framesPerSecond }) : []
  })
}

/** What an edit keeps of takes of these lengths. */
export function keptParts(
  edit: Parameters<typeof partsOf>[0],
  lengthsMs: { durationMs: number; replacementsMs: ReadonlyMap<string, number> },
): EditPart[] {
  const { durationMs, replacementsMs } = lengthsMs
  return partsOf(edit, { durationMs, replacementMs: (take) => replacementsMs.get(take) ?? 0 })
}

export function startsOf(segments: readonly Pick<PlannedSegment, 'durationMs'>[]): number[] {
  let startMs = 0
  return segments.map(({ durationMs }) => {
    startMs += durationMs
    return startMs - durationMs
  })
}

interface SpanRange {
  fromFrame: number
  toFrame: number
  /** Where the segment begins in its take. */
  startMs: number
  framesPerSecond: number
}

function spansOf({ layouts, covers }: PlannedTake, range: SpanRange): PieceSpan[] {
  const { fromFrame, toFrame, startMs, framesPerSecond } = range
  const frameAt = (atMs: number): number => Math.round(((atMs - startMs) * framesPerSecond) / 1000)
  const borders = [...layouts.map(({ fromMs }) => fromMs), ...covers.flatMap((cover) => [cover.fromMs, cover.toMs])]
    .map(frameAt)
    .filter((frame) => frame > fromFrame && frame < toFrame)
  const cuts = [...new Set([fromFrame, ...borders, toFrame])].sort((left, right) => left - right)
  const spans: PieceSpan[] = []
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[index + 1] ?? toFrame
    const layout = (layouts.findLast(({ fromMs }) => frameAt(fromMs) <= from) ?? layouts[0])?.layout
    const isCovered = (cover: Cover): boolean => frameAt(cover.fromMs) <= from && frameAt(cover.toMs) > from
    const span: PieceSpan = {
      fromFrame: from,
      toFrame: to,
      layout: layout ?? { bubble: null, isSwapped: false },
      covers: covers.filter(isCovered).map(({ kind, x, y, width, height }) => ({ kind, x, y, width, height })),
    }
    const before = spans.at(-1)
    // A mark that changed nothing is no reason for another span.
    if (before && isSameLook(before, span)) before.toFrame = to
    else spans.push(span)
  }
  return spans
}

function isSameLook(left: PieceSpan, right: PieceSpan): boolean {
  return JSON.stringify([left.layout, left.covers]) === JSON.stringify([right.layout, right.covers])
}

/**
 * Everything that shapes a piece's bytes, as one text, of which a hash is its name: two pieces of the same text are the
 * same. `recipe` stands for the encoder, its settings and the frame.
 */
export function pieceText(piece: Piece, segment: PlannedSegment, recipe: string): string {
  const { screen, camera, cameraOffsetMs } = segment
  const { fromFrame, toFrame, spans } = piece
  const isCameraSeen = camera !== null && spans.some(({ layout }) => isCameraIn(layout, screen !== null))
  return JSON.stringify({
    recipe,
    screen: screen && { id: screen.id, region: screen.region },
    camera: isCameraSeen ? camera.id : null,
    cameraOffsetMs: isCameraSeen && screen !== null ? cameraOffsetMs : 0,
    frames: [fromFrame, toFrame],
    spans: spans.map((span) => ({
      at: span.fromFrame - fromFrame,
      look: camera === null ? null : span.layout,
      covers: span.covers,
    })),
  })
}

/** Whether a layout shows the camera, where there is one. */
export function isCameraIn({ bubble, isSwapped }: Layout, hasScreen: boolean): boolean {
  return !hasScreen || bubble !== null || isSwapped
}
