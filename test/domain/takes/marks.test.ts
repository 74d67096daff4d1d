import { describe, expect, it } from 'vitest'
import { type JournalEvent, journalRequestSchema } from '../../../domain/takes/journal.ts'
import { foldJournal, marksOf } from '../../../domain/takes/state.ts'
import { ended, started, take } from './fixtures.ts'

const marked = (segment: number, segmentMs: number, name = ''): JournalEvent => ({
  ...{ type: 'mark', segment, segmentMs, name, atMs: 2_000 },
})

describe('moments marked while one records', () => {
  const state = foldJournal(take, [
    started(1),
    marked(1, 4_000, 'The plan'),
    ended(1, 5_000),
    started(2),
    marked(2, 700),
  ])

  it('lie where they were set, by the true lengths of what was recorded', () => {
    expect(marksOf(state, new Map([[1, 5_200]]))).toEqual([
      { id: '1-4000', atMs: 4_000, name: 'The plan' },
      { id: '2-700', atMs: 5_900, name: '' },
    ])
  })

  it('lie at the end of a part that a crash cut short, and keep their ids', () => {
    expect(marksOf(state, new Map([[1, 3_000]]))).toEqual([
      { id: '1-4000', atMs: 3_000, name: 'The plan' },
      { id: '2-700', atMs: 3_700, name: '' },
    ])
  })

  it('are one where a key was pressed twice at one moment, and none where the take knows no such part', () => {
    const twice = foldJournal(take, [started(1), marked(1, 500), marked(1, 500, 'again'), marked(9, 100)])
    expect(marksOf(twice, new Map())).toEqual([{ id: '1-500', atMs: 500, name: '' }])
  })

  it('may be written by the page', () => {
    expect(journalRequestSchema.safeParse({ events: [marked(1, 500)] }).success).toBe(true)
  })
})
