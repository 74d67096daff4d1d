import type { Cadence } from '../../../domain/records/thread.ts'
import { type Cycle, cycleAt, cycleSpan, previousCycle } from '../../../domain/time/cadence.ts'
import { wallTimeAt } from '../../../domain/time/zoned.ts'

const lateEveningMinutes = 22 * 60

/** A thread's weekly cadence in the sample: due on its weekday, or today where that has passed, so that one can answer. */
export function sampleCadence({
  weekday,
  dueMinutes,
  nowMs,
  timeZone,
}: {
  weekday: number
  dueMinutes: number
  nowMs: number
  timeZone: string
}): Cadence {
  const today = wallTimeAt({ atMs: nowMs, timeZone }).weekday
  if (today < weekday) return { every: 'week', weekday, dueMinutes }
  return { every: 'week', weekday: today, dueMinutes: lateEveningMinutes }
}

/** The cycle so many rounds back, and an instant in it that has passed: `share` of the way from its start. */
export function placeInCycle({
  cadence,
  cyclesAgo,
  share,
  nowMs,
  timeZone,
}: {
  cadence: Cadence
  cyclesAgo: number
  share: number
  nowMs: number
  timeZone: string
}): { cycle: string; atMs: number } {
  let cycle: Cycle = cycleAt({ cadence, nowMs, timeZone })
  for (let back = 0; back < cyclesAgo; back++) cycle = previousCycle({ cadence, cycle }) ?? cycle
  const span = cycleSpan({ cycle, timeZone })
  if (span === null) return { cycle: cycle.id, atMs: nowMs }
  const endMs = Math.min(span.endMs, nowMs)
  return { cycle: cycle.id, atMs: Math.round(span.startMs + (endMs - span.startMs) * share) }
}
