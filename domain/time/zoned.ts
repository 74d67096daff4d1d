/** A calendar date without a time zone, as `2026-11-22`. */
export type IsoDate = string

/** What a clock on the wall of a time zone shows. */
export interface WallTime {
  date: IsoDate
  /** Whole minutes since the wall clock's midnight, 0 to 1439. */
  minutes: number
  /** 1 is Monday, 7 is Sunday. */
  weekday: number
}

const minuteMs = 60_000
const dayMs = 86_400_000
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Whether this machine knows the IANA time zone, such as `Europe/Berlin`. Bare offsets (`+02:00`) are no zones: they know no summer time. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && name.length <= 64 && knownFormatter(name) !== null
}

/**
 * What the wall clock shows at an instant. A time zone unknown to this machine counts as UTC, so that a newer device's zone
 * breaks no screen. Throws a RangeError where `atMs` is no time that a Date can hold.
 */
export function wallTimeAt({ atMs, timeZone }: { atMs: number; timeZone: string }): WallTime {
  const local = wallMs(atMs, timeZone)
  const day = Math.floor(local / dayMs)
  return { date: dateOfDay(day), minutes: Math.floor((local - day * dayMs) / minuteMs), weekday: weekdayOfDay(day) }
}

/**
 * The instant at which the wall clock shows a date and minutes. Minutes below 0 or from 1440 on count from other days.
 * Where clocks are put back and show it twice, it is the first; where they are put forward and never show it, it is later by
 * as much as was skipped (02:30 becomes 03:30), as in RFC 5545. An unknown time zone counts as UTC.
 */
export function instantAt({ date, minutes, timeZone }: { date: IsoDate; minutes: number; timeZone: string }): number {
  const local = dayOfDate(date) * dayMs + minutes * minuteMs
  // Zones lie between 12 hours behind and 14 ahead, so a day to either side sees the offset before and after any change.
  const before = wallMs(local - dayMs, timeZone) - (local - dayMs)
  const after = wallMs(local + dayMs, timeZone) - (local + dayMs)
  const shown = [local - before, local - after].filter((atMs) => wallMs(atMs, timeZone) === local)
  return shown.length > 0 ? Math.min(...shown) : local - before
}

/** The date so many days later, or earlier where the count is negative. */
export function addDays(date: IsoDate, dayCount: number): IsoDate {
  return dateOfDay(dayOfDate(date) + dayCount)
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: IsoDate): number {
  return weekdayOfDay(dayOfDate(date))
}

/** Days since 1970-01-01. NaN where it is no date: 30 February is none. */
export function dayOfDate(date: IsoDate): number {
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  const day = atMs / dayMs
  return Number.isNaN(day) || dateOfDay(day) !== date ? Number.NaN : day
}

/** Whether the text is a date of the calendar, written as `2026-11-22`. */
export function isIsoDate(text: string): boolean {
  return !Number.isNaN(dayOfDate(text))
}

/** The ISO 8601 week that a date lies in: it begins on Monday, and week 1 is the one with the year's first Thursday. */
export function isoWeekOf(date: IsoDate): { year: number; week: number } {
  const thursday = addDays(date, 4 - weekdayOf(date))
  const year = Number(thursday.slice(0, 4))
  const week = Math.floor((dayOfDate(thursday) - dayOfDate(`${thursday.slice(0, 4)}-01-01`)) / 7) + 1
  return { year, week }
}

/** The Monday of an ISO week; null where that year has no such week. */
export function mondayOfIsoWeek({ year, week }: { year: number; week: number }): IsoDate | null {
  const fourthOfJanuary = `${String(year).padStart(4, '0')}-01-04`
  if (!isIsoDate(fourthOfJanuary)) return null
  const monday = addDays(fourthOfJanuary, 1 - weekdayOf(fourthOfJanuary) + (week - 1) * 7)
  const found = isoWeekOf(monday)
  return found.year === year && found.week === week ? monday : null
}

function dateOfDay(day: number): IsoDate {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

function weekdayOfDay(day: number): number {
  // 1970-01-01 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The wall clock's date and time read as if they were UTC: the difference to the instant is the zone's offset. */
function wallMs(atMs: number, timeZone: string): number {
  const formatter = knownFormatter(timeZone)
  if (!formatter) return atMs
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatter.formatToParts(atMs)) part[type] = value
  const wall = Date.UTC(
    Number(part.year),
    Number(part.month) - 1,
    Number(part.day),
    Number(part.hour),
    Number(part.minute),
    Number(part.second),
  )
  return wall + (((atMs % 1000) + 1000) % 1000)
}

/** Making a formatter costs twenty times what using it costs (110 µs against 6), so each zone's is kept. */
function knownFormatter(timeZone: string): Intl.DateTimeFormat | null {
  const kept = formatters.get(timeZone)
  if (kept) return kept
  try {
    const formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formatters.set(timeZone, formatter)
    return formatter
  } catch {
    return null
  }
}
