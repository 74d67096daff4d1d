import { describe, expect, it } from 'vitest'
import { unedited } from '../../../../../domain/takes/edit.ts'
import { editKey, endlessMs } from '../../../../../domain/takes/edit-cuts.ts'
import type { QuestionView } from '../../../../../domain/views/records.ts'
import {
  askDate,
  draftName,
  isWrittenOut,
  newDraft,
  obstaclesOf,
  parseDraft,
  subjectOfDraft,
  titleOf,
  withAnswer,
} from '../../../../../renderer/features/record/publish/draft.ts'

const questions: QuestionView[] = [
  { id: 'moved', text: 'What moved?', hint: '', intent: 'plain' },
  { id: 'way', text: 'What is in the way?', hint: '', intent: 'blocker' },
]
const empty = newDraft({ library: 'l', thread: 'aaaaaaaaaaaaaaaa', cycle: '2026-W47' })
const person = { timeZone: 'Europe/Berlin', workingDays: [1, 2, 3, 4, 5], fromMinutes: 540, toMinutes: 1020 }

describe('a draft', () => {
  it('is read back from storage as it was kept, and other values are no drafts', () => {
    expect(parseDraft(JSON.parse(JSON.stringify(empty)))).toEqual(empty)
    expect(parseDraft({ text: 'a reply of another screen' })).toBeNull()
    expect(parseDraft(null)).toBeNull()
  })

  it('of an earlier version keeps its trimmed ends, and what was made of them', () => {
    const { edit: _edit, splits: _splits, marks: _marks, standsIn: _standsIn, ...fields } = empty
    const old = {
      ...fields,
      trim: { startMs: 2000, endMs: 8000 },
      composed: [{ prepared: 'c'.repeat(16), startMs: 2000, endMs: 8000 }],
    }
    const draft = parseDraft(JSON.parse(JSON.stringify(old)))
    expect(draft?.edit.cuts).toEqual([
      { fromMs: 0, toMs: 2000 },
      { fromMs: 8000, toMs: endlessMs },
    ])
    expect(draft?.composed).toEqual([{ prepared: 'c'.repeat(16), edit: editKey(draft?.edit ?? unedited) }])
    expect(draft).not.toHaveProperty('trim')
  })

  it('is found again by its name', () => {
    for (const subject of [
      { kind: 'take' as const, take: 'abc' },
      { kind: 'file' as const, prepared: 'abc' },
      { kind: 'words' as const, thread: 'aaaaaaaaaaaaaaaa', cycle: '2026-W47' },
      { kind: 'correction' as const, item: 'abc' },
    ]) {
      expect(subjectOfDraft(draftName(subject))).toEqual(subject)
      expect(`draft:${draftName(subject)}`).toMatch(/^draft:[A-Za-z0-9._-]{1,64}$/)
    }
    expect(subjectOfDraft('reply-abc')).toBeNull()
  })

  it('counts as written out with one answer, not with a title alone', () => {
    expect(isWrittenOut({ ...empty, title: 'Refunds' })).toBe(false)
    expect(isWrittenOut(withAnswer(empty, 'moved', { text: 'Refunds settle.' }))).toBe(true)
  })
})

describe('what stands in the way of publishing', () => {
  it('is nothing where a recording says it all', () => {
    expect(obstaclesOf(empty, { hasVideo: true })).toEqual([])
  })

  it('is having neither a recording nor words', () => {
    expect(obstaclesOf(empty, { hasVideo: false })).toEqual(['nothing-to-publish'])
  })

  it('is an ask of nobody or without words; an empty row is left out', () => {
    const ask = { id: 'a', to: [], text: '', byWhen: null }
    expect(obstaclesOf({ ...empty, asks: [ask] }, { hasVideo: true })).toEqual([])
    expect(obstaclesOf({ ...empty, asks: [{ ...ask, text: 'Which queue?' }] }, { hasVideo: true })).toEqual([
      'ask-without-person',
    ])
    expect(obstaclesOf({ ...empty, asks: [{ ...ask, to: ['p'] }] }, { hasVideo: true })).toEqual(['ask-without-words'])
  })
})

describe('a title', () => {
  it('is the one given', () => {
    expect(titleOf({ ...empty, title: ' Refunds ' }, { questions, otherwise: 'Payments' })).toBe('Refunds')
  })

  it('is else the first sentence written, in the order of the questions', () => {
    const written = withAnswer(withAnswer(empty, 'way', { text: 'The job retries.' }), 'moved', {
      text: 'Refunds settle the same day. And more.',
    })
    expect(titleOf(written, { questions, otherwise: 'Payments' })).toBe('Refunds settle the same day')
  })

  it('is cut at the end of a word', () => {
    const title = titleOf(withAnswer(empty, 'moved', { text: 'word '.repeat(60) }), { questions, otherwise: '' })
    expect(title).toMatch(/^(word )+word…$/)
    expect(title.length).toBeLessThanOrEqual(91)
  })

  it('is else the one it would go by anyway', () => {
    expect(titleOf(empty, { questions, otherwise: 'Payments, week 47' })).toBe('Payments, week 47')
  })
})

describe('by when an ask is due', () => {
  const nowMs = Date.UTC(2026, 10, 23, 12) // a Monday
  const people = new Map([
    ['here', { ...person, awayUntil: null }],
    ['away', { ...person, awayUntil: '2026-12-01' }],
  ])
  const ask = { id: 'a', text: 'Which queue?', to: ['here'], byWhen: null }

  it('is two working days of the person asked', () => {
    expect(askDate(ask, { people, nowMs })).toBe('2026-11-25')
  })

  it('is the latest where several are asked', () => {
    expect(askDate({ ...ask, to: ['here', 'away'] }, { people, nowMs })).toBe('2026-12-02')
  })

  it('is the date that was set', () => {
    expect(askDate({ ...ask, byWhen: '2026-12-24' }, { people, nowMs })).toBe('2026-12-24')
  })
})
