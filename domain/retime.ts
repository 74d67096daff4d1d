import type { KeptSpan } from './records/retime.ts'
import type { EditPart } from './takes/edit.ts'
import type { MomentView, VideoView } from './views/records.ts'

/** Where a moment of an earlier video lies in a later one. */
export interface RetimedMoment {
  ms: number
  /** It is in the later video no more; `ms` is where the gap is. */
  isGone: boolean
}

/** A moment of the earlier video in the later one: of one that is gone, where the next kept moment begins. */
export function retimedMs(atMs: number, spans: readonly KeptSpan[]): RetimedMoment {
  let endMs = 0
  for (const { fromMs, toMs, atMs: startMs } of spans) {
    if (atMs < fromMs) return { ms: startMs, isGone: true }
    if (atMs < toMs) return { ms: startMs + atMs - fromMs, isGone: false }
    endMs = startMs + toMs - fromMs
  }
  return { ms: endMs, isGone: true }
}

/**
 * Where in the video that is shown a moment lies: of one taken in an earlier video, where that second is played now, and
 * of one that is gone from it, where the gap is. Null where it is about the whole, or nothing says where it lies.
 */
export function placeInVideo(
  moment: MomentView,
  { video, version }: { video: VideoView | null; version: string },
): RetimedMoment | null {
  const { ms } = moment
  if (ms === null || video === null) return null
  if (moment.version === null || moment.version === video.version || moment.version === version) {
    return ms > video.durationMs ? null : { ms, isGone: false }
  }
  const retimes = video.retimes?.find(({ versions }) => versions.includes(moment.version ?? ''))
  if (retimes === undefined) return null
  const place = retimedMs(ms, retimes.spans)
  return { ...place, ms: Math.min(place.ms, video.durationMs) }
}

/** What two changes, one after the other, leave of the first video. */
export function composedSpans(first: readonly KeptSpan[], second: readonly KeptSpan[]): KeptSpan[] {
  return first.flatMap((one) =>
    second.flatMap((two) => {
      // Both in the time of the video between them.
      const fromMs = Math.max(one.atMs, two.fromMs)
      const toMs = Math.min(one.atMs + one.toMs - one.fromMs, two.toMs)
      if (toMs <= fromMs) return []
      const shiftMs = one.fromMs - one.atMs
      return [{ fromMs: fromMs + shiftMs, toMs: toMs + shiftMs, atMs: two.atMs + fromMs - two.fromMs }]
    }),
  )
}

/** The way back: where what a change kept was before. */
export function invertedSpans(spans: readonly KeptSpan[]): KeptSpan[] {
  return spans.map(({ fromMs, toMs, atMs }) => ({ fromMs: atMs, toMs: atMs + toMs - fromMs, atMs: fromMs }))
}

/** What an edit keeps of the video that its take was made from, where the take is that video as it was published. */
export function keptSpansOf(parts: readonly EditPart[]): KeptSpan[] {
  const spans: KeptSpan[] = []
  let playedMs = 0
  for (const { take, fromMs, toMs } of parts) {
    const atMs = Math.round(playedMs)
    const span = { fromMs: Math.round(fromMs), toMs: Math.round(toMs), atMs }
    playedMs += toMs - fromMs
    if (take !== null || span.toMs <= span.fromMs) continue
    const last = spans.at(-1)
    // Rounding must not let two stretches that touch overlap.
    const lastEndMs = last === undefined ? 0 : last.atMs + last.toMs - last.fromMs
    spans.push({ ...span, atMs: Math.max(atMs, lastEndMs) })
  }
  return spans
}
