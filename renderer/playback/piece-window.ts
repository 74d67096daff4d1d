import type { Span } from '../../domain/captions/cues.ts'
import type { PiecesView } from '../../domain/takes/pieces.ts'

export type Piece = PiecesView['pieces'][number]

/** What one track holds of a take: by index, the stretch that was appended for it. */
export type HeldPieces = ReadonlyMap<number, Span>

/** How much is fetched in front of the place that is played at its own speed, and kept behind it, in milliseconds. */
const aheadMs = 30_000
const behindMs = 20_000

export interface PlayingAt {
  atMs: number
  /** 1 is as it was recorded: at three times the speed, three times as much is fetched ahead. */
  speed: number
}

/** The piece that a moment lies in; the last one at the very end, null behind what is known. */
export function pieceAt(pieces: readonly Piece[], atMs: number): Piece | null {
  const last = pieces.at(-1)
  // The very end belongs to the last piece, a frame's rounding included.
  if (last && atMs >= last.toMs && atMs < last.toMs + 50) return last
  return pieces.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs) ?? null
}

/**
 * The piece to fetch next: of those around the place, the first that is ready and not held, the one being played before
 * all others. Pieces that lie wholly in a stretch that is skipped are not fetched, unless one stands in it. Null when all
 * that is wanted is there.
 */
export function pieceToFetch(
  pieces: readonly Piece[],
  { held, at, skipped }: { held: HeldPieces; at: PlayingAt; skipped: readonly Span[] },
): Piece | null {
  const here = pieceAt(pieces, at.atMs)
  let leftMs = aheadMs * Math.max(1, at.speed)
  for (const piece of pieces) {
    if (piece.toMs <= at.atMs && piece !== here) continue
    if (piece !== here && skipped.some(({ fromMs, toMs }) => fromMs <= piece.fromMs && toMs >= piece.toMs)) continue
    if (piece.isReady && !isHeld(held, piece)) return piece
    leftMs -= piece.toMs - Math.max(piece.fromMs, at.atMs)
    if (leftMs <= 0) return null
  }
  return null
}

function isHeld(held: HeldPieces, { index, fromMs, toMs }: Piece): boolean {
  const span = held.get(index)
  // One whose borders have moved since was made anew.
  return span !== undefined && span.fromMs === fromMs && span.toMs === toMs
}

/** The held pieces that lie too far from the place to be kept, by index. Twice as much is kept ahead as is fetched. */
export function piecesToDrop(held: HeldPieces, { atMs, speed }: PlayingAt): number[] {
  const keepFromMs = atMs - behindMs
  const keepToMs = atMs + 2 * aheadMs * Math.max(1, speed)
  return [...held].filter(([, { fromMs, toMs }]) => toMs < keepFromMs || fromMs > keepToMs).map(([index]) => index)
}

/** Whether what is played waits for a part that is still being made: then nothing can be done but wait for it. */
export function isAwaited(view: PiecesView, atMs: number): boolean {
  const piece = pieceAt(view.pieces, atMs)
  if (piece !== null) return !piece.isReady
  return view.waitingMs > 0 && atMs < view.durationMs
}

/** Whether all of the take is made and held from the place to its end, so that what is played has an end. */
export function endsHere(view: PiecesView, { held, atMs }: { held: HeldPieces; atMs: number }): boolean {
  const left = view.pieces.filter(({ toMs }, place) => toMs > atMs || place === view.pieces.length - 1)
  return view.waitingMs === 0 && left.length > 0 && left.every((piece) => piece.isReady && isHeld(held, piece))
}

/**
 * Where to go on when playing stands still in a gap between two pieces: what begins soon after it. Null where nothing does.
 */
export function behindGap(buffered: readonly Span[], atMs: number): number | null {
  if (buffered.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs - 1)) return null
  const next = buffered.find(({ fromMs }) => fromMs > atMs)
  return next !== undefined && next.fromMs - atMs < longestGapMs ? next.fromMs : null
}

/** Between two segments nothing was recorded for up to so long, in milliseconds; what is longer is a missing piece. */
const longestGapMs = 400
