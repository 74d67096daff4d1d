import { describe, expect, it } from 'vitest'
import type { TakeOnDisk } from '../../../../domain/takes/on-disk.ts'
import { factsOf, stateWords, titleOf } from '../../../../renderer/features/recordings/state-words.ts'

const madeAtMs = Date.UTC(2026, 10, 20, 9)
const reader = { nowMs: madeAtMs + 3_600_000, timeZone: 'Europe/Vienna', locale: 'en-GB' }
const take: TakeOnDisk = {
  ...{ take: 'abcdefghijklmnopqrstuvwxyz', madeAtMs, origin: { kind: 'recorded' }, durationMs: 182_000 },
  ...{ status: 'finished', isPinned: false, library: null, publishedItem: null, sizeBytes: 12_000_000, madeBytes: 0 },
  ...{ mayGo: null, stays: 'unpublished', daysLeft: null },
}

describe('a recording in the list of this device', () => {
  it('is called by when it was made, and says that once', () => {
    expect(titleOf(take, { publishedTitle: null, reader })).toBe('Recorded today 10:00')
    expect(factsOf(take, { publishedTitle: null, reader })).toBe('3:02, 12 MB')
  })

  it('is called as what was published of it, or as its file, and then says when it was made', () => {
    const brought: TakeOnDisk = { ...take, origin: { kind: 'file', fileName: 'demo.mp4', lost: [] } }
    expect(titleOf(brought, { publishedTitle: null, reader })).toBe('demo.mp4')
    expect(titleOf(brought, { publishedTitle: 'The demo', reader })).toBe('The demo')
    expect(factsOf(brought, { publishedTitle: null, reader })).toBe('today 10:00, 3:02, 12 MB')
  })

  it('says that it was interrupted, and no length that is less than what is safe', () => {
    const cutOff: TakeOnDisk = { ...take, status: 'interrupted', durationMs: 500 }
    expect(stateWords(cutOff)).toBe('Was interrupted. Not published yet.')
    expect(factsOf(cutOff, { publishedTitle: null, reader })).toBe('12 MB')
  })
})
