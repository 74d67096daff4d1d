import type { Span } from '../../domain/captions/cues.ts'
import type { PiecesView } from '../../domain/takes/pieces.ts'
import { pause } from '../api/pause.ts'
import { append, remove, spansOf } from './media-buffer.ts'
import type { PieceSource, PieceTrack } from './piece-source.ts'
import { endsHere, type Piece, type PlayingAt, piecesToDrop, pieceToFetch } from './piece-window.ts'

/** Brings one track of a take to where it is played, piece by piece. */
export interface TrackFeed {
  /** What there is, or the place, changed. */
  follow(view: PiecesView, skipped: readonly Span[]): void
  isUpdating(): boolean
  /** Whether it is held from the place to the end of the whole take. */
  hasEnd(): boolean
  /** Up to which moment something is held, in seconds. */
  heldToSec(): number
  close(): void
}

const retryMs = 1000

export function feedTrack({
  buffer,
  track,
  source,
  at,
  onFed,
  onBroken,
}: {
  buffer: SourceBuffer
  track: PieceTrack
  source: PieceSource
  at: () => PlayingAt
  /** A piece was appended or let go. */
  onFed: () => void
  onBroken: () => void
}): TrackFeed {
  const closing = new AbortController()
  const held = new Map<number, Span>()
  let wanted: { view: PiecesView; skipped: readonly Span[] } | null = null
  /** Said to be ready and not there: asked for again once there is news. */
  const missing = new Set<number>()
  let fetching: { piece: Piece; leaving: AbortController } | null = null
  let wake: () => void = () => undefined
  let isWoken = false

  const next = (): Piece | null => {
    if (wanted === null) return null
    const { view, skipped } = wanted
    const pieces = view.pieces.map((piece) => (missing.has(piece.index) ? { ...piece, isReady: false } : piece))
    return pieceToFetch(pieces, { held, at: at(), skipped })
  }

  async function feed(): Promise<void> {
    while (!closing.signal.aborted) {
      isWoken = false
      if (!(await dropFar())) {
        const piece = next()
        if (piece !== null) await bring(piece)
        else if (!isWoken) await new Promise<void>((resolve) => (wake = resolve))
      }
    }
  }

  async function dropFar(): Promise<boolean> {
    const [index] = piecesToDrop(held, at())
    const span = index === undefined ? undefined : held.get(index)
    if (index === undefined || span === undefined) return false
    held.delete(index)
    await remove(buffer, span)
    onFed()
    return true
  }

  async function bring(piece: Piece): Promise<void> {
    const leaving = new AbortController()
    fetching = { piece, leaving }
    const bytes = await read(piece, AbortSignal.any([leaving.signal, closing.signal]))
    fetching = null
    if (bytes === undefined || closing.signal.aborted) return
    if (bytes === null) {
      missing.add(piece.index)
      return
    }
    try {
      // Pictures count from their piece's beginning, sound from the take's.
      await append(buffer, bytes, track === 'video' ? piece.fromMs : 0)
    } catch (error) {
      if (error instanceof DOMException && error.name === 'QuotaExceededError') await makeRoom()
      else if (!closing.signal.aborted) {
        onBroken()
        closing.abort()
      }
      return
    }
    held.set(piece.index, { fromMs: piece.fromMs, toMs: piece.toMs })
    forgetLost(piece)
    onFed()
  }

  /** Undefined where it is not wanted any more, or nobody answered. */
  async function read(piece: Piece, signal: AbortSignal): Promise<ArrayBuffer | null | undefined> {
    try {
      return await source.read(track, piece.index, signal)
    } catch {
      if (!signal.aborted) await pause(retryMs, closing.signal)
      return undefined
    }
  }

  /** A browser lets go of what it has no room for, and of what a neighbour overlapped; that is fetched anew when wanted. */
  function forgetLost(brought: Piece): void {
    const spans = spansOf(buffer.buffered)
    for (const [index, { fromMs, toMs }] of held) {
      const middleMs = (fromMs + toMs) / 2
      if (index === brought.index || spans.some((span) => span.fromMs <= middleMs && span.toMs >= middleMs)) continue
      held.delete(index)
    }
  }

  /** Without room nothing more is brought until something behind the place is let go. */
  async function makeRoom(): Promise<void> {
    const { atMs } = at()
    const behind = [...held].filter(([, { toMs }]) => toMs < atMs - 1000)
    for (const [index, span] of behind) {
      held.delete(index)
      await remove(buffer, span)
    }
    if (behind.length === 0) await pause(retryMs, closing.signal)
  }

  void feed().catch(() => {
    // The element was given another source.
    closing.abort()
  })
  return {
    follow(view, skipped) {
      if (wanted?.view !== view) missing.clear()
      wanted = { view, skipped }
      // After a leap nobody waits for what was on its way to the place before.
      if (fetching !== null && next()?.index !== fetching.piece.index) fetching.leaving.abort()
      isWoken = true
      wake()
    },
    isUpdating: () => buffer.updating,
    hasEnd: () => wanted !== null && endsHere(wanted.view, { held, atMs: at().atMs }),
    heldToSec: () => (buffer.buffered.length > 0 ? buffer.buffered.end(buffer.buffered.length - 1) : 0),
    close() {
      closing.abort()
      wake()
    },
  }
}
