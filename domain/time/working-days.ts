import { addDays, type IsoDate, instantAt, isIsoDate, wallTimeAt, weekdayOf } from './zoned.ts'

/** When someone works, by the wall clock where they are, as their profile says it. */
export interface WorkingTime {
  /** An IANA name such as `Europe/Berlin`. */
  timeZone: string
  /** 1 for Monday to 7 for Sunday. */
  workingDays: readonly number[]
  /** Minutes since midnight. Hours that end before they begin end on the next date. */
  fromMinutes: number
  toMinutes: number
  /** The first working day back of someone who is away. */
  awayUntil: IsoDate | null
}

/** Whoever is away for longer than this is asked as if they were here: a date years ahead would say nothing. */
const longestAbsenceDays = 366

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
  let date = now.minutes > person.fromMinutes ? addDays(now.date, 1) : now.date
  const back = person.awayUntil
  if (back !== null && isIsoDate(back) && back > date && back <= addDays(now.date, longestAbsenceDays)) date = back
  let daysLeft = dayCount
  while (true) {
    if (worksOn(date, person)) daysLeft -= 1
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

function endOfWorkMs(date: IsoDate, { fromMinutes, toMinutes, timeZone }: WorkingTime): number {
  const minutes = toMinutes > fromMinutes ? toMinutes : toMinutes + 24 * 60
  return instantAt({ date, minutes, timeZone })
}

/** Someone whose profile names no day counts as working Monday to Friday. */
function worksOn(date: IsoDate, { workingDays }: WorkingTime): boolean {
  const weekday = weekdayOf(date)
  const namesADay = workingDays.some((day) => day >= 1 && day <= 7)
  return namesADay ? workingDays.includes(weekday) : weekday <= 5
}
