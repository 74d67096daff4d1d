import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { regionSchema } from '../../../../../domain/takes/take.ts'
import {
  middlePart,
  regionBetween,
  regionByKey,
  regionMoved,
} from '../../../../../renderer/features/record/setup/region.ts'

const fraction = fc.double({ min: -0.5, max: 1.5, noNaN: true })
const point = fc.record({ x: fraction, y: fraction })

describe('a part of the screen', () => {
  it('is drawn from any corner to any other, and held within the picture', () => {
    const drawn = { x: 0.5, y: 0.25, width: 0.5, height: 0.5 }
    expect(regionBetween({ x: 1.2, y: 0.75 }, { x: 0.5, y: 0.25 })).toEqual(drawn)
    expect(regionBetween({ x: 0.5, y: 0.75 }, { x: 1, y: 0.25 })).toEqual(drawn)
  })

  it('is none where the hand only slipped', () => {
    expect(regionBetween({ x: 0.5, y: 0.5 }, { x: 0.51, y: 0.9 })).toBeNull()
  })

  it('is moved by keys, and sized with Shift', () => {
    expect(regionByKey(middlePart, { key: 'ArrowRight', isSizing: false })?.x).toBeCloseTo(0.22)
    expect(regionByKey(middlePart, { key: 'ArrowUp', isSizing: true })?.height).toBeCloseTo(0.58)
    expect(regionByKey(middlePart, { key: 'a', isSizing: true })).toBeNull()
  })

  it('is one that a recording can keep, however it was made', () => {
    const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown')
    const press = fc.record({ key, isSizing: fc.boolean() })
    fc.assert(
      fc.property(point, point, point, fc.array(press, { maxLength: 80 }), (from, to, by, presses) => {
        const drawn = regionBetween(from, to) ?? middlePart
        const moved = presses.reduce((at, pressed) => regionByKey(at, pressed) ?? at, regionMoved(drawn, by))
        expect(regionSchema.safeParse(moved).success).toBe(true)
      }),
    )
  })
})
