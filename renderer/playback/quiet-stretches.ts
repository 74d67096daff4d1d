import type { Span } from '../../domain/captions/cues.ts'
import { silencesOf } from '../../domain/sound/silences.ts'

/** How finely it is heard. */
export const stepMs = 50
/** A video is heard in slices of this length. */
export const sliceMs = 10_000
/** How far ahead of the place it is heard, at its own speed. */
const aheadMs = 30_000
/** What was heard so long ago says nothing about the room any more. */
const behindMs = 60_000

/** Of talk, a breath stays at either side; what is shorter than this is one. */
const leastMs = 800
const paddingMs = 200
/** A leap that saves less than it takes is none. */
const leastLeapMs = 250

/** What was heard of a video, by slice. */
export type Heard = ReadonlyMap<number, readonly number[]>

/** The slice to hear next: of those from the place on, the first that was not heard; null when enough was. */
export function sliceToHear(heard: Heard, { atMs, speed, durationMs }: Place): number | null {
  const last = Math.floor(Math.max(0, durationMs - 1) / sliceMs)
  const to = Math.min(last, Math.floor((atMs + aheadMs * Math.max(1, speed)) / sliceMs))
  for (let slice = Math.floor(atMs / sliceMs); slice <= to; slice += 1) if (!heard.has(slice)) return slice
  return null
}

interface Place {
  atMs: number
  speed: number
  durationMs: number
}

/**
 * The pauses around the place, in order, as far as it was heard without a gap. The level that counts as silent follows the
 * last minute, so that a quiet voice after a loud one is not taken for a pause.
 */
export function quietStretches(heard: Heard, { atMs, durationMs }: Pick<Place, 'atMs' | 'durationMs'>): Span[] {
  const here = Math.floor(atMs / sliceMs)
  let first = here
  while (heard.has(first - 1) && (here - first) * sliceMs < behindMs) first -= 1
  const levelsDb: number[] = []
  for (let slice = first; heard.has(slice); slice += 1) levelsDb.push(...(heard.get(slice) ?? []))
  const fromMs = first * sliceMs
  const toMs = fromMs + levelsDb.length * stepMs
  return silencesOf({ levelsDb, stepMs }, { leastMs, paddingMs }).flatMap((span) => {
    const begin = fromMs + span.fromMs
    // Where hearing ended, or began, talk may stand right behind the edge.
    const isCutOff = fromMs + span.toMs >= toMs && toMs < durationMs
    const end = fromMs + span.toMs - (isCutOff ? paddingMs : 0)
    return end > begin ? [{ fromMs: begin, toMs: end }] : []
  })
}

/** The next leap from a place that is played: from where and to where. Null where there is none. */
export function nextLeap(quiet: readonly Span[], atMs: number): Span | null {
  const span = quiet.find(({ fromMs, toMs }) => toMs - Math.max(fromMs, atMs) >= leastLeapMs)
  return span === undefined ? null : { fromMs: Math.max(span.fromMs, atMs), toMs: span.toMs }
}
