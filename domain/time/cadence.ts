import type { Cadence } from '../records/thread.ts'
import {
  addDays,
  dayOfDate,
  type IsoDate,
  instantAt,
  isIsoDate,
  isoWeekOf,
  mondayOfIsoWeek,
  wallTimeAt,
  weekdayOf,
} from './zoned.ts'

/**
 * One round of a thread: a span of calendar dates, the same for everyone, which begins and ends by each person's own wall clock.
 * Its id is `2026-W47` for a week, and for two weeks that of the second, in which the update is due; `2026-11-22` for a day,
 * `2026-11` for a month, and `always` where nothing is ever due. A month's update is due on the last such weekday in it; for
 * `day` the cadence's weekday says nothing.
 */
export type Cycle =
  | { id: string; unit: 'day' | 'week' | 'two-weeks' | 'month'; firstDate: IsoDate; lastDate: IsoDate }
  | { id: 'always'; unit: 'always' }

/** What a cycle is called; the message catalogue turns it into words. */
export type CycleLabel =
  | { unit: 'day'; date: IsoDate }
  | { unit: 'week' | 'two-weeks'; year: number; number: number }
  | { unit: 'month'; year: number; number: number }
  | { unit: 'always' }

const always: Cycle = { id: 'always', unit: 'always' }

/** The cycle that an instant falls into, by the wall clock of a time zone. */
export function cycleAt({ cadence, nowMs, timeZone }: { cadence: Cadence; nowMs: number; timeZone: string }): Cycle {
  return cycleOnDate({ cadence, date: wallTimeAt({ atMs: nowMs, timeZone }).date })
}

/** The cycle that a calendar date lies in. */
function cycleOnDate({ cadence, date }: { cadence: Cadence; date: IsoDate }): Cycle {
  switch (cadence.every) {
    case 'never':
      return always
    case 'day':
      return { id: date, unit: 'day', firstDate: date, lastDate: date }
    case 'week': {
      const monday = addDays(date, 1 - weekdayOf(date))
      return { id: weekId(monday), unit: 'week', firstDate: monday, lastDate: addDays(monday, 6) }
    }
    case 'two-weeks': {
      // Pairs are counted through, from the Monday before 1970 on: a year of 53 weeks does not break their rhythm.
      const monday = addDays(date, 1 - weekdayOf(date))
      const isSecond = ((dayOfDate(monday) + 3) / 7) % 2 !== 0
      const firstDate = isSecond ? addDays(monday, -7) : monday
      return { id: weekId(addDays(firstDate, 7)), unit: 'two-weeks', firstDate, lastDate: addDays(firstDate, 13) }
    }
    case 'month': {
      const firstDate = `${date.slice(0, 7)}-01`
      // No month has more than 31 days, so 31 days after its first is in the next.
      const nextFirst = `${addDays(firstDate, 31).slice(0, 7)}-01`
      return { id: date.slice(0, 7), unit: 'month', firstDate, lastDate: addDays(nextFirst, -1) }
    }
  }
}

/** The cycle before; null where there is but one. */
export function previousCycle({ cadence, cycle }: { cadence: Cadence; cycle: Cycle }): Cycle | null {
  return cycle.unit === 'always' ? null : cycleOnDate({ cadence, date: addDays(cycle.firstDate, -1) })
}

/** The cycle after; null where there is but one. */
export function nextCycle({ cadence, cycle }: { cadence: Cadence; cycle: Cycle }): Cycle | null {
  return cycle.unit === 'always' ? null : cycleOnDate({ cadence, date: addDays(cycle.lastDate, 1) })
}

/**
 * The cycle of an id, or null where it is no cycle's id. An id that the cadence would not give is read by its own form, so that
 * what was answered before a thread changed its cadence keeps its place in time.
 */
