import { describe, expect, it } from 'vitest'
import type { JournalEvent } from '../../../domain/takes/journal.ts'
import { chaptersOf, foldJournal, layoutsOf, nextSegmentNumber } from '../../../domain/takes/state.ts'
import { bubbleIn, screenWith } from '../../../domain/takes/take.ts'
import { ended, laidOut, question, started, take } from './fixtures.ts'

const fold = (...events: JournalEvent[]) => foldJournal(take, events)

describe('what a take’s journal says', () => {
  it('is an interrupted take without a segment', () => {
    expect(fold()).toMatchObject({ status: 'interrupted', segments: [] })
  })

  it('is a recording while a segment is open, paused or not', () => {
    const paused: JournalEvent = { type: 'paused', segment: 1, segmentMs: 4_000, atMs: 5_000 }
    expect(fold(started(1)).status).toBe('recording')
    expect(fold(started(1), paused)).toMatchObject({ status: 'recording', segments: [{ isPaused: true }] })
  })

  it('is interrupted once the segment ended and nothing finished it', () => {
    expect(fold(started(1), ended(1, 9_000)).status).toBe('interrupted')
  })

  it('closes a segment that was left open when the next one begins or the take is finished', () => {
    const state = fold(started(1), started(2), { type: 'finished', atMs: 9 })
    expect(state.segments.map(({ endReason }) => endReason)).toEqual(['interrupted', 'interrupted'])
    expect(state.status).toBe('finished')
  })

  it('can be discarded and brought back as what it was', () => {
    const finished: JournalEvent[] = [started(1), ended(1, 9_000), { type: 'finished', atMs: 10 }]
    const discarded: JournalEvent = { type: 'discarded', atMs: 11 }
    expect(fold(...finished, discarded)).toMatchObject({ status: 'discarded', discardedAtMs: 11 })
    expect(fold(...finished, discarded, { type: 'restored', atMs: 12 }).status).toBe('finished')
  })

  it('stays published', () => {
    const published: JournalEvent = { type: 'published', library: 'library-1', item: 'item-1', atMs: 12 }
    expect(fold(started(1), { type: 'finished', atMs: 9 }, published)).toMatchObject({
      status: 'published',
      publishedItem: 'item-1',
    })
  })

  it('takes the same event twice as once', () => {
    const once = fold(started(1), question(1, 10, 'q1'), ended(1, 9_000))
    const twice = fold(
      started(1),
      started(1),
      question(1, 10, 'q1'),
      question(1, 10, 'q1'),
      ended(1, 9_000),
      ended(1, 9_000),
    )
    expect(twice.segments).toEqual(once.segments)
    expect(chaptersOf(twice, new Map())).toEqual(chaptersOf(once, new Map()))
  })

  it('knows at least how long a segment was, pauses left out', () => {
    expect(fold(started(1), question(1, 3_000, 'q1')).segments[0]?.durationMs).toBe(3_000)
  })

  it('numbers the next segment after the last one', () => {
    expect(nextSegmentNumber(fold())).toBe(1)
    expect(nextSegmentNumber(fold(started(1), started(4)))).toBe(5)
  })
})

describe('the chapters of a take', () => {
  const state = fold(
    started(1),
    question(1, 0, 'done'),
    question(1, 6_000, 'next'),
    ended(1, 9_000),
    started(2),
    question(2, 500, 'in-the-way'),
    question(2, 800, 'done'),
    ended(2, 4_000),
  )

  it('begin where their question was come to first', () => {
    expect(chaptersOf(state, new Map())).toEqual([
      { questionId: 'done', startMs: 0 },
      { questionId: 'next', startMs: 6_000 },
      { questionId: 'in-the-way', startMs: 9_500 },
    ])
  })

  it('move with what a crash cut off an earlier segment', () => {
    const chapters = chaptersOf(state, new Map([[1, 5_000]]))
    expect(chapters).toContainEqual({ questionId: 'next', startMs: 5_000 })
    expect(chapters).toContainEqual({ questionId: 'in-the-way', startMs: 5_500 })
  })
})

describe('the layouts of a take', () => {
  const bubble = bubbleIn({ corner: 'top-left', sizeFraction: 0.2 })
  const state = fold(
    started(1),
    ended(1, 9_000),
    started(2),
    laidOut(2, 500, screenWith(bubble)),
    laidOut(2, 500, screenWith(null)),
  )

  it('hold from where they were set, the first from the start', () => {
    expect(layoutsOf({ take, state }, new Map([[1, 5_000]]))).toEqual([
      { fromMs: 0, layout: take.layout },
      { fromMs: 5_500, layout: screenWith(null) },
    ])
  })
})
