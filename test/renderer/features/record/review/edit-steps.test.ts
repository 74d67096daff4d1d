import { describe, expect, it } from 'vitest'
import { coverSchema, unedited } from '../../../../../domain/takes/edit.ts'
import { bubbleIn, screenWith } from '../../../../../domain/takes/take.ts'
import {
  areaBetween,
  withCover,
  withNewCover,
  withoutCover,
} from '../../../../../renderer/features/record/review/edit-covers.ts'
import { layoutAt, withLayout } from '../../../../../renderer/features/record/review/edit-layouts.ts'
import { namedChapters, spanOfChapter, withMark } from '../../../../../renderer/features/record/review/edit-marks.ts'
import { reviewActionOf } from '../../../../../renderer/features/record/review/review-keys.ts'
import { playedFrom } from '../../../../../renderer/features/record/review/review-playback.ts'
import { savedBy, silencesToCut } from '../../../../../renderer/features/record/review/silence-choice.ts'
import { barsOf } from '../../../../../renderer/features/record/review/timeline-bars.ts'
import { greatestZoom, partAt, stepOfKey } from '../../../../../renderer/features/record/review/timeline-steps.ts'

const durationMs = 60_000

describe('covering a part of the picture', () => {
  const area = areaBetween({ x: 0.9, y: 0.9 }, { x: 0.5, y: 1.4 })

  it('takes the rectangle between two points, within the picture', () => {
    expect(area).toEqual({ x: 0.5, y: 0.5, width: 0.4, height: 0.5 })
    expect(areaBetween({ x: 1, y: 1 }, { x: 1, y: 1 })).toEqual({ x: 0.98, y: 0.98, width: 0.02, height: 0.02 })
  })

  it('holds for five seconds or for what is selected, and never beyond the end', () => {
    const edit = withNewCover(unedited, { id: 'a', area, fromMs: 58_000, toMs: null }, durationMs)
    expect(edit.covers).toMatchObject([{ id: 'a', kind: 'blur', fromMs: 58_000, toMs: 60_000 }])
    expect(withNewCover(unedited, { id: 'a', area, fromMs: 60_000, toMs: null }, durationMs).covers[0]).toMatchObject({
      fromMs: 59_800,
      toMs: 60_000,
    })
  })

  it('stays a valid cover whatever is moved', () => {
    let edit = withNewCover(unedited, { id: 'a', area, fromMs: 1000.4, toMs: 2000.6 }, durationMs)
    edit = withCover(edit, 'a', { fromMs: 99_000 }, durationMs)
    expect(edit.covers[0]).toMatchObject({ fromMs: 1801, toMs: 2001 })
    edit = withCover(edit, 'a', { toMs: -5, x: 0.9 }, durationMs)
    edit = withCover(edit, 'a', { kind: 'solid' }, durationMs)
    expect(coverSchema.parse(edit.covers[0])).toMatchObject({ kind: 'solid', fromMs: 1801, toMs: 2001, x: 0.6 })
    expect(withoutCover(edit, 'a').covers).toEqual([])
  })
})

describe('another layout', () => {
  const recorded = [{ fromMs: 0, layout: screenWith(bubbleIn({ corner: 'bottom-right', sizeFraction: 0.2 })) }]
  const left = screenWith(bubbleIn({ corner: 'bottom-left', sizeFraction: 0.2 }))

  it('holds for the whole, or from a moment on', () => {
    const whole = withLayout(unedited, { layout: left, fromMs: null, recorded })
    expect(whole.layouts).toEqual([{ fromMs: 0, layout: left }])
    const hidden = withLayout(whole, { layout: screenWith(null), fromMs: 5000.4, recorded })
    expect(layoutAt(hidden.layouts ?? [], 4999)).toEqual(left)
    expect(layoutAt(hidden.layouts ?? [], 5000)).toEqual(screenWith(null))
  })

  it('is no edit where it is as it was recorded', () => {
    const [first] = recorded
    if (!first) throw new Error('there is one')
    const moved = withLayout(unedited, { layout: left, fromMs: null, recorded })
    expect(withLayout(moved, { layout: first.layout, fromMs: null, recorded })).toEqual(unedited)
  })
})

