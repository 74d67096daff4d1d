import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLoudnessMeter } from '../../../../../electron/backend/media/sound/loudness-meter.ts'
import { ffmpegRaw, scratchDir } from '../../../../support/media.ts'
import { measuredLoudness, samplesOf, speech } from '../../../../support/voice.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
const file = (name: string) => join(scratch.dir, name)

beforeAll(async () => {
  scratch = await scratchDir()
})
afterAll(() => scratch.remove())

function interleaved(left: Float32Array, right: Float32Array): Float32Array {
  return Float32Array.from({ length: left.length * 2 }, (_, at) => (at % 2 === 0 ? left : right)[at >> 1] ?? 0)
}

describe('measuring loudness as it streams by', () => {
  it('says what the standard meter says, of speech with pauses, loud and quiet, in pieces of any length', async () => {
    for (const gainDb of [0, -22]) {
      const path = await speech({ path: file(`speech${gainDb}.wav`), gainDb, noiseDb: -60 })
      const [samples = new Float32Array()] = await samplesOf(path)
      const meter = createLoudnessMeter()
      for (let at = 0; at < samples.length; at += 7001) meter.push(samples.subarray(at, at + 7001), 1)
      const { lufs } = await measuredLoudness(path)
      expect(Math.abs((meter.loudnessLufs() ?? 0) - lufs)).toBeLessThan(0.15)
      expect(Math.abs(meter.floorDb() - (gainDb - 60))).toBeLessThan(2)
      // Somewhat more than what is missing: the limiter takes some of the peaks.
      const missing = -16 - (meter.loudnessLufs() ?? 0)
      expect(meter.gainDb()).toBeGreaterThanOrEqual(missing)
      expect(meter.gainDb()).toBeLessThan(missing + 4)
    }
  })

  it('counts two channels of the same as the one that is published, and two that differ as two', async () => {
    const path = await speech({ path: file('one.wav') })
    await ffmpegRaw(['-i', path, '-af', 'pan=stereo|c0=c0|c1=0.5*c0', file('two.wav')])
    const [left = new Float32Array(), right = new Float32Array()] = await samplesOf(file('two.wav'), 2)
    const both = createLoudnessMeter()
    both.push(interleaved(left, left), 2)
    expect(both.isMono()).toBe(true)
    expect(Math.abs((both.loudnessLufs() ?? 0) - (await measuredLoudness(path)).lufs)).toBeLessThan(0.15)
    const differing = createLoudnessMeter()
    differing.push(interleaved(left, right), 2)
    expect(differing.isMono()).toBe(false)
    const { lufs } = await measuredLoudness(file('two.wav'))
    expect(Math.abs((differing.loudnessLufs() ?? 0) - lufs)).toBeLessThan(0.15)
  })

  it('raises neither silence nor the noise of a room in which nobody speaks', () => {
    const silence = createLoudnessMeter()
    silence.push(new Float32Array(96_000), 1)
    expect([silence.loudnessLufs(), silence.gainDb()]).toEqual([null, 0])
    const room = createLoudnessMeter()
    let seed = 1
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647
      return seed / 2_147_483_647 - 0.5
    }
    room.push(
      Float32Array.from({ length: 240_000 }, () => random() * 0.004),
      1,
    )
    expect(room.loudnessLufs()).toBeLessThan(-50)
    expect(room.gainDb()).toBe(0)
  })

  it('never raises so far that only noise would be heard', () => {
    const whisper = createLoudnessMeter()
    const syllables = Float32Array.from({ length: 240_000 }, (_, at) =>
      at % 24_000 < 6_000 ? 0.001 * Math.sin(at / 8) : 0,
    )
    whisper.push(syllables, 1)
    expect(whisper.loudnessLufs()).toBeLessThan(-60)
    expect(whisper.gainDb()).toBe(30)
  })
})
