import { z } from 'zod'
import type { JsonValue } from '../../../domain/json.ts'

/** The private value `position:<library>:<item>`: how far I am in a version of its video. */
const positionSchema = z.object({ ms: z.number().min(0), version: z.string() })
export type Position = z.infer<typeof positionSchema>

/** Nobody resumes so near to an end of a video: before it there is nothing to miss, behind it nothing to see. */
const fromStartMs = 3000
const fromEndMs = 3000

export function positionFrom(value: JsonValue | undefined): Position | null {
  return positionSchema.safeParse(value).data ?? null
}

/** Where a video begins: at the moment that was asked for, else where I was in this version, else at its start. */
export function startMsOf({
  atMs,
  saved,
  version,
  durationMs,
}: {
  atMs: number | null
  saved: Position | null
  version: string
  durationMs: number
}): number {
  if (atMs !== null) return Math.min(Math.max(0, atMs), durationMs)
  if (saved === null || saved.version !== version) return 0
  return saved.ms > durationMs - fromEndMs || saved.ms < fromStartMs ? 0 : saved.ms
}
