import { describe, expect, it } from 'vitest'
import { partsOf, unedited } from '../../../domain/takes/edit.ts'
import { keptChapters } from '../../../domain/takes/edit-chapters.ts'
import { withoutReplacement, withReplacement } from '../../../domain/takes/edit-replace.ts'

const other = 'a'.repeat(26)
const lengths = { durationMs: 30_000, replacementMs: () => 2000 }
const chapters = [
  { questionId: 'next', startMs: 20_000 },
  { questionId: 'moved', startMs: 1000 },
  { questionId: 'way', startMs: 10_000 },
]

describe('the chapters of an edit', () => {
  it('begin where the first kept moment of each is played; one that is cut whole is none', () => {
    const cuts = [
      { fromMs: 0, toMs: 3000 },
      { fromMs: 9000, toMs: 20_500 },
    ]
    expect(keptChapters(partsOf({ ...unedited, cuts }, lengths), chapters)).toEqual([
      { questionId: 'moved', startMs: 0 },
      { questionId: 'next', startMs: 6000 },
    ])
  })

  it('stay with what was recorded again in their place', () => {
    const edit = withReplacement(unedited, { span: { fromMs: 10_000, toMs: 20_000 }, take: other })
    expect(keptChapters(partsOf(edit, lengths), chapters)).toEqual([
      { questionId: 'moved', startMs: 1000 },
      { questionId: 'way', startMs: 10_000 },
      { questionId: 'next', startMs: 12_000 },
    ])
  })
})

describe('recording a part again', () => {
  it('takes the place of earlier recordings and cuts of the part', () => {
    const cut = { ...unedited, cuts: [{ fromMs: 9000, toMs: 12_000 }] }
    const first = withReplacement(cut, { span: { fromMs: 10_000, toMs: 20_000 }, take: 'b'.repeat(26) })
    expect(first.cuts).toEqual([{ fromMs: 9000, toMs: 10_000 }])
    const again = withReplacement(first, { span: { fromMs: 10_000.2, toMs: 20_000 }, take: other })
    expect(again.replacements).toEqual([{ fromMs: 10_000, toMs: 20_000, take: other }])
    expect(withoutReplacement(again, 10_000).replacements).toEqual([])
  })
})
