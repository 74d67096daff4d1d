import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRange } from '../../../../../electron/backend/media/serve/range.ts'

describe('the Range parser', () => {
  it.each([
    ['bytes=0-99', { kind: 'part', start: 0, end: 99 }],
    ['bytes=0-0', { kind: 'part', start: 0, end: 0 }],
    ['bytes=500-', { kind: 'part', start: 500, end: 999 }],
    ['bytes=-500', { kind: 'part', start: 500, end: 999 }],
    ['bytes=-5000', { kind: 'part', start: 0, end: 999 }],
    ['bytes=990-5000', { kind: 'part', start: 990, end: 999 }],
    ['Bytes= 1-2 ', { kind: 'part', start: 1, end: 2 }],
    ['bytes=1000-', { kind: 'unsatisfiable' }],
    ['bytes=99999999999999999999999-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=5-4', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['bytes=a-b', { kind: 'whole' }],
    ['bytes=1-2,5-6', { kind: 'whole' }],
    ['items=1-2', { kind: 'whole' }],
    ['', { kind: 'whole' }],
    [null, { kind: 'whole' }],
  ])('reads %s of 1000 bytes', (header, answer) => {
    expect(parseRange(header, 1000)).toEqual(answer)
  })

  it('knows that nothing begins in an empty file', () => {
    expect(parseRange('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' })
    expect(parseRange('bytes=-5', 0)).toEqual({ kind: 'whole' })
  })

  it('never leaves the file, whatever is asked', () => {
    const number = fc.oneof(fc.nat(20), fc.maxSafeNat()).map(String)
    const bound = fc.oneof(fc.constant(''), number)
    const header = fc.oneof(
      fc.tuple(bound, bound).map(([first, last]) => `bytes=${first}-${last}`),
      fc.string(),
    )
    fc.assert(
      fc.property(header, fc.nat(30), (asked, sizeBytes) => {
        const answer = parseRange(asked, sizeBytes)
        if (answer.kind !== 'part') return
        expect(answer.start).toBeGreaterThanOrEqual(0)
        expect(answer.end).toBeGreaterThanOrEqual(answer.start)
        expect(answer.end).toBeLessThan(sizeBytes)
      }),
    )
  })

  it('gives exactly the bytes asked for that exist', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 30 }), (first, more, sizeBytes) => {
        const bytes = Array.from({ length: sizeBytes }, (_, index) => index)
        const answer = parseRange(`bytes=${first}-${first + more}`, sizeBytes)
        const served = answer.kind === 'part' ? bytes.slice(answer.start, answer.end + 1) : []
        expect(served).toEqual(bytes.filter((index) => index >= first && index <= first + more))
      }),
    )
  })
})
