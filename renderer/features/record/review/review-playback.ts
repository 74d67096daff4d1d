import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Span } from '../../../../domain/captions/cues.ts'
import type { Replacement } from '../../../../domain/takes/edit.ts'
import { Store } from '../../../capture/store.ts'

/** What playing leaps over, and what is played instead of a stretch. */
export interface PlayedParts {
  cuts: readonly Span[]
  replacements: readonly Replacement[]
  durationMs: number
}

/** A recording being played as it will be published. Times are those of the recording. */
export interface ReviewPlayback {
  /** In milliseconds; follows the picture frame by frame. */
  position: Store<number>
  isPlaying: Store<boolean>
  /** The recording that is played in place of a stretch of this one. */
  insert: Store<Replacement | null>
  attach: (element: HTMLVideoElement | null) => void
  attachInsert: (element: HTMLVideoElement | null) => void
  seek: (toMs: number) => void
  toggle: () => void
  pause: () => void
  /** What stood in for a stretch was played to its end. */
  onInsertEnded: () => void
  follow: (parts: PlayedParts) => void
}

/** So near to its end a recording is at its end. */
const endMs = 60

/** Where playing goes on from a moment: behind what is cut there, cuts that touch included; null at the end. */
export function playedFrom(
  { cuts, durationMs }: Pick<PlayedParts, 'cuts' | 'durationMs'>,
  atMs: number,
): number | null {
  let fromMs = atMs
  for (const cut of cuts) {
    if (cut.fromMs > fromMs + 1) break
    if (cut.toMs > fromMs) fromMs = cut.toMs
  }
  return fromMs >= durationMs - endMs ? null : fromMs
}

function createPlayback(): ReviewPlayback {
  const position = new Store(0)
  const isPlaying = new Store(false)
  const insert = new Store<Replacement | null>(null)
  let element: HTMLVideoElement | null = null
  let inserted: HTMLVideoElement | null = null
  let parts: PlayedParts = { cuts: [], replacements: [], durationMs: 0 }
  let request = 0

  const goTo = (toMs: number): void => {
    position.set(toMs)
    if (element) element.currentTime = toMs / 1000
  }
  const stop = (): void => {
    cancelAnimationFrame(request)
    isPlaying.set(false)
    element?.pause()
    inserted?.pause()
  }
  const start = (): void => {
    // What cannot be played yet says nothing: it goes on when it is there.
    element?.play().catch(() => undefined)
    isPlaying.set(true)
    cancelAnimationFrame(request)
    request = requestAnimationFrame(tick)
  }
  const replacedAt = (atMs: number): Replacement | null =>
    parts.replacements.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs - endMs) ?? null

  function tick(): void {
    if (!isPlaying.get() || element === null) return
    request = requestAnimationFrame(tick)
    if (insert.get() !== null || element.seeking) return
    const nowMs = element.currentTime * 1000
    position.set(nowMs)
    const onMs = playedFrom(parts, nowMs)
    if (onMs === null || element.ended) {
      stop()
      return
    }
    if (onMs > nowMs) {
      goTo(onMs)
      return
    }
    const replaced = replacedAt(nowMs)
    if (replaced === null) return
    element.pause()
    insert.set(replaced)
  }

  return {
    ...{ position, isPlaying, insert },
    attach: (next) => {
      element = next
      // Another picture of the same recording goes on where the one before was.
      if (next !== null && position.get() > 0) next.currentTime = position.get() / 1000
      if (next === null) stop()
    },
    attachInsert: (next) => {
      inserted = next
      if (next !== null && isPlaying.get()) next.play().catch(() => undefined)
    },
    seek: (toMs) => {
      insert.set(null)
      goTo(Math.min(parts.durationMs, Math.max(0, toMs)))
      if (isPlaying.get()) start()
    },
    toggle: () => {
      if (isPlaying.get()) {
        stop()
        return
      }
      if (insert.get() !== null && inserted !== null) {
        isPlaying.set(true)
        inserted.play().catch(() => undefined)
        return
      }
      const fromMs = playedFrom(parts, position.get()) ?? playedFrom(parts, 0)
      if (fromMs === null) return
      if (Math.abs(fromMs - position.get()) > 1) goTo(fromMs)
      start()
    },
    pause: stop,
    onInsertEnded: () => {
      const played = insert.get()
      insert.set(null)
      if (played === null) return
      goTo(played.toMs)
      if (playedFrom(parts, played.toMs) === null) stop()
      else start()
    },
    follow: (next) => {
      parts = next
    },
  }
}

/** The playing of one screen. */
export function useReviewPlayback(parts: PlayedParts): ReviewPlayback {
  const [playback] = useState(createPlayback)
  useEffect(() => playback.follow(parts))
  useEffect(() => playback.pause, [playback])
  return playback
}

/** Where it is, drawn anew with each frame that is played. */
export function usePosition({ position }: ReviewPlayback): number {
  return useSyncExternalStore(position.subscribe, position.get)
}

export function useIsPlaying({ isPlaying }: ReviewPlayback): boolean {
  return useSyncExternalStore(isPlaying.subscribe, isPlaying.get)
}
