import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unedited } from '../../../../../domain/takes/edit.ts'
import { bubbleIn, screenWith } from '../../../../../domain/takes/take.ts'
import {
  frameRanges,
  keptParts,
  type PlannedSegment,
  type PlannedTake,
  pieceText,
  planParts,
  planWhole,
} from '../../../../../electron/backend/media/compose/piece-plan.ts'

const bubble = bubbleIn({ corner: 'bottom-right', sizeFraction: 0.2 })
const picture = (id: string) => ({ id, region: null })

function segment(durationMs: number, id = 'one'): PlannedSegment {
  return { durationMs, screen: picture(`${id}-screen`), camera: picture(`${id}-camera`), cameraOffsetMs: 120 }
}

function take(segments: PlannedSegment[], more: Partial<PlannedTake> = {}): PlannedTake {
  return { take: null, segments, layouts: [{ fromMs: 0, layout: screenWith(bubble) }], covers: [], ...more }
}

/** The texts of the pieces that an edit of a take is made of. */
function texts(planned: PlannedTake, edit: Partial<typeof unedited> = {}): string[] {
  const durationMs = planned.segments.reduce((sum, { durationMs: ms }) => sum + ms, 0)
  const parts = keptParts({ ...unedited, ...edit }, { durationMs, replacementsMs: new Map() })
  const edited = { ...planned, covers: edit.covers ?? [], layouts: edit.layouts ?? planned.layouts }
  return planParts([edited], { parts, framesPerSecond: 30 }).map((piece) =>
    pieceText(piece, planned.segments[piece.segment] ?? segment(0), 'recipe'),
  )
}

const halfHour = take([segment(30 * 60_000)])

/** How many of an edit's pieces are not among those of the recording. */
function newPieces(edit: Partial<typeof unedited>): number {
  const before = new Set(texts(halfHour))
  return texts(halfHour, edit).filter((text) => !before.has(text)).length
}

describe('the pieces of a take', () => {
  it('lie on a grid of ten seconds in each segment, with a short one first, without a gap, and never across two segments', () => {
    const pieces = planWhole(take([segment(25_000), segment(4_000, 'two')]), 30)
    expect(pieces.map(({ segment: nth, fromFrame, toFrame }) => [nth, fromFrame, toFrame])).toEqual([
      [0, 0, 90],
      [0, 90, 300],
      [0, 300, 600],
      [0, 600, 750],
      [1, 0, 90],
      [1, 90, 120],
    ])
  })

  it('keep exactly what lies between start and end, whatever the segments are', () => {
    const durations = fc.array(
      fc.integer({ min: 1, max: 20 }).map((n) => n * 100),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(durations, fc.nat(30), fc.option(fc.nat(60), { nil: null }), (durationsMs, start, end) => {
        const fromMs = start * 100
        const total = durationsMs.reduce((sum, ms) => sum + ms, 0)
        const toMs = end === null ? total : end * 100
        const expected = Math.max(0, Math.min(total, toMs) - fromMs)
        const segments = durationsMs.map((durationMs) => ({ durationMs }))
        const ranges = frameRanges(segments, { fromMs, toMs, framesPerSecond: 30 })
        expect(ranges.reduce((sum, { fromFrame, toFrame }) => sum + toFrame - fromFrame, 0)).toBe(expected * 0.03)
        for (const { segment: nth, fromFrame, toFrame } of ranges) {
          expect(fromFrame).toBeGreaterThanOrEqual(0)
          expect(toFrame).toBeLessThanOrEqual((durationsMs[nth] ?? 0) * 0.03)
        }
      }),
    )
  })
})

describe('an edit', () => {
  it('that cuts a stretch out of the middle makes at most two new pieces, wherever it lies', () => {
    const moment = fc.integer({ min: 0, max: 30 * 60_000 })
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const cut = { fromMs: Math.min(a, b), toMs: Math.max(a, b) + 1 }
        expect(newPieces({ cuts: [cut] })).toBeLessThanOrEqual(2)
      }),
      { numRuns: 50 },
    )
  })

  it('that trims the ends makes one new piece for each', () => {
    const cuts = [
      { fromMs: 0, toMs: 12_345 },
      { fromMs: 1_500_123, toMs: 9_000_000 },
    ]
    expect(newPieces({ cuts })).toBe(2)
  })

  it('that covers a rectangle or moves the bubble for a while makes anew what it touches', () => {
    const rectangle = { id: 'a', kind: 'solid' as const, x: 0.1, y: 0.1, width: 0.2, height: 0.2 }
    expect(newPieces({ covers: [{ ...rectangle, fromMs: 12_000, toMs: 18_000 }] })).toBe(1)
    const layouts = [
      { fromMs: 0, layout: screenWith(bubble) },
      { fromMs: 31_000, layout: screenWith(null) },
      { fromMs: 39_000, layout: screenWith(bubble) },
    ]
    expect(newPieces({ layouts })).toBe(1)
  })

  it('divides a piece where its look changes, and says which frames look how', () => {
    const layouts = [
      { fromMs: 0, layout: screenWith(bubble) },
      { fromMs: 2_000, layout: screenWith(bubble) },
      { fromMs: 5_000, layout: { bubble, isSwapped: true } },
    ]
    const [, piece] = planWhole(take([segment(10_000)], { layouts }), 30)
    expect(piece?.spans.map(({ fromFrame, toFrame, layout }) => [fromFrame, toFrame, layout.isSwapped])).toEqual([
      [90, 150, false],
      [150, 300, true],
    ])
  })

  it('does not make a piece anew for a camera that is not seen', () => {
    const hidden = { layouts: [{ fromMs: 0, layout: screenWith(null) }] }
    const [first] = texts(take([segment(10_000)], hidden))
    const [other] = texts(take([{ ...segment(10_000), cameraOffsetMs: 7 }], hidden))
    expect(other).toBe(first)
    expect(texts(take([{ ...segment(10_000), cameraOffsetMs: 7 }]))).not.toEqual(texts(take([segment(10_000)])))
  })
})
