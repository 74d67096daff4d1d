import { readFile, rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ffmpegRaw, makeVideo } from '../../../../support/media.ts'
import { composeWorld } from './compose-world.ts'

let world: Awaited<ReturnType<typeof composeWorld>>

beforeAll(async () => {
  world = await composeWorld()
})
afterAll(() => world.remove())

/** Two seconds as a recorder gives them, each frame of another grey than the one before. */
async function changing(framesPerSecond: number): Promise<string> {
  const path = world.file(`changing-${framesPerSecond}.webm`)
  const source = `color=c=black:s=320x180:r=${framesPerSecond}:d=2,geq=lum='30+mod(N*70\\,200)':cb=128:cr=128`
  const options = ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '2M', '-live', '1']
  await ffmpegRaw(['-f', 'lavfi', '-i', source, ...options, path])
  return path
}

/** How many frames a video has, and how many of them show something else than the one before. */
async function framesOf(path: string): Promise<{ frames: number; changes: number }> {
  const rawPath = world.file('frames.gray')
  await ffmpegRaw(['-i', path, '-vsync', '0', '-vf', 'scale=1:1:flags=area,format=gray', '-f', 'rawvideo', rawPath])
  const greys = await readFile(rawPath)
  await rm(rawPath)
  const changes = greys.filter((grey, index) => index > 0 && Math.abs(grey - (greys[index - 1] ?? 0)) > 20).length
  return { frames: greys.length, changes }
}

const screenOf = (path: string) => ({ durationMs: null, tracks: [{ track: 'screen' as const, path }] })

describe('the frame rate of a composed take', () => {
  it.each([15, 30, 60])('is the %i a second that were recorded, each frame of them once', async (rate) => {
    const { outputPath } = await world.compose({ segments: [screenOf(await changing(rate))], rate })
    const { frames, changes } = await framesOf(outputPath)
    expect(Math.abs(frames - 2 * rate)).toBeLessThanOrEqual(1)
    expect(changes).toBeGreaterThanOrEqual(frames - 2)
  })

  it('is never more than was asked for, though a browser gave more', async () => {
    const { outputPath } = await world.compose({ segments: [screenOf(await changing(60))], rate: 15 })
    expect((await framesOf(outputPath)).frames).toBe(30)
  })

  it('stays that of the beginning where a camera of another rate follows, and all is in time', async () => {
    const screen = await makeVideo({
      ...{ path: world.file('fast.webm'), colours: ['blue', 'lime'], framesPerSecond: 60, options: ['-live', '1'] },
    })
    const { outputPath, colourAt, facts } = await world.compose({
      segments: [screenOf(screen), { durationMs: null, tracks: [{ track: 'camera', path: world.camera }] }],
      rate: 60,
    })
    expect(Math.abs(facts.durationMs - 5000)).toBeLessThan(100)
    expect(Math.abs((await framesOf(outputPath)).frames - 300)).toBeLessThanOrEqual(6)
    const seen = await Promise.all([0.9, 1.1, 1.9, 2.1, 2.9, 3.15, 3.9, 4.15].map((at) => colourAt(at, 160, 90)))
    expect(seen).toEqual(['blue', 'lime', 'lime', 'red', 'red', 'yellow', 'yellow', 'red'])
  })

  it.each([
    { rate: 60, otherRate: 15 },
    { rate: 15, otherRate: 60 },
  ])('of $rate a second holds for a replacement of $otherRate', async ({ rate, otherRate }) => {
    const again = await makeVideo({
      path: world.file(`again-${otherRate}.webm`),
      ...{ colours: ['yellow', 'red'], framesPerSecond: otherRate, options: ['-live', '1'] },
    })
    const { outputPath, colourAt, facts } = await world.compose({
      rate,
      edit: { replacements: [{ fromMs: 1000, toMs: 2000, take: 'again' }] },
      replacements: new Map([['again', { segments: [screenOf(again)], layouts: [], rate: otherRate }]]),
    })
    expect(Math.abs(facts.durationMs - 4000)).toBeLessThan(150)
    expect(Math.abs((await framesOf(outputPath)).frames - 4 * rate)).toBeLessThanOrEqual(rate / 10)
    const seen = await Promise.all([0.8, 1.2, 1.8, 2.2, 2.8, 3.2].map((at) => colourAt(at, 160, 90)))
    expect(seen).toEqual(['blue', 'yellow', 'yellow', 'red', 'red', 'white'])
  })
})
