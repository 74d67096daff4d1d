import { describe, expect, it } from 'vitest'
import { requestSchema } from '../../../../domain/requests/requests.ts'
import { cycleAt } from '../../../../domain/time/cadence.ts'
import type { UpdateView } from '../../../../domain/views/records.ts'
import {
  meetingAgainstThread,
  minutesOfTimeField,
  moved,
  newThreadForm,
  problemOf,
  threadFormFrom,
  threadFormOf,
  threadRequest,
  timeField,
} from '../../../../renderer/features/threads/thread-form.ts'
import { inTheWay, openAsks, pastCycles, rowsOfPresent } from '../../../../renderer/features/threads/thread-rows.ts'
import {
  answerFor,
  askedOf,
  cadenceSentence,
  cycleName,
  hasUntil,
  nearCycleName,
  questionLabel,
} from '../../../../renderer/features/threads/thread-words.ts'
import { hourMs, nowMs, personView, threadView, updateView } from '../../../support/views.ts'

const reader = { nowMs, timeZone: 'Europe/Lisbon', locale: 'en-GB' }

const people = new Map(
  [
    personView('Mara'),
    personView('Jonas'),
    personView('Aya'),
    personView('Tomas', { timeZone: 'America/New_York' }),
    personView('Inês', { awayUntil: '2026-11-23' }),
  ].map((each) => [each.id, each]),
)
const thread = threadView({ madeBy: 'Mara', people: [...people.keys()] })

const update = (id: string, more: Partial<UpdateView> = {}): UpdateView => updateView(id, { author: 'Mara', ...more })
const cycle = cycleAt({ cadence: thread.cadence, nowMs, timeZone: 'Europe/Lisbon' })

describe('the lines of a thread', () => {
  const updates = [
    update('u2', { author: 'Jonas', isNothing: true }),
    update('u1', { atMs: nowMs - 9 * hourMs }),
    update('old', { cycle: '2026-W46', atMs: nowMs - 170 * hourMs }),
  ]

  it('are who answered, then who has time where they are, then who is away', () => {
    const rows = rowsOfPresent({ thread, updates, people, cycle, nowMs })
    expect(rows.map(({ kind, person: id }) => `${id} ${kind}`)).toEqual([
      'Mara update',
      'Jonas nothing',
      'Aya has-until',
      'Tomas has-until',
      'Inês away',
    ])
    const tomas = rows.find(({ person: id }) => id === 'Tomas')
    expect(tomas).toMatchObject({ dueAtMs: Date.UTC(2026, 10, 19, 23) })
  })

  it('never say that anyone is late', () => {
    const sunday = Date.UTC(2026, 10, 22, 12)
    const rows = rowsOfPresent({ thread, updates: [], people, cycle, nowMs: sunday })
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['may-answer', 'away']))
  })

  it('wait for nobody where nothing is ever due, and begin with the latest', () => {
    const always = { id: 'always' as const, unit: 'always' as const }
    const open = [update('a', { cycle: 'always', atMs: 1 }), update('b', { cycle: 'always', atMs: 2 })]
    const rows = rowsOfPresent({ thread, updates: open, people, cycle: always, nowMs })
    expect(rows.map((row) => (row.kind === 'update' ? row.update.id : row.kind))).toEqual(['b', 'a'])
  })

  it('go back by cycle', () => {
    expect(pastCycles(updates, cycle.id)).toEqual(['2026-W46'])
  })

  it('hold what was asked until it is answered, and what is in the way until it is cleared', () => {
    const ask = { id: 'a', to: ['Aya'], text: 'Which queue?', byWhen: '2026-11-19', answeredBy: null }
    const asking = update('u', { asks: [ask, { ...ask, id: 'b', answeredBy: 'c' }, { ...ask, id: 'c' }] })
    expect(openAsks([asking], new Set(['u:c'])).map((open) => open.ask.id)).toEqual(['a'])

    const answer = { question: 'q', text: 'Keys', startMs: null, isBlocker: true, clearedAtMs: null }
    const blocked = update('w', {
      answers: [
        { ...answer, question: 'cleared', clearedAtMs: nowMs - hourMs },
        answer,
        { ...answer, question: 'long-cleared', clearedAtMs: nowMs - 400 * hourMs },
        { ...answer, question: 'plain', isBlocker: false },
      ],
    })
    expect(inTheWay([blocked], nowMs).map((each) => each.answer.question)).toEqual(['q', 'cleared'])
  })
})

