import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  endOf,
  isTrimmed,
  keptMs,
  leastKeptMs,
  stepOfKey,
  untrimmed,
  withEnd,
  withStart,
} from '../../../../renderer/features/record/trim.ts'

const durationMs = 144_000

describe('trimming the ends of a recording', () => {
  it('keeps all of it to begin with', () => {
    expect(isTrimmed(untrimmed)).toBe(false)
    expect(keptMs({ trim: untrimmed, durationMs })).toBe(durationMs)
  })

  it('cuts off the start and the end', () => {
    const cut = withEnd({ trim: withStart({ trim: untrimmed, durationMs }, 6000), durationMs }, 136_000)
    expect(cut).toEqual({ startMs: 6000, endMs: 136_000 })
    expect(keptMs({ trim: cut, durationMs })).toBe(130_000)
  })

  it('takes a handle put back to an end for that end', () => {
    expect(withStart({ trim: { startMs: 500, endMs: null }, durationMs }, 40)).toEqual(untrimmed)
    expect(withEnd({ trim: { startMs: 0, endMs: 9000 }, durationMs }, durationMs - 30)).toEqual(untrimmed)
  })

  it('never lets the handles pass each other, wherever they are put', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: leastKeptMs, max: 3_600_000 }),
        fc.array(fc.tuple(fc.boolean(), fc.double({ min: -1e7, max: 1e7, noNaN: true })), { maxLength: 12 }),
        (lengthMs, moves) => {
          let trim = untrimmed
          for (const [isStart, toMs] of moves) {
            trim = (isStart ? withStart : withEnd)({ trim, durationMs: lengthMs }, toMs)
            expect(trim.startMs).toBeGreaterThanOrEqual(0)
            expect(endOf({ trim, durationMs: lengthMs })).toBeLessThanOrEqual(lengthMs)
            expect(keptMs({ trim, durationMs: lengthMs })).toBeGreaterThanOrEqual(leastKeptMs - 1)
          }
        },
      ),
    )
  })

  it('moves by a tenth of a second, with Shift by a second', () => {
    const step = (key: string, isShift: boolean) => stepOfKey({ key, isShift, durationMs })
    expect(step('ArrowLeft', false)).toBe(-100)
    expect(step('ArrowRight', true)).toBe(1000)
    expect(step('Home', false)).toBe(-durationMs)
    expect(step('a', false)).toBeNull()
  })
})
