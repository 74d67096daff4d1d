import type { Cycle } from '../../../domain/time/cadence.ts'
import { instantAt, isoWeekOf } from '../../../domain/time/zoned.ts'
import type { AskView, PersonView, ThreadView } from '../../../domain/views/records.ts'
import { messagesLocale, text } from '../../app/messages/text.ts'
import { type Reader, writtenDay, writtenMoment } from '../../app/messages/when.ts'
import { shortNameOf } from '../people/person-mark.tsx'
import { timeField } from './thread-form.ts'
import { weekdayName } from './weekday.ts'

/** "Thread, weekly, answers until Thursday evening where each of you is". */
export function cadenceSentence({ cadence }: ThreadView): string {
  if (cadence.every === 'never') return text('threads.about-never')
  if (cadence.every === 'day') return text('threads.about-day', { when: timeField(cadence.dueMinutes) })
  const hour = cadence.dueMinutes / 60
  const part = hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening'
  return text('threads.about', {
    every: spanOf(cadence.every),
    when: text(`when.${part}`, { day: weekdayName(cadence.weekday) }),
  })
}

/** A span's name as messages choose by it: their keys take no hyphen. */
function spanOf(span: string): string {
  return span === 'two-weeks' ? 'fortnight' : span
}

/** What a cycle is called among others: "Week 47", "November", "17 November". */
export function cycleName(cycle: Cycle): string {
  switch (cycle.unit) {
    case 'always':
      return text('threads.cycle-always')
    case 'day':
      return formatted(cycle.firstDate, { day: 'numeric', month: 'long' })
    case 'week':
      return text('threads.cycle-week', { number: isoWeekOf(cycle.lastDate).week })
    case 'two-weeks':
      return text('threads.cycle-two-weeks', {
        first: isoWeekOf(cycle.firstDate).week,
        second: isoWeekOf(cycle.lastDate).week,
      })
    case 'month':
      return formatted(cycle.firstDate, { month: 'long', year: 'numeric' })
  }
}

/** The thread's one filled button: "Answer for week 47". */
export function answerFor(cycle: Cycle): string {
  if (cycle.unit === 'always') return text('threads.add-update')
  return text('threads.answer-for', {
    unit: spanOf(cycle.unit),
    first: isoWeekOf(cycle.firstDate).week,
    second: isoWeekOf(cycle.lastDate).week,
    month: formatted(cycle.firstDate, { month: 'long' }),
  })
}

/** What the present cycle, or the one before it, is called: "This week", "Last week". */
export function nearCycleName(unit: Cycle['unit'], which: 'this' | 'last'): string {
  return text('threads.cycle-near', { unit: spanOf(unit), which })
}

/** "has until Thursday 18:00 in Lisbon", by the clock where that person is. */
export function hasUntil(dueAtMs: number, person: PersonView, reader: Reader): string {
  const when = writtenMoment(dueAtMs, { ...reader, timeZone: person.timeZone })
  return text('threads.has-until', { when, place: placeOf(person.timeZone) })
}

/** The first working day back of someone who is away, as a day. */
export function writtenDate(date: string, person: PersonView | undefined, reader: Reader): string {
  const timeZone = person?.timeZone ?? reader.timeZone
  return writtenDay(instantAt({ date, minutes: 12 * 60, timeZone }), { ...reader, timeZone })
}

/** Of whom and by when: "you, by Thursday", "Inês, when back". What was wanted by now says since when it waits. */
export function askedOf({
  ask,
  askedAtMs,
  me,
  people,
  reader,
}: {
  ask: AskView
  askedAtMs: number
  me: string
  people: ReadonlyMap<string, PersonView>
  reader: Reader
}): string {
  const names = ask.to.map((id) => (id === me ? text('threads.you') : shortNameOf(id, people)))
  const who = new Intl.ListFormat(messagesLocale, { type: 'conjunction' }).format(names)
  const [firstId = ''] = ask.to
  const person = people.get(firstId)
  if (ask.to.length === 1 && person?.awayUntil != null && person.awayUntil > ask.byWhen) {
    return text('threads.ask-when-back', { who })
  }
  const timeZone = person?.timeZone ?? reader.timeZone
  const endOfDayMs = instantAt({ date: ask.byWhen, minutes: 24 * 60, timeZone })
  return endOfDayMs < reader.nowMs
    ? text('threads.ask-since', { who, when: writtenDay(askedAtMs, reader) })
    : text('threads.ask-by', { who, when: writtenDate(ask.byWhen, person, reader) })
}

/** A question as a label: "What moved" for "What moved?". */
export function questionLabel(question: string): string {
  return question.replace(/\s*\?\s*$/, '')
}

/** The city of a time zone: "Lisbon" for Europe/Lisbon. */
export function placeOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')
}

function formatted(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(messagesLocale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
}
