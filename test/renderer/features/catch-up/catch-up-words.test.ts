import { describe, expect, it } from 'vitest'
import type { CatchUpSummary } from '../../../../domain/catch-up/catch-up.ts'
import type { PersonView, ThreadView } from '../../../../domain/views/records.ts'
import { answersSentence, asksYou, awaitsSentence } from '../../../../renderer/features/catch-up/catch-up-words.ts'

/** Tuesday 17 November 2026, 10:00 UTC. */
const nowMs = Date.UTC(2026, 10, 17, 10)
const reader = { nowMs, timeZone: 'Europe/Lisbon', locale: 'en-GB' }

const person = (id: string, name: string): PersonView => ({
  kind: 'person',
  id,
  atMs: 0,
  name,
  timeZone: 'Europe/Lisbon',
  workingDays: [1, 2, 3, 4, 5],
  fromMinutes: 540,
  toMinutes: 1080,
  awayUntil: null,
  isOwner: false,
  devices: [],
})
const people = new Map([person('m', 'Mara Oliveira'), person('t', 'Tomas Krejci')].map((each) => [each.id, each]))
const nothing: CatchUpSummary = {
  updateCount: 0,
  decisionCount: 0,
  commentCount: 0,
  askCount: 0,
  askers: [],
  watchMs: 0,
  readSec: 0,
}
const asker = (id: string) => ({ library: 'lib', person: id })

describe('the sentence over the catch-up', () => {
  it('counts in words what awaits, and says who asks', () => {
    const summary = { ...nothing, updateCount: 4, decisionCount: 1, askCount: 1, askers: [asker('m')] }
    expect(awaitsSentence(summary, people)).toBe('Four updates and a decision. Mara asks you one thing.')
  })

  it('has a form for each mixture', () => {
    const written = (more: Partial<CatchUpSummary>) => awaitsSentence({ ...nothing, ...more }, people)
    expect(written({ updateCount: 1 })).toBe('One update.')
    expect(written({ decisionCount: 2 })).toBe('Two decisions.')
    expect(written({ commentCount: 1 })).toBe('One comment.')
    expect(written({ updateCount: 13, commentCount: 1 })).toBe('13 updates and a comment.')
    expect(written({ decisionCount: 1, commentCount: 3 })).toBe('One decision and three comments.')
    expect(written({ updateCount: 2, decisionCount: 1, commentCount: 2 })).toBe(
      'Two updates, a decision and two comments.',
    )
  })

  it('names two who ask, and counts more', () => {
    const asked = { ...nothing, updateCount: 2, askCount: 3 }
    expect(awaitsSentence({ ...asked, askers: [asker('m'), asker('t')] }, people)).toBe(
      'Two updates. Mara and Tomas ask you three things.',
    )
    expect(awaitsSentence({ ...asked, askers: [asker('m'), asker('t'), asker('x')] }, people)).toBe(
      'Two updates. 3 people ask you three things.',
    )
  })
})

describe('what I owe, as a sentence', () => {
  const thread: ThreadView = {
    kind: 'thread',
    id: 'payments',
    atMs: 0,
    name: 'Payments',
    purpose: 'status',
    madeBy: 'm',
    cadence: { every: 'week', weekday: 4, dueMinutes: 1080 },
    questions: ['a', 'b', 'c'].map((id) => ({ id, text: id, hint: '', intent: 'plain' as const })),
    people: ['m'],
    replacesMinutes: null,
    suggestedSec: 120,
    isArchived: false,
  }
  const owed = {
    kind: 'answers' as const,
    library: 'lib',
    thread,
    cycle: { id: '2026-W47', unit: 'week' as const, firstDate: '2026-11-16', lastDate: '2026-11-22' },
    dueAtMs: Date.UTC(2026, 10, 19, 18),
    isDuePassed: false,
  }

  it('says what is awaited and until when', () => {
    expect(answersSentence(owed, reader)).toBe('Payments awaits your three answers until Thursday evening.')
    const [question] = thread.questions
    const withOne = { ...owed, thread: { ...thread, questions: question ? [question] : [] } }
    expect(answersSentence(withOne, reader)).toBe('Payments awaits your answer until Thursday evening.')
    expect(answersSentence({ ...owed, thread: { ...thread, questions: [] } }, reader)).toBe(
      'Payments awaits your update until Thursday evening.',
    )
  })

  it('never calls it late', () => {
    expect(answersSentence({ ...owed, isDuePassed: true }, reader)).toBe(
      'Payments still takes your three answers for this week.',
    )
  })

  it('says of an ask by when, and afterwards since when it waits', () => {
    const ask = { id: 'a', to: ['m'], text: 'Which?', byWhen: '2026-11-19', answeredBy: null }
    expect(asksYou({ ask, askedAtMs: nowMs, reader })).toBe('Asks you, by Thursday')
    expect(asksYou({ ask: { ...ask, byWhen: '2026-11-16' }, askedAtMs: nowMs - 86_400_000, reader })).toBe(
      'Asks you, since yesterday',
    )
  })
})
