import { z } from 'zod'
import type { Span } from '../captions/cues.ts'
import { layoutChangeSchema, takeIdSchema } from './take.ts'

/** Milliseconds from the start of a take, pauses left out. */
const takeMs = z.number().int().nonnegative()
const fraction = z.number().min(0).max(1)
const isForward = ({ fromMs, toMs }: Span): boolean => toMs > fromMs
const forward = { error: 'the end must come after the start' }

const spanSchema = z.object({ fromMs: takeMs, toMs: takeMs }).refine(isForward, forward)

/** A rectangle of the picture that is made unreadable for a while, in fractions of the picture's width and height. */
export const coverSchema = z
  .object({
    id: z.string().min(1).max(64),
    fromMs: takeMs,
    toMs: takeMs,
    kind: z.enum(['blur', 'solid']),
    x: fraction,
    y: fraction,
    width: fraction,
    height: fraction,
  })
  .refine(isForward, forward)
export type Cover = z.infer<typeof coverSchema>

/** Another take that is played, as a whole, instead of a stretch of this one. */
export const replacementSchema = z
  .object({ fromMs: takeMs, toMs: takeMs, take: takeIdSchema })
  .refine(isForward, forward)
export type Replacement = z.infer<typeof replacementSchema>

export const qualitySchema = z.enum(['small', 'balanced', 'sharp'])
export type Quality = z.infer<typeof qualitySchema>

/**
 * What is made of a take. The take itself is never changed; all of it is applied to the bytes before anything leaves the
 * device, so that what was cut is in none of them.
 */
export const editSchema = z.object({
  /** Stretches that are left out, trimmed ends among them; in any order, and they may overlap. */
  cuts: z.array(spanSchema).max(1000).default([]),
  covers: z.array(coverSchema).max(50).default([]),
  replacements: z.array(replacementSchema).max(50).default([]),
  /** Other layouts than those of the recording; null leaves them as they were recorded. */
  layouts: z.array(layoutChangeSchema).min(1).max(500).nullable().default(null),
  hasNoiseReduction: z.boolean().default(false),
  quality: qualitySchema.default('balanced'),
})
export type Edit = z.infer<typeof editSchema>

/** A take published as it was recorded. */
export const unedited: Edit = editSchema.parse({})

/** A stretch of what is published: of this take (`take` is null) or of one that replaces a part of it. */
export interface EditPart extends Span {
  take: string | null
  /** The stretch of this take that a replacing one stands for. */
  replaces?: Span | undefined
}

/**
 * What an edit keeps of a take that lasts `durationMs`, in the order in which it is played. Cuts win over replacements: a
 * replacement is played where the stretch it stands for begins, unless all of that stretch is cut. Of a replacing take the
 * whole is played; its length comes from `replacementMs`.
 */
export function partsOf(
  edit: Pick<Edit, 'cuts' | 'replacements'>,
  { durationMs, replacementMs }: { durationMs: number; replacementMs: (take: string) => number },
): EditPart[] {
  const parts: EditPart[] = []
  const replacements = edit.replacements.toSorted((a, b) => a.fromMs - b.fromMs)
  let atMs = 0
  const keepUntil = (toMs: number): void => {
    for (const keep of keptSpans(edit.cuts, { fromMs: atMs, toMs })) parts.push({ take: null, ...keep })
  }
  for (const { fromMs, toMs, take } of replacements) {
    // What overlaps one that came before it is left out: a stretch can be replaced once.
    if (fromMs < atMs || fromMs >= durationMs) continue
    keepUntil(fromMs)
    const lengthMs = replacementMs(take)
    const isCut = keptSpans(edit.cuts, { fromMs, toMs: Math.min(toMs, durationMs) }).length === 0
    const untilMs = Math.min(toMs, durationMs)
    if (!isCut && lengthMs > 0) {
      parts.push({ take, fromMs: 0, toMs: lengthMs, replaces: { fromMs, toMs: untilMs } })
    }
    atMs = untilMs
  }
  keepUntil(durationMs)
  return parts
}

/** The stretches between cuts, in order; what is shorter than a frame (33 ms) is no stretch. */
function keptSpans(cuts: readonly Span[], { fromMs, toMs }: Span): Span[] {
  const kept: Span[] = []
  let atMs = fromMs
  const keep = (untilMs: number): void => {
    if (untilMs - atMs >= 33) kept.push({ fromMs: atMs, toMs: untilMs })
  }
  for (const cut of cuts.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (cut.toMs <= atMs) continue
    if (cut.fromMs >= toMs) break
    keep(cut.fromMs)
    atMs = cut.toMs
  }
  if (atMs < toMs) keep(toMs)
  return kept
}

/** How long what an edit keeps lasts, in milliseconds. */
export function lengthMsOf(parts: readonly EditPart[]): number {
  return parts.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
}

/**
 * Where a moment of the take lies in the published video; of a moment left out, where the next kept one begins, and of
 * one in a replaced stretch, where the replacement begins.
 */
export function publishedMs(parts: readonly EditPart[], takeMs: number): number {
  let atMs = 0
  for (const { take, fromMs, toMs, replaces } of parts) {
    if (take === null && takeMs < toMs) return atMs + Math.max(0, takeMs - fromMs)
    if (replaces !== undefined && takeMs < replaces.toMs) return atMs
    atMs += toMs - fromMs
  }
  return atMs
}
