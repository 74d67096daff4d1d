import { sizeForPeople } from '../../../domain/reading/size.ts'
import { dayOfDate, isTimeZone, wallTimeAt } from '../../../domain/time/zoned.ts'
import { text } from './text.ts'

/** Where a person reads: their zone and the language of their dates, and the present moment, all from outside. */
export interface Reader {
  nowMs: number
  /** IANA name of the zone: "Europe/Lisbon". */
  timeZone: string
  /** BCP 47 tag: "en-GB". */
  locale: string
}

/**
 * A moment as a person would say it: "today 17:40", "yesterday 17:40", "Tuesday 16:00" within six days either way,
 * else the date alone ("13 November", with the year where it is another).
 */
export function writtenMoment(atMs: number, reader: Reader): string {
  const distance = daysBetween(atMs, reader)
  if (Math.abs(distance) > 6) return writtenDate(atMs, reader)
  const time = writtenTime(atMs, reader)
  return text('when.day-at', { day: writtenDay(atMs, reader), time })
}

/** The day alone: "today", "yesterday", "tomorrow", "Monday" within six days either way, else the date. */
export function writtenDay(atMs: number, reader: Reader): string {
  const distance = daysBetween(atMs, reader)
  if (distance === 0) return text('when.today')
  if (distance === -1) return text('when.yesterday')
  if (distance === 1) return text('when.tomorrow')
  return Math.abs(distance) > 6 ? writtenDate(atMs, reader) : formatted(atMs, reader, { weekday: 'long' })
}

/** The day and its part: "Thursday evening", "this morning", "yesterday afternoon". Night ends at 5. */
export function writtenPartOfDay(atMs: number, reader: Reader): string {
  const part = partOfDay(atMs, reader.timeZone)
  const distance = daysBetween(atMs, reader)
  if (distance === 0) return text(`when.this-${part}`)
  return text(`when.${part}`, { day: writtenDay(atMs, reader) })
}

/** The weekday and the part of the day one is in, as a screen's small line: "Tuesday morning". */
export function writtenPresent(reader: Reader): string {
  const day = formatted(reader.nowMs, reader, { weekday: 'long' })
  return text(`when.${partOfDay(reader.nowMs, reader.timeZone)}`, { day })
}

/** The time of day: "17:40". */
export function writtenTime(atMs: number, reader: Reader): string {
  return formatted(atMs, reader, { timeStyle: 'short' })
}

/** The date: "13 November", with the year where it is another than the present one. */
export function writtenDate(atMs: number, reader: Reader): string {
  const sameYear = yearOf(atMs, reader.timeZone) === yearOf(reader.nowMs, reader.timeZone)
  return formatted(atMs, reader, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' as const }) })
}

/** A place in a recording, or its length, as a clock shows it: "0:09", "2:10", "1:02:03". Cut down to whole seconds. */
export function writtenLength(durationMs: number): string {
  const wholeSec = Math.max(0, Math.floor(durationMs / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes, seconds] = [Math.floor(wholeSec / 3600), Math.floor(wholeSec / 60) % 60, wholeSec % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/** A length to the second as one would say it: "0.8 s", "14 s", "1 min 40 s". */
export function exactLength(durationMs: number): string {
  if (durationMs < 9500) return text('when.tenths', { seconds: Math.round(durationMs / 100) / 10 })
  const all = Math.round(durationMs / 1000)
  const [minutes, seconds] = [Math.floor(all / 60), all % 60]
  if (minutes === 0) return text('when.seconds', { seconds })
  return seconds === 0 ? text('when.minutes', { minutes }) : text('when.minutes-seconds', { minutes, seconds })
}

/** A place in a recording to the tenth of a second: "0:05.2". */
export function writtenTenths(atMs: number): string {
  return `${writtenLength(atMs)}.${Math.floor((Math.max(0, atMs) % 1000) / 100)}`
}

/**
 * How long something takes, roughly, as one would say it: "40 s" (in steps of five, at least 5), "4 min", "2 h",
 * "2 h 10 min". From 55 seconds on it is minutes.
 */
export function roughLength(durationMs: number): string {
  const seconds = Math.max(5, Math.round(durationMs / 5000) * 5)
  if (seconds < 60) return text('when.seconds', { seconds })
  const allMinutes = Math.round(durationMs / 60_000)
  if (allMinutes < 60) return text('when.minutes', { minutes: Math.max(1, allMinutes) })
  const [hours, minutes] = [Math.floor(allMinutes / 60), allMinutes % 60]
  return minutes === 0 ? text('when.hours', { hours }) : text('when.hours-minutes', { hours, minutes })
}

/** What it costs to take something in: "2 min to watch, 40 s to read"; either alone where the other is null. */
export function lengthToTakeIn({ watchMs, readMs }: { watchMs: number | null; readMs: number | null }): string {
  if (watchMs === null) return readMs === null ? '' : text('when.to-read', { length: roughLength(readMs) })
  if (readMs === null) return text('when.to-watch', { length: roughLength(watchMs) })
  return text('when.to-watch-or-read', { watch: roughLength(watchMs), read: roughLength(readMs) })
}

const sizeKeys = {
  B: 'when.bytes',
  kB: 'when.kilobytes',
  MB: 'when.megabytes',
  GB: 'when.gigabytes',
  TB: 'when.terabytes',
} as const

/** An amount of bytes in decimal units: "812 B", "4 kB", "30 MB", "1.2 GB"; one decimal below 10 from MB on. */
export function writtenSize(sizeBytes: number): string {
  const { count, unit } = sizeForPeople(sizeBytes)
  return text(sizeKeys[unit], { count })
}

function partOfDay(atMs: number, timeZone: string): 'night' | 'morning' | 'afternoon' | 'evening' {
  const hour = wallTimeAt({ atMs, timeZone }).minutes / 60
  if (hour < 5) return 'night'
  if (hour < 12) return 'morning'
  return hour < 17 ? 'afternoon' : 'evening'
}

/** Whole calendar days from now to then where the person is: -1 is yesterday, whatever the clocks did in between. */
function daysBetween(atMs: number, { nowMs, timeZone }: Reader): number {
  return dayOfDate(wallTimeAt({ atMs, timeZone }).date) - dayOfDate(wallTimeAt({ atMs: nowMs, timeZone }).date)
}

const yearOf = (atMs: number, timeZone: string): string => wallTimeAt({ atMs, timeZone }).date.slice(0, 4)

function formatted(atMs: number, { timeZone, locale }: Reader, options: Intl.DateTimeFormatOptions): string {
  // A zone this machine does not know counts as UTC, as everywhere.
  return formatOf(locale, { ...options, timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' }).format(atMs)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a hundred times what using it does, and a list writes many times. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, options)
    formats.set(key, format)
  }
  return format
}
