import type { Span } from '../../domain/captions/cues.ts'
import type { PiecesView } from '../../domain/takes/pieces.ts'
import { pause } from '../api/pause.ts'
import { spansOf } from './media-buffer.ts'
import type { PieceSource } from './piece-source.ts'
import { feedTrack, type TrackFeed } from './piece-track.ts'
import { behindGap, isAwaited } from './piece-window.ts'

export interface PiecesState {
  /** Null until the first answer. */
  view: PiecesView | null
  /** What would be shown now is still being made; it goes on by itself as soon as it is there. */
  isAwaited: boolean
  /** This browser cannot play it. */
  isBroken: boolean
}

/** A take as it is played by an element, piece by piece. */
export interface PiecesPlayer {
  get(): PiecesState
  subscribe(listener: () => void): () => void
  /** There may be more pieces, or others. */
  refresh(): void
  /** Stretches that playing will leap over: what lies in them is not fetched ahead. */
  skip(spans: readonly Span[]): void
  close(): void
}

const retryMs = 1000
/** As near to the end of a piece, what follows is what is waited for. */
const edgeMs = 150
/** `HTMLMediaElement.HAVE_FUTURE_DATA` */
const hasFuture = 3

/**
 * Gives an element the pieces of a take to play, by MediaSource: its time is the take's. Only what lies around the place
 * is fetched and kept, so that an hour costs no more than a minute.
 */
export function playPieces({ element, source }: { element: HTMLVideoElement; source: PieceSource }): PiecesPlayer {
  const closing = new AbortController()
  const listeners = new Set<() => void>()
  let state: PiecesState = { view: null, isAwaited: false, isBroken: false }
  let skipped: readonly Span[] = []
  let session: Session | null = null

  function change(patch: Partial<PiecesState>): void {
    const next = { ...state, ...patch }
    if (next.view === state.view && next.isAwaited === state.isAwaited && next.isBroken === state.isBroken) return
    state = next
    for (const listener of listeners) listener()
  }

  function look(): void {
    const { view } = state
    if (view === null || closing.signal.aborted) return
    session?.follow(view, skipped)
    const atMs = element.currentTime * 1000
    const isStuck = element.readyState < hasFuture && !element.ended
    change({ isAwaited: isStuck && (isAwaited(view, atMs) || isAwaited(view, atMs + edgeMs)) })
    const onMs = isStuck && !element.seeking ? behindGap(spansOf(element.buffered), atMs) : null
    if (onMs !== null) element.currentTime = onMs / 1000 + 0.001
  }

  function take(view: PiecesView): void {
    const known = state.view
    change({ view })
    if (session === null || known?.videoType !== view.videoType || known.soundType !== view.soundType) open(view)
    look()
  }

  /** What kinds of tracks there are cannot change while they are played: then they are played anew, from the same place. */
  function open(view: PiecesView): void {
    const atSec = element.currentTime
    const wasPlaying = session !== null && !element.paused
    session?.close()
    session = openSession({ element, source, view, onChange: look, onBroken: () => change({ isBroken: true }) })
    if (session === null) {
      change({ isBroken: true })
      return
    }
    if (atSec > 0) element.currentTime = atSec
    if (wasPlaying) element.play().catch(() => undefined)
  }

  let isAsking = false
  let isAskedAgain = false
  async function refresh(): Promise<void> {
    isAskedAgain = true
    if (isAsking) return
    isAsking = true
    while (isAskedAgain && !closing.signal.aborted) {
      isAskedAgain = false
      try {
        take(await source.view(closing.signal))
      } catch {
        // The machine side starts again, or knows no pieces yet.
        isAskedAgain = true
        await pause(retryMs, closing.signal)
      }
    }
    isAsking = false
  }

  for (const name of ['timeupdate', 'seeking', 'seeked', 'waiting', 'playing', 'canplay', 'ratechange', 'ended']) {
    element.addEventListener(name, look, { signal: closing.signal })
  }
  element.addEventListener('error', () => change({ isBroken: true }), { signal: closing.signal })
  void refresh()
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh: () => void refresh(),
    skip(spans) {
      skipped = spans
      look()
    },
    close() {
      closing.abort()
      session?.close()
      element.removeAttribute('src')
      element.load()
    },
  }
}

interface Session {
  follow(view: PiecesView, skipped: readonly Span[]): void
  close(): void
}

/** One MediaSource with its tracks; null where the browser plays no such tracks. */
function openSession({
  element,
  source,
  view,
  onChange,
  onBroken,
}: {
  element: HTMLVideoElement
  source: PieceSource
  view: PiecesView
  onChange: () => void
  onBroken: () => void
}): Session | null {
  const types = [view.videoType, ...(view.soundType === null ? [] : [view.soundType])]
  if (!types.every((type) => MediaSource.isTypeSupported(type))) return null
  const media = new MediaSource()
  const url = URL.createObjectURL(media)
  const feeds: TrackFeed[] = []
  let wanted: { view: PiecesView; skipped: readonly Span[] } = { view, skipped: [] }
  const at = () => ({ atMs: element.currentTime * 1000, speed: element.playbackRate })

  /** The length as it is known, and an end once the last of it is there. */
  function settle(): void {
    if (media.readyState !== 'open' || feeds.some(({ isUpdating }) => isUpdating())) return
    if (feeds.every((feed) => feed.hasEnd())) {
      media.endOfStream()
      return
    }
    const lengthSec = Math.max(wanted.view.durationMs / 1000, ...feeds.map((feed) => feed.heldToSec()))
    if (!(Math.abs(media.duration - lengthSec) < 0.05)) media.duration = lengthSec
  }

  media.addEventListener(
    'sourceopen',
    () => {
      URL.revokeObjectURL(url)
      // The element may have left it between its opening and this news of it.
      if (media.readyState !== 'open') return
      const onFed = (): void => {
        settle()
        onChange()
      }
      const open = (type: string, track: 'video' | 'sound'): TrackFeed =>
        feedTrack({ buffer: media.addSourceBuffer(type), track, source, at, onFed, onBroken })
      media.duration = view.durationMs / 1000
      feeds.push(open(view.videoType, 'video'))
      if (view.soundType !== null) feeds.push(open(view.soundType, 'sound'))
      for (const feed of feeds) feed.follow(wanted.view, wanted.skipped)
    },
    { once: true },
  )
  element.src = url
  return {
    follow(next, skipped) {
      wanted = { view: next, skipped }
      for (const feed of feeds) feed.follow(next, skipped)
    },
    close() {
      for (const feed of feeds) feed.close()
      URL.revokeObjectURL(url)
    },
  }
}
