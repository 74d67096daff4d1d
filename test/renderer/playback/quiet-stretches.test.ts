import { describe, expect, it } from 'vitest'
import { createMeter } from '../../../renderer/playback/level-meter.ts'
import { nextLeap, quietStretches, sliceMs, sliceToHear, stepMs } from '../../../renderer/playback/quiet-stretches.ts'

/** Levels of a talk: loud where `isTalk` says so, else the noise of a room. */
function heardOf(isTalk: (ms: number) => boolean, slices: readonly number[], talkDb = -20): Map<number, number[]> {
  const steps = sliceMs / stepMs
  return new Map(
    slices.map((slice) => [
      slice,
      Array.from({ length: steps }, (_, step) => (isTalk(slice * sliceMs + step * stepMs) ? talkDb : -62) + (step % 3)),
    ]),
  )
}

/** Two seconds of talk, three of silence, and so on. */
const talk = (ms: number): boolean => ms % 5000 < 2000

describe('what is heard ahead of the place', () => {
  it('is one slice after the other, no further than is needed', () => {
    const place = { atMs: 12_000, speed: 1, durationMs: 3_600_000 }
    expect(sliceToHear(new Map(), place)).toBe(1)
    expect(sliceToHear(heardOf(talk, [1, 2, 3]), place)).toBe(4)
    expect(sliceToHear(heardOf(talk, [1, 2, 3, 4]), place)).toBeNull()
    expect(sliceToHear(heardOf(talk, [1, 2, 3, 4]), { ...place, speed: 3 })).toBe(5)
  })

  it('ends where the video ends', () => {
    expect(sliceToHear(heardOf(talk, [0, 1]), { atMs: 0, speed: 3, durationMs: 20_000 })).toBeNull()
  })
})

describe('pauses', () => {
  it('leave a breath at either side of the talk', () => {
    const quiet = quietStretches(heardOf(talk, [0, 1]), { atMs: 0, durationMs: 20_000 })
    expect(quiet.slice(0, 3)).toEqual([
      { fromMs: 2200, toMs: 4800 },
      { fromMs: 7200, toMs: 9800 },
      { fromMs: 12_200, toMs: 14_800 },
    ])
  })

  it('are never so long that they reach into what was not heard yet', () => {
    const quiet = quietStretches(heardOf(talk, [0]), { atMs: 0, durationMs: 60_000 })
    expect(quiet.at(-1)).toEqual({ fromMs: 7200, toMs: 9800 })
    const whole = quietStretches(
      heardOf(() => false, [0]),
      { atMs: 0, durationMs: 60_000 },
    )
    expect(whole).toEqual([])
  })

  it('are none where someone only draws breath, or speaks all the time', () => {
    const breathing = (ms: number): boolean => ms % 2500 < 1900
    expect(quietStretches(heardOf(breathing, [0, 1]), { atMs: 0, durationMs: 20_000 })).toEqual([])
    expect(
      quietStretches(
        heardOf(() => true, [0, 1]),
        { atMs: 0, durationMs: 20_000 },
      ),
    ).toEqual([])
  })

  it('end before a word whose syllables hardly rise above a loud room', () => {
    // From 5.0 s: two steps of sound, one of a dip, as espeak-ng begins "I would" beside a fan at -36 dBFS.
    const halting = (ms: number): boolean => ms < 2000 || (ms >= 5000 && ms < 7000 && ms % 150 < 100)
    const quiet = quietStretches(heardOf(halting, [0]), { atMs: 0, durationMs: 10_000 })
    expect(quiet[0]).toEqual({ fromMs: 2200, toMs: expect.closeTo(4800, -2) })
    expect(quiet[0]?.toMs).toBeLessThanOrEqual(5000)
  })

  it('of a quiet voice are told by the quiet voice, not by a loud one long before', () => {
    const heard = heardOf(talk, [0, 1, 2, 3, 4, 5, 6, 7])
    for (const [slice, levels] of heardOf(talk, [10, 11, 12, 13, 14, 15, 16, 17, 18, 19], -44)) heard.set(slice, levels)
    const quiet = quietStretches(heard, { atMs: 190_000, durationMs: 3_600_000 })
    const words = Array.from({ length: 20 }, (_, place) => 190_000 + place * 500).filter(talk)
    for (const { fromMs, toMs } of quiet) expect(words.some((ms) => ms > fromMs && ms < toMs)).toBe(false)
    expect(quiet.length).toBeGreaterThan(10)
  })
})

describe('a leap', () => {
  const quiet = [
    { fromMs: 2000, toMs: 4800 },
    { fromMs: 7000, toMs: 9800 },
  ]

  it('begins where the pause does, or where one is in it', () => {
    expect(nextLeap(quiet, 500)).toEqual({ fromMs: 2000, toMs: 4800 })
    expect(nextLeap(quiet, 3000)).toEqual({ fromMs: 3000, toMs: 4800 })
  })

  it('is not made where it would save next to nothing', () => {
    expect(nextLeap(quiet, 4700)).toEqual({ fromMs: 7000, toMs: 9800 })
    expect(nextLeap(quiet, 9700)).toBeNull()
  })
})

describe('levels', () => {
  it('are counted into steps wherever the packets of the sound begin', () => {
    const meter = createMeter({ fromMs: 1000, toMs: 1200 })
    const loud = new Float32Array(4800).fill(0.1)
    meter.add({ atMs: 950, perMs: 48, samples: loud })
    meter.add({ atMs: 1150, perMs: 48, samples: new Float32Array(4800) })
    expect(meter.levelsDb()).toEqual([-20, -90, -90, -90])
  })
})
