import { z } from 'zod'
import { versionIdSchema } from '../library/ids.ts'

const dayMs = 24 * 60 * 60 * 1000
const ms = z.number().int().min(0).max(dayMs)

/** A stretch of an earlier video that is kept: what was at `fromMs` up to `toMs` is played from `atMs` on. */
const keptSpan = z.strictObject({ fromMs: ms, toMs: ms, atMs: ms })
export type KeptSpan = z.infer<typeof keptSpan>

/** In both videos in the same order, nothing twice: an edit leaves out and puts in, and never turns round. */
function areInOrder(spans: readonly KeptSpan[]): boolean {
  return spans.every(({ fromMs, toMs, atMs }, place) => {
    const before = spans[place - 1]
    const isBehind = !before || (fromMs >= before.toMs && atMs >= before.atMs + before.toMs - before.fromMs)
    return toMs > fromMs && atMs + toMs - fromMs <= dayMs && isBehind
  })
}

export const keptSpans = z.array(keptSpan).max(1000).refine(areInOrder, { error: 'stretches must follow one another' })

/**
 * What of an earlier version's video a version's new video still shows, and where: so that what was said at a second of
 * that one is found in this one. `from` is the version in whose folder that video stands. A list that is not understood
 * is no list: the version counts all the same.
 */
export const retime = z.strictObject({ from: versionIdSchema, spans: keptSpans }).optional().catch(undefined)
