import { describe, expect, it } from 'vitest'
import { type ObservedTime, observeTime } from '../../../../electron/backend/library/observed-time.ts'

const dayMs = 24 * 3600 * 1000
const start = Date.UTC(2026, 10, 2, 9)
const in2040 = Date.UTC(2040, 0, 1)

function lookedOn(days: number[], known: ObservedTime | null = null) {
  let seen = { time: known, isTrusted: false } as { time: ObservedTime | null; isTrusted: boolean }
  for (const day of days) seen = observeTime(seen.time, { nowMs: start + day * dayMs, othersMs: null })
  return seen
}

const days = (count: number): number[] => Array.from({ length: count + 1 }, (_, day) => day)

describe('observed time', () => {
  it('grows with the days on which this device looked, and no further', () => {
    expect(lookedOn(days(30)).time?.observedMs).toBe(30 * dayMs)
    expect(lookedOn([0, 10, 20, 30]).time?.observedMs).toBe(3 * dayMs)
    expect(lookedOn([0, 0.25, 0.5]).time?.observedMs).toBe(dayMs / 2)
  })

  it('is hurried by no clock that is set to another year, forth or back', () => {
    const known = lookedOn(days(3)).time
    const leapt = observeTime(known, { nowMs: in2040, othersMs: null })
    expect(leapt.isTrusted).toBe(false)
    expect(leapt.time.observedMs - (known?.observedMs ?? 0)).toBe(dayMs)
    const back = observeTime(leapt.time, { nowMs: start + 3 * dayMs, othersMs: null })
    expect(back.isTrusted).toBe(true)
    expect(back.time.observedMs).toBe(leapt.time.observedMs)
    expect(observeTime(back.time, { nowMs: start - 400 * dayMs, othersMs: null }).isTrusted).toBe(false)
  })

  it('doubts a clock that is years ahead of all others from the first look on', () => {
    expect(observeTime(null, { nowMs: in2040, othersMs: start }).isTrusted).toBe(false)
    expect(observeTime(null, { nowMs: start + dayMs, othersMs: start }).isTrusted).toBe(true)
    expect(observeTime(null, { nowMs: start, othersMs: null }).isTrusted).toBe(true)
  })

  it('believes a device that was off for a month, and one that has gone on steadily for a week', () => {
    expect(lookedOn([0, 30]).isTrusted).toBe(true)
    expect(lookedOn([0, 90]).isTrusted).toBe(false)
    expect(lookedOn([0, 90, 91, 92, 93, 94, 95]).isTrusted).toBe(false)
    expect(lookedOn([0, 90, 91, 92, 93, 94, 95, 96, 97]).isTrusted).toBe(true)
  })

  it('believes what other devices have seen', () => {
    const known = lookedOn(days(3)).time
    expect(observeTime(known, { nowMs: start + 90 * dayMs, othersMs: start + 89 * dayMs }).isTrusted).toBe(true)
  })
})
