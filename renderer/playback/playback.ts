import { useSyncExternalStore } from 'react'
import { type Cue, cueAt } from '../../domain/captions/cues.ts'

export interface PlaybackState {
  currentMs: number
  isPlaying: boolean
  /** It has played to its end, and was not moved since. */
  isEnded: boolean
  /** It is meant to play and has nothing to play yet. */
  isWaiting: boolean
  /** Why the browser could not play what it was given; null while it can. */
  broken: BrokenReason | null
}

/** The file is not there (any more); what is there cannot be decoded; nobody answered. */
export type BrokenReason = 'missing' | 'unreadable' | 'unanswered'

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
  /** Asks for the video once more, after it could not be played. */
  retry(): void
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
  let state: PlaybackState = { currentMs: startMs, isPlaying: false, isEnded: false, isWaiting: false, broken: null }
  let wantsToPlay = startsPlaying
  let speed = firstSpeed
  let shown: HTMLVideoElement | null = null
  const listeners = new Set<() => void>()

  function change(patch: Partial<PlaybackState>): void {
    if (!Object.entries(patch).some(([name, value]) => state[name as keyof PlaybackState] !== value)) return
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
      change({ broken: null })
      if (wantsToPlay) play()
    }
    on('loadedmetadata', begin)
    // What begins anew is at 0 for a moment, which is not where one was.
    on('emptied', () => {
      isReady = false
    })
    on('timeupdate', follow)
    on('seeked', follow)
    on('play', () => change({ isPlaying: true, isEnded: false }))
    on('pause', () => change({ isPlaying: false, isWaiting: false }))
    on('waiting', () => change({ isWaiting: true }))
    for (const name of ['playing', 'canplay', 'seeked']) on(name, () => change({ isWaiting: false }))
    on('ended', () => {
      wantsToPlay = false
      change({ isPlaying: false, isEnded: true, currentMs: durationMs })
    })
    on('error', () => {
      wantsToPlay ||= state.isPlaying
      change({ isPlaying: false, isWaiting: false, broken: 'unreadable' })
      void whyBroken(element.currentSrc, leaving.signal).then((broken) => {
        if (!leaving.signal.aborted && state.broken !== null) change({ broken })
      })
    })
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
    retry: () => shown?.load(),
  }
}

/** An element says of all three the same, so the file is asked for itself. */
async function whyBroken(url: string, signal: AbortSignal): Promise<BrokenReason> {
  try {
    const { ok, status } = await fetch(url, { method: 'HEAD', signal })
    if (ok) return 'unreadable'
    return status === 404 || status === 410 ? 'missing' : 'unanswered'
  } catch {
    return 'unanswered'
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
