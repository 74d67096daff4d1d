import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bubbleBox, bubbleSizes, droppedAt, movedBy, smallScreenBox } from '../../../domain/takes/bubble-place.ts'
import { type Bubble, bubbleIn, bubbleSchema } from '../../../domain/takes/take.ts'

const frame = { width: 1920, height: 1080 }
const inCorner = bubbleIn({ corner: 'bottom-right', sizeFraction: 0.16 })

const anyFrame = fc.record({ width: fc.integer({ min: 2, max: 2560 }), height: fc.integer({ min: 2, max: 2560 }) })
const anyBubble: fc.Arbitrary<Bubble> = fc.record({
  corner: fc.constantFrom('top-left', 'top-right', 'bottom-left', 'bottom-right'),
  at: fc.option(
    fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) }),
  ),
  sizeFraction: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  shape: fc.constantFrom('circle', 'rounded'),
  isMirrored: fc.boolean(),
})

describe('the place of the bubble', () => {
  it('is a margin away from its corner', () => {
    expect(bubbleBox(inCorner, frame)).toEqual({ x: 1580, y: 740, width: 308, height: 308, radius: 154 })
    expect(bubbleBox({ ...inCorner, corner: 'top-left' }, frame)).toMatchObject({ x: 32, y: 32 })
  })

  it('is wherever it was dragged to, never nearer to the edge than in a corner', () => {
    expect(bubbleBox({ ...inCorner, at: { x: 0.5, y: 0.5 } }, frame)).toMatchObject({ x: 806, y: 386 })
    expect(bubbleBox({ ...inCorner, at: { x: 1, y: 1 } }, frame)).toEqual(bubbleBox(inCorner, frame))
  })

  it('has rounded corners where it is no circle', () => {
    expect(bubbleBox({ ...inCorner, shape: 'rounded' }, frame).radius).toBe(55)
  })

  it('lies within the picture with even numbers, whatever the picture and the bubble are', () => {
    fc.assert(
      fc.property(anyBubble, anyFrame, anyFrame, (bubble, { width, height }, screen) => {
        const evenFrame = { width: width - (width % 2), height: height - (height % 2) }
        for (const box of [bubbleBox(bubble, evenFrame), smallScreenBox(bubble, { frame: evenFrame, screen })]) {
          expect([box.x % 2, box.y % 2, box.width % 2, box.height % 2]).toEqual([0, 0, 0, 0])
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.y).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(evenFrame.width)
          expect(box.y + box.height).toBeLessThanOrEqual(evenFrame.height)
        }
      }),
    )
  })

  it('is where a swapped screen stands, whole and in its own proportions', () => {
    expect(smallScreenBox(inCorner, { frame, screen: { width: 1920, height: 1080 } })).toEqual({
      ...{ x: 1340, y: 740, width: 548, height: 308, radius: 15 },
    })
    expect(smallScreenBox(inCorner, { frame, screen: { width: 600, height: 1200 } })).toMatchObject({
      ...{ width: 154, height: 308 },
    })
  })
})

describe('a bubble that is dragged', () => {
  it('snaps into a corner, and to an edge', () => {
    expect(droppedAt(inCorner, { frame, at: { x: 0.12, y: 0.2 } })).toEqual({ ...inCorner, corner: 'top-left' })
    const atEdge = droppedAt(inCorner, { frame, at: { x: 0.11, y: 0.5 } })
    expect(bubbleBox(atEdge, frame).x).toBe(32)
    expect(atEdge.at?.y).toBeCloseTo(0.5, 2)
  })

  it('stays where it is let go elsewhere', () => {
    const dropped = droppedAt(inCorner, { frame, at: { x: 0.4, y: 0.45 } })
    expect(dropped.at?.x).toBeCloseTo(0.4, 2)
    expect(dropped.at?.y).toBeCloseTo(0.45, 2)
  })
})

describe('a bubble that is moved by keys', () => {
  const press = (bubble: Bubble, key: string, isLarge = false): Bubble =>
    movedBy(bubble, { frame, key, isLarge }) ?? bubble

  it('goes a step, and a larger one with Shift', () => {
    expect(bubbleBox(press(inCorner, 'ArrowLeft'), frame)).toMatchObject({ x: 1558, y: 740 })
    expect(bubbleBox(press(inCorner, 'ArrowUp', true), frame)).toMatchObject({ x: 1580, y: 632 })
  })

  it('ends in a corner, where it stays', () => {
    let bubble = inCorner
    for (let step = 0; step < 60; step += 1) bubble = press(bubble, 'ArrowLeft', true)
    expect(bubble).toEqual({ ...inCorner, corner: 'bottom-left' })
  })

  it('is told nothing by other keys', () => {
    expect(movedBy(inCorner, { frame, key: 'Enter', isLarge: false })).toBeNull()
  })
})

describe('the sizes that are offered', () => {
  it('are four that a take can hold', () => {
    expect(bubbleSizes).toHaveLength(4)
    for (const sizeFraction of bubbleSizes)
      expect(bubbleSchema.safeParse({ ...inCorner, sizeFraction }).success).toBe(true)
  })
})
