const dayMs = 24 * 3600 * 1000

/** The most that one look adds: a clock that was set to another year adds no more than a day. */
const observationMostMs = dayMs
/** A device may have been off for so long; a clock that leapt further is doubted. */
const absenceMostMs = 35 * dayMs
/** A doubted clock that went on steadily for so long is believed. */
const steadyMs = 7 * dayMs

/** What this device knows about the passing of time, kept in its profile. */
export interface ObservedTime {
  /** What the clock showed at the last look. */
  lastMs: number
  /** How much time has passed before this device's eyes: each look adds what passed since the last, at most a day. */
  observedMs: number
  /** The greatest time that is believed. */
  trustedMs: number
  /** For how long a clock that is doubted has gone on without a leap. */
  steadyMs: number
}

/**
 * One look at the clock. What is removed for good waits for observed time alone, so that no wrong clock hurries it. Whether the
 * clock itself is believed (`isTrusted`) says whether anything that goes by the calendar may be done at all: it may not be
 * behind what has been seen, by more than a day, nor more than 35 days ahead of it. `othersMs` is the greatest reading of
 * other devices that is not ahead of this clock.
 */
export function observeTime(
  known: ObservedTime | null,
  { nowMs, othersMs }: { nowMs: number; othersMs: number | null },
): { time: ObservedTime; isTrusted: boolean } {
  if (known === null) {
    const isTrusted = othersMs === null || nowMs - othersMs <= absenceMostMs
    const trustedMs = isTrusted ? nowMs : Math.max(othersMs, 0)
    return { time: { lastMs: nowMs, observedMs: 0, trustedMs, steadyMs: 0 }, isTrusted }
  }
  const passedMs = nowMs - known.lastMs
  const countedMs = Math.min(Math.max(passedMs, 0), observationMostMs)
  const isSteady = passedMs >= 0 && passedMs <= absenceMostMs
  const steadyForMs = isSteady ? known.steadyMs + countedMs : 0
  const believedMs = Math.max(known.trustedMs + countedMs, othersMs ?? 0)
  const aheadMs = nowMs - believedMs
  const isTrusted = (aheadMs >= -dayMs && aheadMs <= absenceMostMs) || steadyForMs >= steadyMs
  const time = {
    lastMs: nowMs,
    observedMs: known.observedMs + countedMs,
    trustedMs: isTrusted ? nowMs : believedMs,
    steadyMs: isTrusted ? 0 : steadyForMs,
  }
  return { time, isTrusted }
}
