import { describe, expect, it } from 'vitest'
import { type KeepingFacts, keptDaysOf, standingOf } from '../../../domain/takes/keeping.ts'

const published: KeepingFacts = {
  ...{ status: 'published', isPinned: false, isEmpty: false },
  ...{ isInFolder: true, isWaiting: false, isInDraft: false },
}

describe('a recording may go', () => {
  it.each<[string, Partial<KeepingFacts>, 'published' | 'discarded' | 'empty']>([
    ['once all of it is published', {}, 'published'],
    ['once it was discarded', { status: 'discarded' }, 'discarded'],
    ['discarded, though a draft still names it', { status: 'discarded', isInDraft: true }, 'discarded'],
    ['when nothing was ever recorded into it', { status: 'interrupted', isEmpty: true }, 'empty'],
  ])('%s', (_words, facts, mayGo) => {
    expect(standingOf({ ...published, ...facts })).toEqual({ mayGo })
  })
})

describe('a recording stays', () => {
  it.each<[string, Partial<KeepingFacts>, string]>([
    ['while it is being recorded', { status: 'recording' }, 'recording'],
    ['while it is pinned', { isPinned: true }, 'pinned'],
    ['pinned, though it was discarded', { isPinned: true, status: 'discarded' }, 'pinned'],
    ['while it is not published', { status: 'finished' }, 'unpublished'],
    ['cut off and not looked at', { status: 'interrupted' }, 'unpublished'],
    ['while something made of it waits to be published', { isWaiting: true }, 'waiting'],
    ['discarded, while something made of it waits', { isWaiting: true, status: 'discarded' }, 'waiting'],
    ['while a draft uses it', { isInDraft: true }, 'in-draft'],
    ['while its video is not whole in the folder', { isInFolder: false }, 'not-in-folder'],
  ])('%s', (_words, facts, stays) => {
    expect(standingOf({ ...published, ...facts })).toEqual({ stays })
  })
})

describe('by itself it goes', () => {
  it('after the days that were set once it is published, a week once discarded, and never where none were set', () => {
    expect(keptDaysOf('published', 14)).toBe(14)
    expect(keptDaysOf('published', null)).toBeNull()
    expect(keptDaysOf('discarded', null)).toBe(7)
    expect(keptDaysOf('empty', 30)).toBe(7)
  })
})