export function cycleOfId({ id, cadence }: { id: string; cadence: Cadence }): Cycle | null {
  if (id === 'always') return always
  // Ids come from other devices; beyond these years dates have another form.
  if (!/^(19|20|21)\d{2}-/.test(id)) return null
  if (isIsoDate(id)) return cycleOnDate({ cadence: { ...cadence, every: 'day' }, date: id })
  if (/^\d{4}-\d{2}$/.test(id)) {
    const firstDate = `${id}-01`
    return isIsoDate(firstDate) ? cycleOnDate({ cadence: { ...cadence, every: 'month' }, date: firstDate }) : null
  }
  const week = /^(\d{4})-W(\d{2})$/.exec(id)
  const monday = week ? mondayOfIsoWeek({ year: Number(week[1]), week: Number(week[2]) }) : null
  if (!monday) return null
  const asNow = cycleOnDate({ cadence, date: monday })
  return asNow.id === id ? asNow : cycleOnDate({ cadence: { ...cadence, every: 'week' }, date: monday })
}

/** When a cycle begins and ends in a time zone: from `startMs` up to, not including, `endMs`. Null where it is always. */
export function cycleSpan({
  cycle,
  timeZone,
}: {
  cycle: Cycle
  timeZone: string
}): { startMs: number; endMs: number } | null {
  if (cycle.unit === 'always') return null
  return {
    startMs: instantAt({ date: cycle.firstDate, minutes: 0, timeZone }),
    endMs: instantAt({ date: addDays(cycle.lastDate, 1), minutes: 0, timeZone }),
  }
}

/** The date on which a cycle's update is due, the same for everyone; null where nothing ever is. */
export function dueDate({ cadence, cycle }: { cadence: Cadence; cycle: Cycle }): IsoDate | null {
  if (cycle.unit === 'always') return null
  if (cycle.unit === 'day') return cycle.lastDate
  const daysAfter = (weekdayOf(cycle.lastDate) - cadence.weekday + 7) % 7
  return addDays(cycle.lastDate, -daysAfter)
}

/** The instant at which a cycle's update is due by the wall clock of a time zone; null where nothing ever is. */
export function dueMs({
  cadence,
  cycle,
  timeZone,
}: {
  cadence: Cadence
  cycle: Cycle
  timeZone: string
}): number | null {
  const date = dueDate({ cadence, cycle })
  if (date === null) return null
  // Neither 24:00 nor a time that clocks skip before midnight may make an update due on the next date.
  const endOfDateMs = instantAt({ date: addDays(date, 1), minutes: 0, timeZone })
  return Math.min(instantAt({ date, minutes: cadence.dueMinutes, timeZone }), endOfDateMs - 1)
}

/** Whether there is time to answer: the cycle has begun and is not yet due, by the wall clock of a time zone. Where nothing is due there always is. */
export function isOpen({
  cadence,
  cycle,
  nowMs,
  timeZone,
}: {
  cadence: Cadence
  cycle: Cycle
  nowMs: number
  timeZone: string
}): boolean {
  const span = cycleSpan({ cycle, timeZone })
  const due = dueMs({ cadence, cycle, timeZone })
  return !span || due === null || (nowMs >= span.startMs && nowMs <= due)
}

/** What to call a cycle: a week by its ISO number, two weeks by the number of the second. */
export function labelOf(cycle: Cycle): CycleLabel {
  switch (cycle.unit) {
    case 'always':
      return { unit: 'always' }
    case 'day':
      return { unit: 'day', date: cycle.firstDate }
    case 'week':
    case 'two-weeks': {
      const { year, week } = isoWeekOf(cycle.lastDate)
      return { unit: cycle.unit, year, number: week }
    }
    case 'month':
      return { unit: 'month', year: Number(cycle.id.slice(0, 4)), number: Number(cycle.id.slice(5)) }
  }
}

function weekId(monday: IsoDate): string {
  const { year, week } = isoWeekOf(monday)
  return `${year}-W${String(week).padStart(2, '0')}`
}
