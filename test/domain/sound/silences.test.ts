import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silencesOf } from '../../../domain/sound/silences.ts'
import { scratchDir } from '../../support/media.ts'

const run = promisify(execFile)
const stepMs = 50
/** As espeak-ng speaks. */
const rate = 22_050
const choice = { leastMs: 700, paddingMs: 150 }

let scratch: Awaited<ReturnType<typeof scratchDir>>
beforeAll(async () => {
  scratch = await scratchDir()
  await run('espeak-ng', ['-w', join(scratch.dir, 'said.wav'), 'Refunds settle the same day, since Friday.'])
})
afterAll(() => scratch.remove())

/** Two sentences, 2 s of nothing between them and 1 s behind, in a room with this much noise. */
async function levelsOf({ noise, gainDb = 0 }: { noise: number; gainDb?: number }): Promise<number[]> {
  // Behind the WAV's header its samples.
  const said = new Int16Array((await readFile(join(scratch.dir, 'said.wav'))).buffer.slice(44))
  const pause = (sec: number): Int16Array => new Int16Array(sec * rate)
  const talk = [said, pause(2), said, pause(1)].flatMap((part) => [...part])
  const gain = 10 ** (gainDb / 20)
  let seed = 7
  return rms(
    talk.map((sample) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return (sample / 32_768) * gain + noise * (seed / 2 ** 30 - 1)
    }),
  )
}

function rms(samples: readonly number[]): number[] {
  const perStep = Math.floor((rate * stepMs) / 1000)
  return Array.from({ length: Math.floor(samples.length / perStep) }, (_, step) => {
    const part = samples.slice(step * perStep, (step + 1) * perStep)
    const power = part.reduce((sum, sample) => sum + sample ** 2, 0) / perStep
    return Math.max(-90, Math.round(10 * Math.log10(power + 1e-9)))
  })
}

describe('the pauses of a voice', () => {
  it.each([
    ['in a silent room', { noise: 0 }],
    ['in a quiet room', { noise: 0.002 }],
    ['beside a loud fan', { noise: 0.03 }],
    ['from a soft microphone', { noise: 0.0005, gainDb: -24 }],
  ])('are found %s', async (_, room) => {
    const levelsDb = await levelsOf(room)
    const endMs = levelsDb.length * stepMs
    const saidMs = (endMs - 3000) / 2
    const silences = silencesOf({ levelsDb, stepMs }, choice)
    expect(silences).toHaveLength(2)
    const [middle, last] = silences
    expect(middle?.fromMs).toBeGreaterThan(saidMs - 250)
    expect(middle?.fromMs).toBeLessThan(saidMs + 300)
    expect(middle?.toMs).toBeGreaterThan(saidMs + 1600)
    expect(middle?.toMs).toBeLessThan(saidMs + 2000)
    expect(last?.toMs).toBe(endMs)
  })

  it('are as long as one asks for at least, and keep their padding', async () => {
    const levelsDb = await levelsOf({ noise: 0.002 })
    const [wide] = silencesOf({ levelsDb, stepMs }, { leastMs: 700, paddingMs: 0 })
    const [narrow] = silencesOf({ levelsDb, stepMs }, { leastMs: 700, paddingMs: 300 })
    expect(narrow).toEqual({ fromMs: (wide?.fromMs ?? 0) + 300, toMs: (wide?.toMs ?? 0) - 300 })
    expect(silencesOf({ levelsDb, stepMs }, { leastMs: 5000, paddingMs: 0 })).toEqual([])
  })
})

describe('a recording in which nothing stands out', () => {
  const steps = (count: number, level: number): number[] => Array.from({ length: count }, () => level)

  it('has no pauses to remove', () => {
    expect(silencesOf({ levelsDb: [], stepMs }, choice)).toEqual([])
    expect(silencesOf({ levelsDb: steps(200, -90), stepMs }, choice)).toEqual([])
    expect(silencesOf({ levelsDb: steps(200, -20), stepMs }, choice)).toEqual([])
    expect(silencesOf({ levelsDb: [...steps(100, -72), ...steps(100, -64)], stepMs }, choice)).toEqual([])
  })

  it('is not kept from its pauses by a click within them', () => {
    const levelsDb = [...steps(40, -20), ...steps(20, -70), -15, ...steps(20, -70), ...steps(40, -20)]
    expect(silencesOf({ levelsDb, stepMs }, choice)).toEqual([{ fromMs: 2150, toMs: 3900 }])
  })
})
