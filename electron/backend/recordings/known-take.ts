import { access } from 'node:fs/promises'
import { Failure } from '../../../domain/failure.ts'
import { unedited } from '../../../domain/takes/edit.ts'
import type { TakeView } from '../../../domain/takes/view.ts'
import { openTake } from '../media/compose/compose.ts'
import { piecePath, type Recipe } from '../media/compose/piece-make.ts'
import { framesOf, type Piece, planWhole, startsOf } from '../media/compose/piece-plan.ts'
import { frameOf, openSegment, type SegmentMedia } from '../media/compose/take-media.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import { type ComposedTake, composedTake } from './compose.ts'
import type { Recordings } from './recordings.ts'

/** A piece is made once so much more than it is known: the camera may be late, and a word about the layout too. */
export const marginMs = 2000

/** A take as it is known now, with the pieces of all of it. */
export interface KnownTake {
  view: TakeView
  isWhole: boolean
  segments: SegmentMedia[]
  recipe: Recipe
  pieces: { piece: Piece; fromMs: number; toMs: number; isDue: boolean; path: string; isReady: boolean }[]
}

interface LookOptions {
  recordings: Recordings
  ffmpeg: () => Promise<Ffmpeg>
  signal: AbortSignal
}

/** Opens a take as far as it is on the disk; null while nothing of it can be opened. Throws `not-found`, `take-empty`. */
export async function lookAtTake(takeId: string, options: LookOptions): Promise<KnownTake | 'discarded' | null> {
  const { recordings, signal } = options
  const view = await recordings.view(takeId)
  if (view.status === 'discarded') return 'discarded'
  const isWhole = !recordings.isAlive(takeId)
  const ffmpeg = await options.ffmpeg()
  const files = filesOf(view, recordings)
  if (files === null) {
    if (isWhole) throw new Failure({ code: 'take-empty', message: 'Nothing was recorded.' })
    return null
  }
  const how = { ffmpeg, readers: recordings.readers, signal }
  const segments = isWhole ? (await openTake(files, how)).segments : await openGrowing(files, how)
  if (segments.length === 0) return null
  const { frame, framesPerSecond } = frameOf(segments, files)
  const recipe: Recipe = { ffmpeg, frame, framesPerSecond, quality: unedited.quality, dir: recordings.madeDir(takeId) }
  return { view, isWhole, segments, recipe, pieces: await piecesOf({ view, isWhole, segments, recipe }) }
}

function filesOf(view: TakeView, recordings: Recordings): ComposedTake | null {
  try {
    return composedTake(view, recordings)
  } catch {
    return null
  }
}

/** The segments that can be opened by now; those behind one that cannot would stand in its place. */
async function openGrowing(
  { segments }: ComposedTake,
  { ffmpeg, readers, signal }: { ffmpeg: Ffmpeg; readers: Recordings['readers']; signal: AbortSignal },
): Promise<SegmentMedia[]> {
  const opened: SegmentMedia[] = []
  for (const segment of segments) {
    const how = { ffmpegPath: ffmpeg.path, readers, isWhole: false, priority: 'idle' as const, signal }
    const media = await openSegment(segment, how)
    if (media === null) break
    opened.push(media)
  }
  return opened
}

async function piecesOf(known: Omit<KnownTake, 'pieces'>): Promise<KnownTake['pieces']> {
  const { view, isWhole, segments, recipe } = known
  const { framesPerSecond } = recipe
  const startsMs = startsOf(segments)
  const planned = planWhole({ take: null, segments, layouts: view.layouts, covers: [] }, framesPerSecond)
  const pieces: KnownTake['pieces'] = []
  for (const piece of planned) {
    const segment = segments[piece.segment]
    if (!segment) continue
    const startMs = startsMs[piece.segment] ?? 0
    const isLast = piece.toFrame === framesOf(segment.durationMs, framesPerSecond)
    const endMs = (piece.toFrame * 1000) / framesPerSecond
    const path = await piecePath(piece, segment, recipe)
    pieces.push({
      piece,
      fromMs: startMs + (piece.fromFrame * 1000) / framesPerSecond,
      toMs: isLast ? startMs + segment.durationMs : startMs + endMs,
      // The last one of a segment that may still grow has no end yet.
      isDue: isWhole || (!isLast && endMs + marginMs <= segment.knownMs),
      path,
      isReady: await isThere(path),
    })
  }
  return pieces
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}
