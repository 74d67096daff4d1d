import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everyFfmpeg, ffmpegRaw } from '../../../../support/media.ts'
import { composeWorld } from './compose-world.ts'

let world: Awaited<ReturnType<typeof composeWorld>>

beforeAll(async () => {
  world = await composeWorld()
})
afterAll(() => world.remove())

describe('a take in which nothing changes for long', () => {
  it('shows the last picture until its end, in pieces without a frame of their own, in old and new ffmpegs', async () => {
    for (const [index, ffmpeg] of (await everyFfmpeg()).entries()) {
      // The last frames of screen and camera come within the third second.
      const segments = [{ ...world.both, durationMs: 24_500 }]
      const { facts, colourAt } = await world.compose({ ffmpeg, segments, madeDir: join(world.dir, `made-${index}`) })
      expect(Math.abs(facts.durationMs - 24_500)).toBeLessThan(50)
      for (const atSec of [2.9, 3.1, 9.9, 10.1, 23]) {
        expect([await colourAt(atSec, 100, 100), await colourAt(atSec, 560, 280)]).toEqual(['white', 'red'])
      }
    }
  })

  it('shows each slide of a file for as long as it stands, also where a piece begins within it', async () => {
    const path = world.file('slides.mp4')
    const slides = "drawbox=enable='gte(t,15)':color=blue:t=fill"
    const source = ['-f', 'lavfi', '-i', 'color=red:s=320x180:r=1/15:d=45', '-vf', slides]
    await ffmpegRaw([...source, '-vsync', 'vfr', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', path])
    for (const [index, ffmpeg] of (await everyFfmpeg()).entries()) {
      const segments = [{ durationMs: 45_000, tracks: [{ track: 'file', path }] as const }]
      const { colourAt } = await world.compose({ ffmpeg, segments, madeDir: join(world.dir, `slides-${index}`) })
      const seen = await Promise.all([1, 4, 14.5, 15.5, 29, 44].map((atSec) => colourAt(atSec, 160, 90)))
      expect(seen).toEqual(['red', 'red', 'red', 'blue', 'blue', 'blue'])
    }
  })
})