describe('the words of a thread', () => {
  it('say when answers are due, by the clock of each', () => {
    expect(cadenceSentence(thread)).toBe('Thread, weekly, answers until Thursday evening where each of you is')
    expect(cadenceSentence({ ...thread, cadence: { every: 'day', weekday: 1, dueMinutes: 600 } })).toBe(
      'Thread, daily, answers until 10:00 where each of you is',
    )
    const tomas = people.get('Tomas')
    expect(tomas && hasUntil(Date.UTC(2026, 10, 19, 23), tomas, reader)).toBe('has until Thursday 18:00 in New York')
  })

  it('name cycles as people do', () => {
    expect(cycleName(cycle)).toBe('Week 47')
    expect(nearCycleName('week', 'this')).toBe('This week')
    expect(nearCycleName('day', 'last')).toBe('Yesterday')
    expect(answerFor(cycle)).toBe('Answer for week 47')
    const cadence = { ...thread.cadence, every: 'two-weeks' as const }
    expect(answerFor(cycleAt({ cadence, nowMs, timeZone: 'UTC' }))).toMatch(/^Answer for weeks \d+ and \d+$/)
    expect(answerFor(cycleAt({ cadence: { ...cadence, every: 'month' }, nowMs, timeZone: 'UTC' }))).toBe(
      'Answer for November',
    )
  })

  it('say of whom something is asked, and by when', () => {
    const ask = { id: 'a', to: ['Aya'], text: 'Which queue?', byWhen: '2026-11-19', answeredBy: null }
    const askedAtMs = nowMs - 24 * hourMs
    const written = (more: Partial<typeof ask>) =>
      askedOf({ ask: { ...ask, ...more }, askedAtMs, me: 'Aya', people, reader })
    expect(written({})).toBe('you, by Thursday')
    expect(written({ to: ['Jonas', 'Aya'] })).toBe('Jonas and you, by Thursday')
    expect(written({ to: ['Inês'] })).toBe('Inês, when back')
    expect(written({ byWhen: '2026-11-16' })).toBe('you, asked yesterday')
  })

  it('make labels of questions', () => {
    expect(questionLabel('What moved?')).toBe('What moved')
    expect(questionLabel('Shipped')).toBe('Shipped')
  })
})

describe('making a thread', () => {
  it('begins with everyone, a Thursday and three questions, and makes a request that the library takes', () => {
    const form = { ...newThreadForm(['a'.repeat(26)]), name: ' Payments ' }
    const request = threadRequest(form, null)
    expect(requestSchema.safeParse(request).success).toBe(true)
    expect(request).toMatchObject({
      request: 'thread.make',
      name: 'Payments',
      cadence: { every: 'week', weekday: 4, dueMinutes: 1080 },
      questions: [{ intent: 'plain' }, { intent: 'blocker' }, { intent: 'ask' }],
    })
  })

  it('says what is missing, and asks no empty question', () => {
    const form = newThreadForm(['a'])
    expect(problemOf(form)).toBe('name')
    expect(problemOf({ ...form, name: 'Payments', people: [] })).toBe('people')
    expect(problemOf({ ...form, name: 'Payments', questions: [] })).toBe('questions')
    const [first] = form.questions
    const withEmpty = { ...form, name: 'Payments', questions: first ? [first, { ...first, id: 'x', text: ' ' }] : [] }
    expect(threadRequest(withEmpty, null)).toMatchObject({ questions: [{ id: 'moved' }] })
  })

  it('keeps what one filled in as a draft', () => {
    const form = newThreadForm(['a'])
    expect(threadFormFrom(JSON.parse(JSON.stringify(form)))).toEqual(form)
    expect(threadFormFrom('something else')).toBeNull()
    expect(threadFormOf(thread)).toMatchObject({ name: 'Payments', every: 'week', weekday: 4 })
  })

  it('moves a question by one place, and none beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
  })

  it('compares the meeting with what it takes to watch', () => {
    const form = { ...newThreadForm(['a', 'b', 'c', 'd']), replacesMinutes: 30, suggestedSec: 120 }
    expect(meetingAgainstThread(form)).toEqual({ togetherMs: 2 * hourMs, eachMs: 360_000 })
    expect(meetingAgainstThread({ ...form, replacesMinutes: null })).toBeNull()
  })

  it('reads and writes the time of day', () => {
    expect(timeField(1080)).toBe('18:00')
    expect(timeField(1440)).toBe('23:59')
    expect(minutesOfTimeField('18:00')).toBe(1080)
    expect(minutesOfTimeField('')).toBeNull()
  })
})
