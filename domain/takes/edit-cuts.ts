import type { Span } from '../captions/cues.ts'
import { type Edit, editSchema, lengthMsOf, partsOf } from './edit.ts'

/** What the changes of an edit have to know of its take. */
export interface TakeLengths {
  durationMs: number
  replacementMs: (take: string) => number
}

/** A cut to the end goes this far: it holds whatever the take's exact length turns out to be. Longer than any take. */
export const endlessMs = 7 * 24 * 3600 * 1000

/** At least this much stays: less is no video. */
const leastKeptMs = 500

/** A cut that ends this near to an end of the take means that end. */
const snapMs = 80

/** Stretches in order, those that touch or overlap joined, whole milliseconds, none empty or before the start. */
function joinedSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const fromMs = Math.max(0, Math.round(span.fromMs))
    const toMs = Math.round(span.toMs)
    const last = joined.at(-1)
    if (!(toMs > fromMs)) continue
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs)
    else joined.push({ fromMs, toMs })
  }
  return joined
}

/** The cuts as they are drawn and handled: joined, within the take. */
export function cutsWithin({ cuts }: Pick<Edit, 'cuts'>, durationMs: number): Span[] {
  return joinedSpans(cuts.map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, Math.round(durationMs)) })))
}

/** The cut that a moment lies in; null where it is kept. */
export function cutAt(cuts: readonly Span[], atMs: number): Span | null {
  return cuts.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs) ?? null
}

function snapped({ fromMs, toMs }: Span, durationMs: number): Span {
  return { fromMs: fromMs < snapMs ? 0 : fromMs, toMs: toMs > durationMs - snapMs ? endlessMs : toMs }
}

/** The edit with these cuts; as it was where too little of the take would stay. */
function withCuts(edit: Edit, cuts: readonly Span[], take: TakeLengths): Edit {
  const next = { ...edit, cuts: joinedSpans(cuts.map((cut) => snapped(cut, take.durationMs))).slice(0, 1000) }
  const keptMs = lengthMsOf(partsOf(next, take))
  return keptMs < Math.min(leastKeptMs, take.durationMs) ? edit : next
}

/** More stretches cut out; as it was where less than half a second would stay. */
export function withCut(edit: Edit, spans: readonly Span[], take: TakeLengths): Edit {
  return withCuts(edit, [...edit.cuts, ...spans], take)
}

/** A stretch kept again, whatever was cut of it. */
export function withRestored(edit: Edit, span: Span): Edit {
  const untilMs = span.toMs
  const cuts = joinedSpans(edit.cuts).flatMap(({ fromMs, toMs }) => [
    { fromMs, toMs: Math.min(toMs, span.fromMs) },
    { fromMs: Math.max(fromMs, untilMs), toMs },
  ])
  return { ...edit, cuts: joinedSpans(cuts) }
}

/** A cut whose ends were moved, within the take; its other cuts stay, and join it where they touch. */
export function withMovedCut(edit: Edit, { cut, to }: { cut: Span; to: Span }, take: TakeLengths): Edit {
  const fromMs = Math.min(Math.max(0, to.fromMs), take.durationMs)
  const toMs = Math.min(Math.max(fromMs, to.toMs), take.durationMs)
  const { cuts } = withRestored(edit, { fromMs: cut.fromMs, toMs: cut.toMs >= take.durationMs ? endlessMs : cut.toMs })
  return withCuts(edit, [...cuts, { fromMs, toMs }], take)
}

/** Where what is kept begins and ends: the ends that a trim moves. */
export function trimOf(edit: Edit, durationMs: number): Span {
  const cuts = cutsWithin(edit, durationMs)
  const [first] = cuts
  const last = cuts.at(-1)
  const fromMs = first?.fromMs === 0 ? first.toMs : 0
  const toMs = last !== undefined && last.fromMs > 0 && last.toMs >= durationMs ? last.fromMs : durationMs
  return { fromMs, toMs }
}

/** The start moved to a moment: what was cut only as its beginning is kept again, and all before the moment is cut. */
export function withTrimmedStart(edit: Edit, atMs: number, take: TakeLengths): Edit {
  const { fromMs } = trimOf(edit, take.durationMs)
  const untrimmed = withRestored(edit, { fromMs: 0, toMs: fromMs })
  const startMs = Math.max(0, Math.min(atMs, trimOf(edit, take.durationMs).toMs - leastKeptMs))
  return startMs < snapMs ? untrimmed : withCut(untrimmed, [{ fromMs: 0, toMs: startMs }], take)
}

/** The end moved to a moment. */
export function withTrimmedEnd(edit: Edit, atMs: number, take: TakeLengths): Edit {
  const { fromMs, toMs } = trimOf(edit, take.durationMs)
  const untrimmed = withRestored(edit, { fromMs: toMs, toMs: endlessMs })
  const endMs = Math.min(take.durationMs, Math.max(atMs, fromMs + leastKeptMs))
  return endMs > take.durationMs - snapMs ? untrimmed : withCut(untrimmed, [{ fromMs: endMs, toMs: endlessMs }], take)
}

/**
 * The name of an edit: the same for edits of which the same is made, in whatever order they were done. Two takes of the
 * same edit are told apart elsewhere.
 */
export function editKey(edit: Edit): string {
  const byStart = (a: Span, b: Span): number => a.fromMs - b.fromMs || a.toMs - b.toMs
  const covers = edit.covers.map((cover) => ({ ...cover, id: 'cover' })).toSorted(byStart)
  const replacements = edit.replacements.toSorted(byStart)
  // Parsed, so that the members stand in the schema's order.
  return JSON.stringify(editSchema.parse({ ...edit, cuts: joinedSpans(edit.cuts), covers, replacements }))
}
