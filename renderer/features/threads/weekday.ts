import { messagesLocale } from '../../app/messages/text.ts'

/** The name of an ISO weekday, Monday 1. */
export function weekdayName(weekday: number): string {
  // 5 January 1970 was a Monday.
  const atMs = Date.UTC(1970, 0, 4 + weekday)
  return new Intl.DateTimeFormat(messagesLocale, { weekday: 'long', timeZone: 'UTC' }).format(atMs)
}
