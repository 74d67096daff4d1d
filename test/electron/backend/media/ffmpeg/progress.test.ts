import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createProgressReader, outTimeMs } from '../../../../../electron/backend/media/ffmpeg/progress.ts'

describe('ffmpeg’s progress', () => {
  it.each([
    ['out_time=00:00:01.500000', 1500],
    ['out_time=01:02:03.000000', 3_723_000],
    ['out_time=N/A', null],
    ['out_time=-00:00:00.020000', null],
    ['out_time_ms=1500000', null],
    ['progress=end', null],
  ])('reads %s', (line, expected) => {
    expect(outTimeMs(line)).toBe(expected)
  })

  it('rises between 0 and 1, wherever the output is cut and whatever order its times have', () => {
    const times = fc.array(fc.nat(99), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 20 }), (seconds, cut) => {
        const printed = seconds.map((second) => `frame=1\nout_time=00:00:${String(second % 60).padStart(2, '0')}.00\n`)
        const fractions: number[] = []
        const read = createProgressReader({ durationMs: 30_000, onProgress: (fraction) => fractions.push(fraction) })
        for (const chunk of printed.join('').match(new RegExp(`[^]{1,${cut}}`, 'g')) ?? []) read(chunk)
        expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true)
        expect(fractions).toEqual([...new Set(fractions)].sort((a, b) => a - b))
        const furthest = Math.max(...seconds.map((second) => second % 60))
        expect(fractions.at(-1) ?? 0).toBe(Math.min(1, furthest / 30))
      }),
    )
  })

  it('reports nothing where the length is not known', () => {
    const fractions: number[] = []
    createProgressReader({ durationMs: null, onProgress: (fraction) => fractions.push(fraction) })(
      'out_time=00:00:01.0\n',
    )
    expect(fractions).toEqual([])
  })
})
