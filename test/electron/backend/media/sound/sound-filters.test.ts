import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { soundOptions } from '../../../../../electron/backend/media/compose/picture-options.ts'
import type { Ffmpeg } from '../../../../../electron/backend/media/ffmpeg/run.ts'
import { createLoudnessMeter } from '../../../../../electron/backend/media/sound/loudness-meter.ts'
import {
  denoiserDelay,
  type SoundChoice,
  soundFilters,
} from '../../../../../electron/backend/media/sound/sound-filters.ts'
import { everyFfmpeg, ffmpegRaw, scratchDir } from '../../../../support/media.ts'
import { measuredLoudness, samplesOf, speech } from '../../../../support/voice.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
/** The shipped one of 2018, and the machine's. */
let programs: Ffmpeg[]
const file = (name: string) => join(scratch.dir, name)

beforeAll(async () => {
  scratch = await scratchDir()
  programs = await everyFfmpeg()
})
afterAll(() => scratch.remove())

async function filtered(ffmpeg: Ffmpeg, path: string, choice: SoundChoice, encoder = ['-f', 'wav']): Promise<string> {
  const outputPath = `${path}.${Object.values(choice).join('-')}.${encoder.at(-1)}`
  await ffmpeg.run({
    inputs: [{ path, demuxer: 'wav' }],
    filterGraph: `[0:a]${soundFilters({ ...choice, denoiserDelay: await denoiserDelay(ffmpeg) })}[a]`,
    outputOptions: ['-map', '[a]', ...encoder],
    outputPath,
    durationMs: null,
    timeLimitMs: 60_000,
  })
  return outputPath
}

async function meterOf(path: string) {
  const meter = createLoudnessMeter()
  const [samples = new Float32Array()] = await samplesOf(path)
  meter.push(samples, 1)
  return meter
}

/** The mean level of the second before anybody speaks, and of what is spoken, in dBFS. */
async function levelsOf(path: string): Promise<{ room: number; voice: number }> {
  const [samples = new Float32Array()] = await samplesOf(path)
  const db = (part: Float32Array) =>
    10 * Math.log10(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length)
  return { room: db(samples.subarray(9_600, 43_200)), voice: db(samples.subarray(52_800, samples.length - 52_800)) }
}

describe('the sound that is published', () => {
  it('leaves every click where it was to the sample, and the sound as long as it was, in old and new ffmpegs', async () => {
    const clicks = file('clicks.wav')
    const source = `aevalsrc=exprs='0.3*eq(mod(n+12000,24000),0)+0.001*sin(300*t)':s=48000:d=3.3`
    await ffmpegRaw(['-f', 'lavfi', '-i', source, '-c:a', 'pcm_f32le', clicks])
    for (const ffmpeg of programs) {
      for (const hasNoiseReduction of [false, true]) {
        const choice = { hasNoiseReduction, gainDb: 3, isMono: true, sampleCount: 158_400 }
        const [samples = new Float32Array()] = await samplesOf(
          await filtered(ffmpeg, clicks, choice, ['-c:a', 'pcm_f32le', '-f', 'wav']),
        )
        expect(samples.length).toBe(158_400)
        const found = [0, 1, 2, 3, 4, 5].map((click) => {
          const part = samples.subarray(click * 24_000, (click + 1) * 24_000).map(Math.abs)
          return part.indexOf(Math.max(...part))
        })
        expect(found).toEqual([12_000, 12_000, 12_000, 12_000, 12_000, 12_000])
      }
    }
  })

  it.each([
    ['quiet', -20],
    ['usual', 0],
    ['loud and clipped', 18],
  ])('has -16 LUFS within 1 and no peak above -1 dBTP where the recording was %s', async (name, gainDb) => {
    const path = await speech({ path: file(`${name}.wav`), gainDb, noiseDb: -62 })
    for (const ffmpeg of programs) {
      const choice = { hasNoiseReduction: false, gainDb: (await meterOf(path)).gainDb(), isMono: true }
      const { lufs, peakDb } = await measuredLoudness(
        await filtered(ffmpeg, path, choice, [...soundOptions({ isMono: true }), '-f', 'mp4']),
      )
      console.log(`${name}, ${ffmpeg.path}: ${lufs} LUFS, ${peakDb} dBTP`)
      expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(1)
      expect(peakDb).toBeLessThanOrEqual(-1)
    }
  })

  it('takes a room’s noise down by 8 dB and more, and leaves speech as loud as it was', async () => {
    const path = await speech({ path: file('noisy.wav'), noiseDb: -50 })
    const noiseFloorDb = (await meterOf(path)).floorDb()
    const before = await levelsOf(path)
    for (const ffmpeg of programs) {
      const choice = { hasNoiseReduction: true, gainDb: null, isMono: true, noiseFloorDb }
      const after = await levelsOf(await filtered(ffmpeg, path, choice))
      console.log(
        `${ffmpeg.path}: room ${before.room.toFixed(1)} to ${after.room.toFixed(1)} dB, voice ${before.voice.toFixed(1)} to ${after.voice.toFixed(1)}`,
      )
      expect(after.room).toBeLessThan(before.room - 8)
      expect(Math.abs(after.voice - before.voice)).toBeLessThan(1)
    }
  })
})
