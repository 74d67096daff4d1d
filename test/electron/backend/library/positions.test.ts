import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { position } from '../../../../domain/records/path.ts'
import { positionsFor } from '../../../../electron/backend/library/requests/positions.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

function orderBy(positions: ReadonlyMap<string, string>): string[] {
  return [...positions].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([id]) => id)
}

describe('positions in a path', () => {
  it('put parts in the order asked for, however often it changes', () => {
    const orders = fc.array(fc.shuffledSubarray(ids, { minLength: 1 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(orders, (wanted) => {
        let positions = new Map<string, string>()
        for (const order of wanted) {
          positions = positionsFor(order, positions)
          expect(orderBy(positions)).toEqual(order)
          for (const key of positions.values()) expect(position.safeParse(key).success).toBe(true)
        }
      }),
    )
  })

  it('change for the one part that moved, and for no other', () => {
    const moves = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }))
    fc.assert(
      fc.property(moves, ([from, to]) => {
        const before = positionsFor(ids, new Map())
        const order = [...ids]
        order.splice(to, 0, ...order.splice(from, 1))
        const after = positionsFor(order, before)
        expect(ids.filter((id) => before.get(id) !== after.get(id)).length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('are given anew where another program wrote some that leave no room', () => {
    const strange = new Map([
      ['a', '0'],
      ['b', '00'],
    ])
    expect(orderBy(positionsFor(['a', 'x', 'b'], strange))).toEqual(['a', 'x', 'b'])
  })
})
