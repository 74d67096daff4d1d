import type { Span } from '../../domain/captions/cues.ts'
import { openHearing } from './hear-ahead.ts'
import type { Playback } from './playback.ts'
import { nextLeap, quietStretches, sliceMs, sliceToHear } from './quiet-stretches.ts'

/** A timer that comes early by this much counts as on time, in milliseconds of the video. */
const earlyMs = 15

/**
 * Leaps over the pauses of a video while it plays, until the returned function is called. Its sound is heard ahead of the
 * place, slice by slice, and only while it plays. A video whose sound cannot be heard so is played as it is.
 */
export function skipSilence({
  playback,
  url,
  durationMs,
  onLeap,
}: {
  playback: Playback
  url: string
  durationMs: number
  onLeap?: ((leap: Span) => void) | undefined
}): () => void {
  const hearing = openHearing(url)
  const heard = new Map<number, readonly number[]>()
  let quiet: readonly Span[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let isHearing = false
  let isClosed = false

  const placeOf = (element: HTMLVideoElement) => ({
    atMs: element.currentTime * 1000,
    speed: element.playbackRate,
    durationMs,
  })

  async function hearAhead(): Promise<void> {
    if (isHearing) return
    isHearing = true
    try {
      for (;;) {
        const element = playback.element()
        if (isClosed || element === null || element.paused) return
        const slice = sliceToHear(heard, placeOf(element))
        if (slice === null) return
        const levels = await hearing.hear(spanOf(slice, durationMs))
        if (levels === null || isClosed) return
        heard.set(slice, levels)
        forgetFar(heard, slice)
        quiet = quietStretches(heard, placeOf(element))
        plan()
      }
    } catch {
      // Without it the video is played as it is; the next change of the place tries again.
    } finally {
      isHearing = false
    }
  }

  /** Sets the clock for the next leap: the element's own news come four times a second, which is too coarse. */
  function plan(): void {
    clearTimeout(timer)
    const element = playback.element()
    if (isClosed || element === null || element.paused || element.seeking) return
    const leap = nextLeap(quiet, element.currentTime * 1000)
    if (leap === null) return
    const inMs = (leap.fromMs - element.currentTime * 1000) / element.playbackRate
    timer = setTimeout(() => act(element, leap), Math.max(0, inMs))
  }

  function act(element: HTMLVideoElement, leap: Span): void {
    const atMs = element.currentTime * 1000
    if (isClosed || element.paused || element.seeking || playback.element() !== element) return
    if (atMs < leap.fromMs - earlyMs || atMs > leap.toMs) {
      plan()
      return
    }
    onLeap?.({ fromMs: atMs, toMs: leap.toMs })
    playback.seek(leap.toMs)
  }

  function follow(): void {
    const element = playback.element()
    if (element !== null && !element.paused) void hearAhead()
    plan()
  }

  const unsubscribe = playback.subscribe(follow)
  follow()
  return () => {
    isClosed = true
    clearTimeout(timer)
    unsubscribe()
    hearing.close()
  }
}

/** Levels of some minutes: what lies further away is heard again if one comes back. */
const keptSlices = 60

function forgetFar(heard: Map<number, readonly number[]>, around: number): void {
  for (const slice of heard.keys()) if (Math.abs(slice - around) > keptSlices) heard.delete(slice)
}

function spanOf(slice: number, durationMs: number): Span {
  const fromMs = slice * sliceMs
  return { fromMs, toMs: Math.min(durationMs, fromMs + sliceMs) }
}
