import { useSyncExternalStore } from 'react'
import { type Cue, cueAt } from '../../../domain/captions/cues.ts'

export interface PlaybackState {
  currentMs: number
  isPlaying: boolean
  /** It has played to its end, and was not moved since. */
  isEnded: boolean
  /** The browser could not play what it was given. */
  isBroken: boolean
}

/**
 * One video as it is played, whichever element shows it: when the layout gives it another element, or the file arrives
 * later, it goes on from where it was. Moments are in milliseconds.
 */
export interface Playback {
  get(): PlaybackState
  subscribe(listener: () => void): () => void
  /** Hands over the element that shows it, as a React ref; the returned function takes it away again. */
  attach(element: HTMLVideoElement): () => void
  element(): HTMLVideoElement | null
  toggle(): void
  play(): void
  pause(): void
  /** To a moment, held within the video. */
  seek(ms: number): void
  setSpeed(speed: number): void
}

/** `HTMLMediaElement.HAVE_METADATA` */
const hasMetadata = 1

export function createPlayback({
  startMs,
  durationMs,
  startsPlaying,
  speed: firstSpeed,
}: {
  startMs: number
  durationMs: number
  startsPlaying: boolean
  speed: number
}): Playback {
  let state: PlaybackState = { currentMs: startMs, isPlaying: false, isEnded: false, isBroken: false }
  let wantsToPlay = startsPlaying
  let speed = firstSpeed
  let shown: HTMLVideoElement | null = null
  const listeners = new Set<() => void>()

  function change(patch: Partial<PlaybackState>): void {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  function play(): void {
    wantsToPlay = true
    if (shown === null) return
    if (state.isEnded) shown.currentTime = 0
    // The browser may refuse until the person has touched the page: then it waits for them.
    shown.play().catch(() => {
      wantsToPlay = false
      change({ isPlaying: false })
    })
  }

  function pause(): void {
    wantsToPlay = false
    if (shown === null) return
    shown.pause()
    // What it tells by itself is up to a quarter of a second old, and a comment keeps the second that one sees.
    if (state.isPlaying) change({ currentMs: shown.currentTime * 1000 })
  }

  function attach(element: HTMLVideoElement): () => void {
    const leaving = new AbortController()
    const on = (name: string, listener: () => void): void =>
      element.addEventListener(name, listener, { signal: leaving.signal })
    let isReady = false
    const follow = (): void => {
      if (isReady) change({ currentMs: element.currentTime * 1000, isEnded: element.ended })
    }
    shown = element
    const begin = (): void => {
      isReady = true
      element.preservesPitch = true
      element.playbackRate = speed
      if (state.currentMs > 0) element.currentTime = state.currentMs / 1000
      change({ isBroken: false })
      if (wantsToPlay) play()
    }
    on('loadedmetadata', begin)
    on('timeupdate', follow)
    on('seeked', follow)
    on('play', () => change({ isPlaying: true, isEnded: false }))
    on('pause', () => change({ isPlaying: false }))
    on('ended', () => {
      wantsToPlay = false
      change({ isPlaying: false, isEnded: true, currentMs: durationMs })
    })
    on('error', () => change({ isPlaying: false, isBroken: true }))
    // The element is made before it is handed over, and may know its video already.
    if (element.readyState >= hasMetadata) begin()
    return () => {
      leaving.abort()
      wantsToPlay = state.isPlaying
      shown = null
      change({ isPlaying: false })
    }
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    attach,
    element: () => shown,
    play,
    pause,
    toggle() {
      if (state.isPlaying) pause()
      else play()
    },
    seek(ms) {
      const currentMs = Math.min(Math.max(0, ms), durationMs)
      if (shown !== null && shown.readyState > 0) shown.currentTime = currentMs / 1000
      change({ currentMs, isEnded: false })
    },
    setSpeed(next) {
      speed = next
      if (shown !== null) shown.playbackRate = next
    },
  }
}

/** The cue being said; none before the video was begun. */
export function cueNow(cues: readonly Cue[], { currentMs, isPlaying }: PlaybackState): Cue | null {
  return currentMs > 0 || isPlaying ? cueAt(cues, currentMs) : null
}

/** A part of how a video is played; what shows it is drawn again when that part changes. */
export function usePlayback<Part>(playback: Playback, select: (state: PlaybackState) => Part): Part {
  return useSyncExternalStore(playback.subscribe, () => select(playback.get()))
}
