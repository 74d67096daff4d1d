import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countOf,
  editedCues,
  joinedWithNext,
  plainCues,
  replacedAll,
  shifted,
  splitAt,
  withNewCue,
  withoutCue,
  withText,
  withTimes,
} from '../../../domain/captions/edit-cues.ts'
import { parseCaptions } from '../../../domain/captions/parse.ts'
import { writeSubRip } from '../../../domain/captions/srt.ts'

const cue = (startMs: number, endMs: number, text: string) => ({ startMs, endMs, text })
const three = editedCues([cue(0, 1000, 'one two'), cue(1000, 2000, 'three four'), cue(3000, 4000, 'five')])
const said = (cues: ReturnType<typeof editedCues>) =>
  plainCues(cues).map(({ startMs, endMs, text }) => [startMs, endMs, text])

describe('editing captions', () => {
  it('splits where the caret stands, and shares the time by length', () => {
    const split = splitAt(three, 1, 5)
    expect(said(split).slice(1, 3)).toEqual([
      [1000, 1556, 'three'],
      [1556, 2000, 'four'],
    ])
    expect(new Set(split.map(({ id }) => id)).size).toBe(4)
    expect(said(splitAt(three, 1, 0))).toEqual(said(three))
    expect(said(splitAt(three, 1, 99))).toEqual(said(three))
    expect(said(joinedWithNext(split, 1))).toEqual(said(three))
  })

  it('joins with the next, over a silence too', () => {
    expect(said(joinedWithNext(three, 1)).at(-1)).toEqual([1000, 4000, 'three four five'])
    expect(said(joinedWithNext(three, 2))).toEqual(said(three))
  })

  it('moves one or all of them, never out of the recording', () => {
    expect(said(shifted(three, 2, { byMs: -500, durationMs: 5000 })).at(-1)).toEqual([2500, 3500, 'five'])
    expect(said(shifted(three, null, { byMs: 300, durationMs: 5000 }))[0]).toEqual([300, 1300, 'one two'])
    expect(said(shifted(three, null, { byMs: -9000, durationMs: 5000 }))).toEqual(said(three))
    expect(said(shifted(three, null, { byMs: 9000, durationMs: 5000 })).at(-1)).toEqual([4000, 5000, 'five'])
  })

  it('sets times in order, long enough to be read', () => {
    const moved = withTimes(three, 0, { startMs: 2500, endMs: 2500, durationMs: 5000 })
    expect(said(moved)).toEqual([
      [1000, 2000, 'three four'],
      [2500, 2700, 'one two'],
      [3000, 4000, 'five'],
    ])
    const last = withTimes(three, 0, { startMs: 99_999, endMs: 0, durationMs: 5000 }).at(-1)
    expect([last?.startMs, last?.endMs]).toEqual([4800, 5000])
  })

  it('adds a cue up to the next, and takes one away', () => {
    const { cues, id } = withNewCue(three, { atMs: 2100, durationMs: 5000 })
    expect(cues.find((each) => each.id === id)).toMatchObject({ startMs: 2100, endMs: 3000, text: '' })
    // One without words is none when it is published.
    expect(plainCues(cues)).toHaveLength(3)
    expect(said(withText(cues, id, ' new\n\n words ')).some(([, , text]) => text === 'new\nwords')).toBe(true)
    expect(said(withoutCue(three, 1))).toHaveLength(2)
    expect(withNewCue([], { atMs: 0, durationMs: 100 }).cues).toHaveLength(1)
  })

  it('replaces words wherever they stand, taken as they are', () => {
    const cues = editedCues([cue(0, 1000, 'The ledger. the LEDGER?'), cue(1000, 2000, 'a.b (c)')])
    expect(countOf(cues, 'the ledger')).toBe(2)
    expect(said(replacedAll(cues, 'the ledger', '$& it')).at(0)?.[2]).toBe('$& it. $& it?')
    expect(countOf(cues, '.')).toBe(2)
    expect(said(replacedAll(cues, '(c)', 'd')).at(1)?.[2]).toBe('a.b d')
    expect(countOf(cues, '')).toBe(0)
    expect(said(replacedAll(cues, '', 'x'))).toEqual(said(cues))
  })

  it('keeps cues in order where one is split over which another is said', () => {
    const over = withNewCue(three, { atMs: three[0]?.startMs ?? 0, durationMs: 5000 }).cues
    const times = splitAt(over, 0, 5).map(({ startMs }) => startMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times).toHaveLength(5)
  })

  it('keeps times forward and in order, whatever is done', () => {
    const step = fc.record({
      do: fc.integer({ min: 0, max: 5 }),
      id: fc.integer({ min: 0, max: 8 }),
      by: fc.integer({ min: -6000, max: 6000 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let cues = three
        for (const { do: what, id, by } of steps) {
          if (what === 0) cues = splitAt(cues, id, by)
          else if (what === 1) cues = joinedWithNext(cues, id)
          else if (what === 2) cues = shifted(cues, by > 0 ? id : null, { byMs: by, durationMs: 5000 })
          else if (what === 3) cues = withTimes(cues, id, { startMs: by, endMs: -by, durationMs: 5000 })
          else if (what === 4) cues = withNewCue(cues, { atMs: by, durationMs: 5000 }).cues
          else cues = withoutCue(cues, id)
          expect(new Set(cues.map((each) => each.id)).size).toBe(cues.length)
          cues.forEach((each, place) => {
            expect(each.endMs).toBeGreaterThan(each.startMs)
            expect(each.startMs).toBeGreaterThanOrEqual(cues[place - 1]?.startMs ?? 0)
            expect(Number.isInteger(each.startMs) && Number.isInteger(each.endMs)).toBe(true)
          })
        }
      }),
    )
  })
})

describe('SubRip', () => {
  it('is read back as it was written', () => {
    const cues = [cue(0, 1500, 'Good\nmorning'), cue(3_600_000, 3_601_234, 'An hour in: 1 < 2')]
    expect(parseCaptions(writeSubRip(cues)).cues).toEqual(cues)
  })

  it('holds no line that looks like a time', () => {
    expect(parseCaptions(writeSubRip([cue(0, 1000, '00:00:05,000 --> 00:00:06,000')])).cues).toHaveLength(1)
  })
})
