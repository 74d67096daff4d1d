/** A hybrid logical clock's reading: milliseconds since 1970, and a counter within one millisecond. */
export type HybridTime = readonly [ms: number, counter: number]

/** A reading this far ahead of the local clock is accepted but never drags the local readings along. */
export const clampMs = 24 * 60 * 60 * 1000

/** Orders two readings; negative where `a` came first. */
export function compareHybridTimes(a: HybridTime, b: HybridTime): number {
  return a[0] - b[0] || a[1] - b[1]
}

/** The next reading of this device: after its last one, after all it has seen within the clamp, and not before now. */
export function nextHybridTime({
  nowMs,
  last,
  seen,
}: {
  nowMs: number
  last: HybridTime | null
  seen: HybridTime | null
}): HybridTime {
  const isTrusted = seen !== null && seen[0] <= nowMs + clampMs
  const floor = [last, isTrusted ? seen : null]
    .filter((time) => time !== null)
    .sort(compareHybridTimes)
    .at(-1)
  if (floor === undefined || floor[0] < nowMs) return [nowMs, 0]
  return [floor[0], floor[1] + 1]
}
