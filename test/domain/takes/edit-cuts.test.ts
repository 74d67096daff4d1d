import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Edit, lengthMsOf, partsOf, unedited } from '../../../domain/takes/edit.ts'
import {
  cutAt,
  cutsWithin,
  editKey,
  trimOf,
  withCut,
  withMovedCut,
  withRestored,
  withTrimmedEnd,
  withTrimmedStart,
} from '../../../domain/takes/edit-cuts.ts'

const take = { durationMs: 60_000, replacementMs: () => 0 }
const keptMs = (edit: Edit): number => lengthMsOf(partsOf(edit, take))
const cut = (edit: Edit, ...spans: [number, number][]): Edit =>
  withCut(
    edit,
    spans.map(([fromMs, toMs]) => ({ fromMs, toMs })),
    take,
  )

describe('cutting a recording', () => {
  it('joins cuts that touch or overlap', () => {
    const edit = cut(unedited, [10_000, 12_000], [12_000, 15_000], [14_000.4, 20_000.6])
    expect(edit.cuts).toEqual([{ fromMs: 10_000, toMs: 20_001 }])
    expect(cutAt(edit.cuts, 15_000)).toEqual(edit.cuts[0])
    expect(cutAt(edit.cuts, 20_001)).toBeNull()
  })

  it('leaves it as it was where nothing would stay', () => {
    const edit = cut(unedited, [0, 30_000])
    expect(cut(edit, [29_000, 59_800])).toBe(edit)
  })

  it('reaches beyond the end where it ends at it, so that no frame of the end is left by a length that was known badly', () => {
    const edit = cut(unedited, [50_000, 59_950])
    expect(keptMs(edit)).toBe(50_000)
    expect(lengthMsOf(partsOf(edit, { ...take, durationMs: 61_000 }))).toBe(50_000)
  })

  it('brings a cut back, whole or in part', () => {
    const edit = cut(unedited, [10_000, 20_000], [30_000, 40_000])
    expect(withRestored(edit, { fromMs: 10_000, toMs: 20_000 }).cuts).toEqual([{ fromMs: 30_000, toMs: 40_000 }])
    expect(withRestored(edit, { fromMs: 15_000, toMs: 32_000 }).cuts).toEqual([
      { fromMs: 10_000, toMs: 15_000 },
      { fromMs: 32_000, toMs: 40_000 },
    ])
  })

  it('moves the ends of a cut, within the recording and without losing the cut beside it', () => {
    const edit = cut(unedited, [10_000, 20_000], [30_000, 40_000])
    const [first] = edit.cuts
    if (!first) throw new Error('a cut was made')
    const wider = withMovedCut(edit, { cut: first, to: { fromMs: -500, toMs: 35_000 } }, take)
    expect(cutsWithin(wider, take.durationMs)).toEqual([{ fromMs: 0, toMs: 40_000 }])
    const narrower = withMovedCut(edit, { cut: first, to: { fromMs: 12_000, toMs: 13_000 } }, take)
    expect(narrower.cuts).toEqual([
      { fromMs: 12_000, toMs: 13_000 },
      { fromMs: 30_000, toMs: 40_000 },
    ])
  })

  it('keeps what it keeps, whatever is cut and brought back after one another', () => {
    const spans = fc.array(
      fc.record({
        isCut: fc.boolean(),
        fromMs: fc.integer({ min: 0, max: 59_000 }),
        lengthMs: fc.integer({ min: 1, max: 9000 }),
      }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(spans, (steps) => {
        let edit: Edit = unedited
        for (const { isCut, fromMs, lengthMs } of steps) {
          const span = { fromMs, toMs: Math.min(take.durationMs, fromMs + lengthMs) }
          edit = isCut ? withCut(edit, [span], take) : withRestored(edit, span)
        }
        const cutMs = cutsWithin(edit, take.durationMs).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
        expect(cutMs).toBeLessThanOrEqual(take.durationMs - 500)
        // Stretches shorter than a frame between two cuts are not published either.
        expect(take.durationMs - cutMs - keptMs(edit)).toBeGreaterThanOrEqual(0)
        expect(take.durationMs - cutMs - keptMs(edit)).toBeLessThan(33 * (edit.cuts.length + 1))
      }),
      { numRuns: 60 },
    )
  })
})

describe('trimming the ends', () => {
  it('moves where what is kept begins and ends, and back', () => {
    const begun = withTrimmedStart(unedited, 5000, take)
    const trimmed = withTrimmedEnd(begun, 50_000, take)
    expect(trimOf(trimmed, take.durationMs)).toEqual({ fromMs: 5000, toMs: 50_000 })
    const earlier = withTrimmedStart(withTrimmedEnd(trimmed, 60_000, take), 2000, take)
    expect(trimOf(earlier, take.durationMs)).toEqual({ fromMs: 2000, toMs: 60_000 })
    expect(withTrimmedStart(earlier, 0, take).cuts).toEqual([])
  })

  it('leaves the cuts in the middle alone', () => {
    const edit = withTrimmedStart(cut(unedited, [20_000, 30_000]), 5000, take)
    expect(withTrimmedStart(edit, 1000, take).cuts).toEqual([
      { fromMs: 0, toMs: 1000 },
      { fromMs: 20_000, toMs: 30_000 },
    ])
  })

  it('never lets the ends pass each other', () => {
    const edit = withTrimmedEnd(withTrimmedStart(unedited, 40_000, take), 1000, take)
    expect(trimOf(edit, take.durationMs)).toEqual({ fromMs: 40_000, toMs: 40_500 })
  })
})

describe('the name of an edit', () => {
  it('is the same for the same result, and another for another', () => {
    const apart = cut(unedited, [10_000, 12_000], [12_000, 15_000])
    expect(editKey(apart)).toBe(editKey(cut(unedited, [10_000, 15_000])))
    expect(editKey(apart)).not.toBe(editKey(unedited))
    expect(editKey({ ...unedited, quality: 'small' })).not.toBe(editKey(unedited))
    const { cuts, ...rest } = apart
    expect(editKey({ ...rest, cuts })).toBe(editKey(apart))
  })
})
