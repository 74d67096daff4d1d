import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fade } from '../../../../../electron/backend/media/sound/fade.ts'

const ones = (count: number): Float32Array => new Float32Array(count).fill(1)

/** A stretch of a loud sound, faded in parts of some length, as it comes from a decoder. */
function faded({ sampleCount, partSamples, channels }: { sampleCount: number; partSamples: number; channels: 1 | 2 }) {
  const whole = ones(sampleCount * channels)
  for (let from = 0; from < sampleCount; from += partSamples) {
    const part = whole.subarray(from * channels, (from + partSamples) * channels)
    fade(part, { channels, fromSample: from, sampleCount })
  }
  return whole
}

describe('the ends of a stretch of sound', () => {
  it('begin and end without a step, and all between stays as it was', () => {
    const samples = faded({ sampleCount: 4800, partSamples: 4800, channels: 1 })
    expect(samples[0]).toBeLessThan(0.001)
    expect(samples.at(-1)).toBeLessThan(0.001)
    expect(samples.subarray(480, -480)).toEqual(ones(3840))
    const steps = samples.subarray(1).map((sample, at) => Math.abs(sample - (samples[at] ?? 0)))
    expect(Math.max(...steps)).toBeLessThan(0.01)
  })

  it('are the same however they come, in one channel and in two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 900 }), (sampleCount, partSamples) => {
        const one = faded({ sampleCount, partSamples: sampleCount, channels: 1 })
        expect(faded({ sampleCount, partSamples, channels: 1 })).toEqual(one)
        const two = faded({ sampleCount, partSamples, channels: 2 })
        expect(two).toEqual(Float32Array.from({ length: sampleCount * 2 }, (_, at) => one[at >> 1] ?? 0))
      }),
    )
  })

  it('wait for the end where nobody knows it yet', () => {
    const samples = ones(4800)
    fade(samples, { channels: 1, fromSample: 0, sampleCount: null })
    expect(samples.subarray(480)).toEqual(ones(4320))
  })
})
