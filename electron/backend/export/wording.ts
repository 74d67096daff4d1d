import { sizeForPeople } from '../../../domain/reading/size.ts'
import { clockTime } from '../../../domain/sharing/plain-text.ts'
import { isTimeZone, wallTimeAt } from '../../../domain/time/zoned.ts'

/** Dates as the pages write them: in full, since nobody knows when they are read. */
export interface Wording {
  timeZone: string
  /** "2026-11-19", for names of folders. */
  day(atMs: number): string
  /** "19 November 2026" */
  date(atMs: number): string
  /** "Thursday 19 November 2026, 17:40" */
  moment(atMs: number): string
}

/** A zone that is not known here counts as UTC. */
export function wordingIn(zone: string): Wording {
  const timeZone = isTimeZone(zone) ? zone : 'UTC'
  const dateFormat = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'long' })
  const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long' })
  const timeFormat = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const date = (atMs: number): string => dateFormat.format(atMs)
  return {
    timeZone,
    day: (atMs) => wallTimeAt({ atMs, timeZone }).date,
    date,
    moment: (atMs) => `${dayFormat.format(atMs)} ${date(atMs)}, ${timeFormat.format(atMs)}`,
  }
}

/** A local date in words: "19 November 2026". */
export function writtenLocalDate(date: string): string {
  const atMs = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(atMs) ? date : utcDate.format(atMs)
}

const utcDate = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' })
const utcMonth = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' })

/** A round of a thread by its id: "Week 47, 2026", "November 2026", "19 November 2026"; null where it has no rounds. */
export function writtenCycle(cycle: string): string | null {
  const week = /^(\d{4})-W(\d{2})$/.exec(cycle)
  if (week) return `Week ${Number(week[2])}, ${week[1]}`
  if (/^\d{4}-\d{2}$/.test(cycle)) return utcMonth.format(Date.parse(`${cycle}-01T00:00:00Z`))
  return /^\d{4}-\d{2}-\d{2}$/.test(cycle) ? writtenLocalDate(cycle) : null
}

/** A place in a video or its length: "0:09", "2:10", "1:02:03". */
export const writtenLength = clockTime

/** "812 B", "30 MB", "1.2 GB". */
export function writtenSize(sizeBytes: number): string {
  const { count, unit } = sizeForPeople(sizeBytes)
  return `${count} ${unit}`
}

/** "1 update", "12 updates". */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}

/** "Aya, Ben and Ines". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** A question as a heading, without its mark. */
export function questionLabel(question: string): string {
  return question.replace(/\s*\?\s*$/, '')
}

/** A person's initials: of the first and the last word of the name, or its first two letters where it is one word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : '']
  const letters = last === '' ? Array.from(first).slice(0, 2) : [Array.from(first)[0] ?? '', Array.from(last)[0] ?? '']
  return letters.join('').toUpperCase()
}
