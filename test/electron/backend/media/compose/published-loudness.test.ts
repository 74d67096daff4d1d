import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ffmpegRaw } from '../../../../support/media.ts'
import { measuredLoudness, samplesOf, speech } from '../../../../support/voice.ts'
import { composeWorld } from './compose-world.ts'

let world: Awaited<ReturnType<typeof composeWorld>>

beforeAll(async () => {
  world = await composeWorld()
})
afterAll(() => world.remove())

/** A voice as a recorder gives it: Opus in WebM, the same in both channels. */
async function recorded(name: string, options: { gainDb: number; noiseDb: number }): Promise<string> {
  const wav = await speech({ path: world.file(`${name}.wav`), ...options })
  await ffmpegRaw(['-i', wav, '-ac', '2', '-c:a', 'libopus', '-b:a', '128k', '-live', '1', world.file(`${name}.webm`)])
  return world.file(`${name}.webm`)
}

describe('a published voice', () => {
  it.each([
    ['quiet', { gainDb: -20, noiseDb: -62 }],
    ['loud', { gainDb: 12, noiseDb: -62 }],
  ])('is at -16 LUFS, with no peak above -1 dBTP and in one channel, where it was recorded %s', async (name, how) => {
    const path = await recorded(name, how)
    const segments = [{ durationMs: null, tracks: [{ track: 'microphone' as const, path }] }]
    const { outputPath } = await world.compose({ segments })
    const { lufs, peakDb } = await measuredLoudness(outputPath)
    console.log(`${name}: ${lufs} LUFS, ${peakDb} dBTP`)
    expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(1)
    expect(peakDb).toBeLessThanOrEqual(-1)
    expect(await ffmpegRaw(['-i', outputPath, '-f', 'null', '-'])).toMatch(/Audio: aac.*, mono,/)
  })

  it('stands in a quieter room where noise reduction is on, and is as loud', async () => {
    const path = await recorded('room', { gainDb: 0, noiseDb: -48 })
    const segments = [{ durationMs: null, tracks: [{ track: 'microphone' as const, path }] }]
    const rooms: number[] = []
    for (const hasNoiseReduction of [false, true]) {
      const { outputPath } = await world.compose({ segments, edit: { hasNoiseReduction } })
      expect(Math.abs((await measuredLoudness(outputPath)).lufs + 16)).toBeLessThanOrEqual(1)
      const [samples = new Float32Array()] = await samplesOf(outputPath)
      const before = samples.subarray(9_600, 43_200)
      rooms.push(10 * Math.log10(before.reduce((sum, sample) => sum + sample * sample, 0) / before.length))
    }
    console.log(`the room: ${rooms.map((room) => room.toFixed(1)).join(' dB, reduced ')} dB`)
    expect(rooms[1]).toBeLessThan((rooms[0] ?? 0) - 8)
  })
})
