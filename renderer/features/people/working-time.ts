import type { PersonView } from '../../../domain/views/records.ts'
import { messagesLocale, text } from '../../app/messages/text.ts'
import { timeField } from '../threads/thread-form.ts'
import { weekdayName } from '../threads/weekday.ts'

/** "Monday to Friday, 09:00 to 18:00". Without a day it says that none is named. */
export function workingTimeWords({
  workingDays,
  fromMinutes,
  toMinutes,
}: Pick<PersonView, 'workingDays' | 'fromMinutes' | 'toMinutes'>): string {
  if (workingDays.length === 0) return text('people.no-days')
  return text('people.working-time', {
    days: daysWords(workingDays),
    from: timeField(fromMinutes),
    to: timeField(toMinutes),
  })
}

/** A run of three days or more by its ends; other days one by one. */
function daysWords(workingDays: readonly number[]): string {
  const days = [...new Set(workingDays)].toSorted((a, b) => a - b)
  const [first = 1, last = 1] = [days[0], days.at(-1)]
  const isRun = days.length > 2 && last - first === days.length - 1
  if (isRun) return text('people.days-range', { first: weekdayName(first), last: weekdayName(last) })
  return new Intl.ListFormat(messagesLocale, { type: 'conjunction' }).format(days.map(weekdayName))
}