describe('chapters in the editor', () => {
  const chapters = [
    { questionId: 'moved', startMs: 500 },
    { questionId: 'way', startMs: 20_000 },
  ]

  it('are the questions and the marks in order, and reach to the next', () => {
    const marks = withMark([], { id: 'm', startMs: 30_000.4, name: 'Demo' }, durationMs)
    const named = namedChapters({ chapters, marks, nameOf: (id) => `${id}?` })
    expect(named.map(({ name, startMs }) => [name, startMs])).toEqual([
      ['moved?', 500],
      ['way?', 20_000],
      ['Demo', 30_000],
    ])
    expect(spanOfChapter(named, { startMs: 500, durationMs })).toEqual({ fromMs: 0, toMs: 20_000 })
    expect(spanOfChapter(named, { startMs: 30_000, durationMs })).toEqual({ fromMs: 30_000, toMs: 60_000 })
  })
})

describe('playing what will be published', () => {
  const cuts = [
    { fromMs: 0, toMs: 1000 },
    { fromMs: 2000, toMs: 3000 },
    { fromMs: 3000, toMs: 4000 },
    { fromMs: 9000, toMs: 60_000 },
  ]
  it('leaps over what is cut, and ends where the rest is', () => {
    expect([0, 1500, 2000, 2500, 3999].map((atMs) => playedFrom({ cuts, durationMs }, atMs))).toEqual([
      1000, 1500, 4000, 4000, 4000,
    ])
    expect(playedFrom({ cuts, durationMs }, 9000)).toBeNull()
    expect(playedFrom({ cuts: [], durationMs }, 59_990)).toBeNull()
  })
})

describe('the timeline', () => {
  it('selects what lies between cuts and splits', () => {
    const borders = [10_000, 20_000]
    expect(partAt(5000, { borders, durationMs })).toEqual({ fromMs: 0, toMs: 10_000 })
    expect(partAt(10_000, { borders, durationMs })).toEqual({ fromMs: 10_000, toMs: 20_000 })
    expect(partAt(30_000, { borders, durationMs })).toEqual({ fromMs: 20_000, toMs: 60_000 })
  })

  it('can be drawn so wide that ten seconds fill it', () => {
    expect([3000, 10_000, 60_000, 3_600_000, 99_999_999].map(greatestZoom)).toEqual([1, 1, 8, 120, 120])
  })

  it('moves its handles by keys, a little or more', () => {
    expect(stepOfKey({ key: 'ArrowLeft', isShift: false, durationMs })).toBe(-100)
    expect(stepOfKey({ key: 'ArrowRight', isShift: true, durationMs })).toBe(1000)
    expect(stepOfKey({ key: 'a', isShift: false, durationMs })).toBeNull()
  })

  it('draws the loudest of each bar, and nothing where it was not heard yet', () => {
    const levels = { levelsDb: [-90, -12, -90, -35], stepMs: 50, isWhole: false }
    expect(barsOf(levels, { durationMs: 400, count: 4 })).toEqual([1, 0.5, 0, 0])
  })
})

describe('silences to cut', () => {
  it('are what is not cut already', () => {
    const silences = [
      { fromMs: 1000, toMs: 3000 },
      { fromMs: 5000, toMs: 6000 },
    ]
    const left = silencesToCut(silences, [{ fromMs: 2000, toMs: 5950 }])
    expect(left).toEqual([{ fromMs: 1000, toMs: 2000 }])
    expect(savedBy(left)).toBe(1000)
  })
})

describe('a key in the editor', () => {
  const press = (key: string, held: { isMod?: boolean; isShift?: boolean } = {}) =>
    reviewActionOf({ key, isMod: false, isShift: false, ...held })

  it('does what the list of keys says', () => {
    expect(press('i')).toEqual({ do: 'in' })
    expect(press('X')).toEqual({ do: 'cut' })
    expect(press('z', { isMod: true })).toEqual({ do: 'undo' })
    expect(press('Z', { isMod: true, isShift: true })).toEqual({ do: 'redo' })
    expect(press('ArrowLeft', { isShift: true })).toEqual({ do: 'skip', byMs: -5000 })
    expect(press('q')).toBeNull()
    expect(press('c', { isMod: true })).toBeNull()
  })
})
