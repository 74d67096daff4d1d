import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTopBoxes } from '../../../../../electron/backend/media/container/boxes.ts'
import { composeWorld } from './compose-world.ts'

let world: Awaited<ReturnType<typeof composeWorld>>

beforeAll(async () => {
  world = await composeWorld()
})
afterAll(() => world.remove())

describe('trimming', () => {
  it('takes what is cut off out of the bytes', async () => {
    const { facts, outputPath, colourAt } = await world.compose({ trimStartMs: 1000, trimEndMs: 2000 })
    expect(Math.abs(facts.durationMs - 1000)).toBeLessThan(100)
    const colours = await Promise.all([0, 0.3, 0.6, 0.9].map((atSec) => colourAt(atSec, 320, 180)))
    expect(colours).toEqual(['lime', 'lime', 'lime', 'lime'])
    const { boxes, sizeBytes } = await readTopBoxes(outputPath)
    expect(boxes.at(-1)?.end).toBe(sizeBytes)
  })

  it('cuts across segments and opens none that it does not need', async () => {
    const gone = { durationMs: null, tracks: [{ track: 'screen', path: world.screen }] as const }
    const { facts, colourAt } = await world.compose({
      segments: [gone, world.both, gone],
      trimStartMs: 4000,
      trimEndMs: 7000,
    })
    expect(Math.abs(facts.durationMs - 3000)).toBeLessThan(100)
    expect(await Promise.all([0.5, 1.5, 2.5].map((atSec) => colourAt(atSec, 40, 40)))).toEqual([
      'lime',
      'white',
      'blue',
    ])
  })

  it('says so when nothing is left', async () => {
    await expect(world.compose({ trimStartMs: 60_000 })).rejects.toMatchObject({ code: 'take-empty' })
    await expect(world.compose({ segments: [] })).rejects.toMatchObject({ code: 'take-empty' })
  })
})
