import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KeptSpan, keptSpans } from '../../domain/records/retime.ts'
import { composedSpans, invertedSpans, keptSpansOf, retimedMs } from '../../domain/retime.ts'
import { partsOf, unedited } from '../../domain/takes/edit.ts'

const spans: KeptSpan[] = [
  { fromMs: 1000, toMs: 3000, atMs: 0 },
  { fromMs: 6000, toMs: 9000, atMs: 5000 },
]

describe('a recording that is published a second time', () => {
  it('says where the seconds of its first video lie in the second, what came back and what is new left out', () => {
    const first = [{ fromMs: 1000, toMs: 5000, atMs: 0 }]
    const second = [
      { fromMs: 0, toMs: 2000, atMs: 0 },
      { fromMs: 4000, toMs: 6000, atMs: 2000 },
    ]
    expect(composedSpans(invertedSpans(first), second)).toEqual([
      { fromMs: 0, toMs: 1000, atMs: 1000 },
      { fromMs: 3000, toMs: 4000, atMs: 2000 },
    ])
  })

  it('finds every second where it was when nothing changed', () => {
    expect(composedSpans(invertedSpans(spans), spans)).toEqual([
      { fromMs: 0, toMs: 2000, atMs: 0 },
      { fromMs: 5000, toMs: 8000, atMs: 5000 },
    ])
  })
})

describe('a second of an earlier video', () => {
  it('is found where it is played now, or where the gap is', () => {
    expect(retimedMs(1500, spans)).toEqual({ ms: 500, isGone: false })
    expect(retimedMs(500, spans)).toEqual({ ms: 0, isGone: true })
    expect(retimedMs(4000, spans)).toEqual({ ms: 5000, isGone: true })
    expect(retimedMs(8999, spans)).toEqual({ ms: 7999, isGone: false })
    expect(retimedMs(9000, spans)).toEqual({ ms: 8000, isGone: true })
    expect(retimedMs(5, [])).toEqual({ ms: 0, isGone: true })
  })

  it('is followed through several changes', () => {
    const second = [{ fromMs: 200, toMs: 6000, atMs: 0 }]
    expect(composedSpans(spans, second)).toEqual([
      { fromMs: 1200, toMs: 3000, atMs: 0 },
      { fromMs: 6000, toMs: 7000, atMs: 4800 },
    ])
  })
})

/** Any edit of a take of a minute. */
const edits = fc.record({
  cuts: fc.array(
    fc.record({ fromMs: fc.integer({ min: 0, max: 59_000 }), lengthMs: fc.integer({ min: 1, max: 9000 }) }),
    { maxLength: 8 },
  ),
  replaced: fc.option(fc.integer({ min: 0, max: 50_000 })),
})

it('what an edit keeps is a list that a reader takes, and two after one another are one', () => {
  const partsFor = ({ cuts, replaced }: { cuts: { fromMs: number; lengthMs: number }[]; replaced: number | null }) =>
    partsOf(
      {
        ...unedited,
        cuts: cuts.map(({ fromMs, lengthMs }) => ({ fromMs, toMs: fromMs + lengthMs })),
        replacements: replaced === null ? [] : [{ fromMs: replaced, toMs: replaced + 3000, take: 'a'.repeat(26) }],
      },
      { durationMs: 60_000.4, replacementMs: () => 1234.5 },
    )
  fc.assert(
    fc.property(edits, edits, fc.integer({ min: 0, max: 59_999 }), (first, second, atMs) => {
      const [one, two] = [keptSpansOf(partsFor(first)), keptSpansOf(partsFor(second))]
      expect(keptSpans.safeParse(one).success).toBe(true)
      const both = composedSpans(one, two)
      expect(keptSpans.safeParse(both).success).toBe(true)
      const step = retimedMs(atMs, one)
      const then = retimedMs(step.ms, two)
      const at = retimedMs(atMs, both)
      if (!step.isGone) expect(at.isGone).toBe(then.isGone)
      if (!at.isGone) expect(at.ms).toBe(then.ms)
    }),
    { numRuns: 200 },
  )
})
