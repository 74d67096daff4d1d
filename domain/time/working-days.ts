import { addDays, type IsoDate, instantAt, wallTimeAt, weekdayOf } from './zoned.ts'

/** When someone works, by the wall clock where they are. */
export interface WorkingTime {
  /** An IANA name such as `Europe/Berlin`. */
  timeZone: string
  /** 1 for Monday to 7 for Sunday. */
  weekdays: readonly number[]
  /** Minutes since midnight. Hours that end before they begin end on the next date. */
  hours: { fromMinutes: number; toMinutes: number }
  daysOff: readonly IsoDate[]
}

/** What counts for a person who has not said when they work. */
export const ordinaryWorkingTime = {
  weekdays: [1, 2, 3, 4, 5],
  hours: { fromMinutes: 9 * 60, toMinutes: 17 * 60 },
  daysOff: [],
} as const satisfies Omit<WorkingTime, 'timeZone'>

/** Someone away for longer than this is asked as if they had no days off: a date years away would say nothing. */
const longestAbsenceDays = 366

/** Whether the person works on this date. Someone with no weekdays at all counts as working Monday to Friday. */
export function isWorkingDay({ date, person }: { date: IsoDate; person: WorkingTime }): boolean {
  return worksOn(date, person) && !person.daysOff.includes(date)
}

/**
 * The end of the person's n-th whole working day after an instant, as date and as instant.
 * Only whole days count: one that has begun when the instant falls is not counted, one whose hours are still to come is.
 * `dayCount` is a whole number from 1 on.
 */
export function addWorkingDays({
  fromMs,
  dayCount,
  person,
}: {
  fromMs: number
  dayCount: number
  person: WorkingTime
}): { date: IsoDate; atMs: number } {
  const now = wallTimeAt({ atMs: fromMs, timeZone: person.timeZone })
  const hasBegun = now.minutes > person.hours.fromMinutes
  let date = hasBegun ? addDays(now.date, 1) : now.date
  let daysLeft = dayCount
  let daysAway = 0
  while (true) {
    const isAway = daysAway < longestAbsenceDays && person.daysOff.includes(date)
    if (isAway) daysAway += 1
    else if (worksOn(date, person)) daysLeft -= 1
    if (!(daysLeft > 0)) return { date, atMs: endOfWorkMs(date, person) }
    date = addDays(date, 1)
  }
}

/** The date by which an ask is due where its author names none: the end of the asked person's second whole working day. */
export function byWhen({
  askedAtMs,
  person,
  workingDays = 2,
}: {
  askedAtMs: number
  person: WorkingTime
  workingDays?: number
}): IsoDate {
  return addWorkingDays({ fromMs: askedAtMs, dayCount: workingDays, person }).date
}

/** The instant at which the person's work of a date ends, whether or not they work on it. */
export function endOfWorkMs(date: IsoDate, person: WorkingTime): number {
  const { fromMinutes, toMinutes } = person.hours
  const minutes = toMinutes > fromMinutes ? toMinutes : toMinutes + 24 * 60
  return instantAt({ date, minutes, timeZone: person.timeZone })
}

function worksOn(date: IsoDate, { weekdays }: WorkingTime): boolean {
  const theirs = weekdays.some((weekday) => weekday >= 1 && weekday <= 7) ? weekdays : ordinaryWorkingTime.weekdays
  return theirs.some((weekday) => weekday === weekdayOf(date))
}
