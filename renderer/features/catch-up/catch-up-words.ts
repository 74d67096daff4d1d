import type { CatchUpSummary } from '../../../domain/catch-up/catch-up.ts'
import type { Owed } from '../../../domain/catch-up/owed.ts'
import { instantAt } from '../../../domain/time/zoned.ts'
import type { AskView, PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { type Reader, writtenDay, writtenPartOfDay } from '../../app/messages/when.ts'
import { nameOf, shortNameOf } from '../people/person-mark.tsx'

type People = ReadonlyMap<string, PersonView>

/** "Four updates and a decision. Mara asks you one thing." */
export function awaitsSentence(summary: CatchUpSummary, people: People): string {
  const { updateCount, decisionCount, commentCount, askCount, askers } = summary
  const kinds = [updateCount > 0 && 'u', decisionCount > 0 && 'd', commentCount > 0 && 'c'].filter(Boolean).join('')
  const awaits = text('catch-up.awaits', {
    kinds,
    updates: updateCount,
    decisions: decisionCount,
    comments: commentCount,
  })
  if (askCount === 0) return awaits
  const [first = '', second = ''] = askers.map(({ person }) => shortNameOf(person, people))
  return `${awaits} ${text('catch-up.asks', { askers: askers.length, first, second, things: askCount })}`
}

/** "Payments awaits your three answers until Thursday evening." */
export function answersSentence(owed: Extract<Owed, { kind: 'answers' }>, reader: Reader): string {
  const { thread, cycle, dueAtMs, isDuePassed } = owed
  const shared = { thread: thread.name, answers: thread.questions.length }
  return isDuePassed
    ? text('catch-up.answers-still', { ...shared, unit: cycle.unit })
    : text('catch-up.answers-until', { ...shared, when: writtenPartOfDay(dueAtMs, reader) })
}

/** "Asks you, by Thursday"; once that day is over, since when it waits. */
export function asksYou({ ask, askedAtMs, reader }: { ask: AskView; askedAtMs: number; reader: Reader }): string {
  const { timeZone, nowMs } = reader
  const noonMs = instantAt({ date: ask.byWhen, minutes: 12 * 60, timeZone })
  const endMs = instantAt({ date: ask.byWhen, minutes: 24 * 60, timeZone })
  return endMs < nowMs
    ? text('catch-up.asks-you-since', { when: writtenDay(askedAtMs, reader) })
    : text('catch-up.asks-you', { when: writtenDay(noonMs, reader) })
}

/** "Is “Aya’s laptop” yours? It says that it belongs to you." */
export function deviceSentence({ device, person, isMine }: Extract<Owed, { kind: 'device' }>, people: People): string {
  return isMine
    ? text('catch-up.device-mine', { device: device.name })
    : text('catch-up.device-of', { device: device.name, name: nameOf(person.id, people) })
}
