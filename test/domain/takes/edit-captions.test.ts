import { describe, expect, it } from 'vitest'
import { partsOf, unedited } from '../../../domain/takes/edit.ts'
import { retimedCues } from '../../../domain/takes/edit-captions.ts'

const other = 'a'.repeat(26)
const own = [
  { startMs: 0, endMs: 2000, text: 'first words' },
  { startMs: 4000, endMs: 6000, text: 'secret words' },
  { startMs: 8000, endMs: 10_000, text: 'last' },
]

describe('the captions of an edit', () => {
  it('leave out what was cut, and follow the others forward', () => {
    const parts = partsOf(
      { ...unedited, cuts: [{ fromMs: 3000, toMs: 7000 }] },
      { durationMs: 10_000, replacementMs: () => 0 },
    )
    expect(retimedCues(parts, { own, cuesOf: () => [] })).toEqual([
      { startMs: 0, endMs: 2000, text: 'first words' },
      { startMs: 4000, endMs: 6000, text: 'last' },
    ])
  })

  it('stay one line where a pause was taken out of it', () => {
    const parts = partsOf(
      { ...unedited, cuts: [{ fromMs: 900, toMs: 1000 }] },
      { durationMs: 10_000, replacementMs: () => 0 },
    )
    expect(retimedCues(parts, { own, cuesOf: () => [] })[0]).toEqual({ startMs: 0, endMs: 1900, text: 'first words' })
  })

  it('are those of the new recording where a stretch was replaced', () => {
    const parts = partsOf(
      { ...unedited, replacements: [{ fromMs: 3000, toMs: 7000, take: other }] },
      { durationMs: 10_000, replacementMs: () => 1500 },
    )
    const cuesOf = () => [{ startMs: 100, endMs: 1400, text: 'said anew' }]
    expect(retimedCues(parts, { own, cuesOf })).toEqual([
      { startMs: 0, endMs: 2000, text: 'first words' },
      { startMs: 3100, endMs: 4400, text: 'said anew' },
      { startMs: 5500, endMs: 7500, text: 'last' },
    ])
  })
})
