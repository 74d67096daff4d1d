/** What of a recording is kept, from its start; an end of null is its own end. */
export interface Trim {
  startMs: number
  endMs: number | null
}

export const untrimmed: Trim = { startMs: 0, endMs: null }

/** Longer than any recording. */
const endlessMs = 7 * 24 * 3600 * 1000

/** What a trim leaves out of a recording. */
export function cutsOf({ startMs, endMs }: Trim): { fromMs: number; toMs: number }[] {
  const before = startMs > 0 ? [{ fromMs: 0, toMs: Math.round(startMs) }] : []
  return endMs === null ? before : [...before, { fromMs: Math.round(endMs), toMs: endlessMs }]
}

/** At least this much stays: two handles on one spot could not be told apart, and nothing would be published. */
export const leastKeptMs = 1000

/** Handles this near to an end of the recording mean that end. */
const snapMs = 80

interface Timeline {
  trim: Trim
  durationMs: number
}

export function isTrimmed({ startMs, endMs }: Trim): boolean {
  return startMs > 0 || endMs !== null
}

/** Where the kept part ends, in milliseconds from the start of the recording. */
export function endOf({ trim, durationMs }: Timeline): number {
  return Math.min(durationMs, trim.endMs ?? durationMs)
}

/** How long what is kept lasts. */
export function keptMs({ trim, durationMs }: Timeline): number {
  return Math.max(0, endOf({ trim, durationMs }) - trim.startMs)
}

/** The start moved to a moment, kept inside the recording and before the end. */
export function withStart({ trim, durationMs }: Timeline, toMs: number): Trim {
  const latestMs = Math.max(0, endOf({ trim, durationMs }) - leastKeptMs)
  const startMs = Math.round(Math.min(latestMs, Math.max(0, toMs)))
  return { ...trim, startMs: startMs < snapMs ? 0 : startMs }
}

/** The end moved to a moment, kept inside the recording and after the start. */
export function withEnd({ trim, durationMs }: Timeline, toMs: number): Trim {
  const earliestMs = Math.min(durationMs, trim.startMs + leastKeptMs)
  const endMs = Math.round(Math.min(durationMs, Math.max(earliestMs, toMs)))
  return { ...trim, endMs: endMs > durationMs - snapMs ? null : endMs }
}

/** How far a key moves a handle, in milliseconds; null for keys that move nothing. */
export function stepOfKey({ key, isShift, durationMs }: { key: string; isShift: boolean; durationMs: number }) {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return isShift ? -1000 : -100
    case 'ArrowRight':
    case 'ArrowUp':
      return isShift ? 1000 : 100
    case 'PageDown':
      return -5000
    case 'PageUp':
      return 5000
    case 'Home':
      return -durationMs
    case 'End':
      return durationMs
    default:
      return null
  }
}
