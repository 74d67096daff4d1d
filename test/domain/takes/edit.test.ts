import { describe, expect, it } from 'vitest'
import { editSchema, lengthMsOf, partsOf, publishedMs, unedited } from '../../../domain/takes/edit.ts'

const none = { durationMs: 10_000, replacementMs: () => 0 }
const other = 'a'.repeat(26)

describe('what an edit keeps', () => {
  it('is all of a take that nothing was done to', () => {
    expect(partsOf(unedited, none)).toEqual([{ take: null, fromMs: 0, toMs: 10_000 }])
  })

  it('is what stands between the cuts, however they lie', () => {
    const cuts = [
      { fromMs: 9000, toMs: 99_000 },
      { fromMs: 2000, toMs: 3000 },
      { fromMs: 2500, toMs: 4000 },
      { fromMs: 0, toMs: 500 },
      { fromMs: 8980, toMs: 8990 },
    ]
    const parts = partsOf({ ...unedited, cuts }, none)
    expect(parts).toEqual([
      { take: null, fromMs: 500, toMs: 2000 },
      { take: null, fromMs: 4000, toMs: 8980 },
    ])
    expect(lengthMsOf(parts)).toBe(6480)
  })

  it('is nothing where everything was cut', () => {
    expect(partsOf({ ...unedited, cuts: [{ fromMs: 0, toMs: 10_000 }] }, none)).toEqual([])
  })

  it('plays another take where a stretch was replaced, unless that stretch is cut', () => {
    const replacements = [{ fromMs: 2000, toMs: 5000, take: other }]
    const known = { durationMs: 10_000, replacementMs: () => 1200 }
    const parts = partsOf({ ...unedited, replacements, cuts: [{ fromMs: 4000, toMs: 6000 }] }, known)
    expect(parts).toEqual([
      { take: null, fromMs: 0, toMs: 2000 },
      { take: other, fromMs: 0, toMs: 1200, replaces: { fromMs: 2000, toMs: 5000 } },
      { take: null, fromMs: 6000, toMs: 10_000 },
    ])
    const cut = partsOf({ ...unedited, replacements, cuts: [{ fromMs: 1000, toMs: 6000 }] }, known)
    expect(cut.map(({ take }) => take)).toEqual([null, null])
  })
})

describe('a moment of a take', () => {
  const cuts = [{ fromMs: 2000, toMs: 4000 }]
  const replacements = [{ fromMs: 5000, toMs: 6000, take: other }]
  const parts = partsOf({ cuts, replacements }, { durationMs: 10_000, replacementMs: () => 3000 })

  it('moves by what was cut and put in before it', () => {
    expect([0, 1999, 3000, 4500, 6000].map((atMs) => publishedMs(parts, atMs))).toEqual([0, 1999, 2000, 2500, 6000])
  })

  it('lies where the replacement begins, in a stretch that was replaced', () => {
    expect([5000, 5999].map((atMs) => publishedMs(parts, atMs))).toEqual([3000, 3000])
  })
})

describe('an edit that a page sends', () => {
  it('is refused where a stretch runs backwards or a rectangle leaves the picture', () => {
    const cover = { id: 'a', fromMs: 0, toMs: 10, kind: 'blur', x: 0, y: 0, width: 1, height: 1 }
    expect(editSchema.safeParse({ covers: [cover] }).success).toBe(true)
    expect(editSchema.safeParse({ covers: [{ ...cover, x: 1.5 }] }).success).toBe(false)
    expect(editSchema.safeParse({ cuts: [{ fromMs: 5, toMs: 5 }] }).success).toBe(false)
  })
})
