import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addWorkingDays, byWhen, type WorkingTime } from '../../../domain/time/working-days.ts'
import { instantAt, weekdayOf } from '../../../domain/time/zoned.ts'
import { anyInstantMs, anyTimeZone } from './arbitraries.ts'

const berlin: WorkingTime = {
  timeZone: 'Europe/Berlin',
  workingDays: [1, 2, 3, 4, 5],
  fromMinutes: 9 * 60,
  toMinutes: 17 * 60,
  awayUntil: null,
}

const inBerlin = (date: string, hour: number): number =>
  instantAt({ date, minutes: hour * 60, timeZone: berlin.timeZone })

describe('an ask’s by-when', () => {
  it('is the second working day after the day on which it is asked', () => {
    expect(byWhen({ askedAtMs: inBerlin('2026-11-16', 10), person: berlin })).toBe('2026-11-18')
  })

  it('counts a day that has not begun for the one who is asked', () => {
    expect(byWhen({ askedAtMs: inBerlin('2026-11-16', 7), person: berlin })).toBe('2026-11-17')
  })

  it('leaves out the weekend', () => {
    for (const date of ['2026-11-20', '2026-11-21', '2026-11-22'])
      expect(byWhen({ askedAtMs: inBerlin(date, 16), person: berlin }), date).toBe('2026-11-24')
  })

  it('follows the week of the person asked', () => {
    const person: WorkingTime = { ...berlin, timeZone: 'Asia/Dubai', workingDays: [7, 1, 2, 3] }
    expect(byWhen({ askedAtMs: Date.parse('2026-11-19T12:00:00Z'), person })).toBe('2026-11-23')
  })

  it('counts from the first working day back of someone who is away', () => {
    const askedAtMs = inBerlin('2026-11-16', 10)
    expect(byWhen({ askedAtMs, person: { ...berlin, awayUntil: '2026-11-30' } })).toBe('2026-12-01')
    expect(byWhen({ askedAtMs, person: { ...berlin, awayUntil: '2026-11-28' } })).toBe('2026-12-01')
    expect(byWhen({ askedAtMs, person: { ...berlin, awayUntil: '2026-11-10' } })).toBe('2026-11-18')
  })

  it('is counted where the person asked is, not where the asker is', () => {
    const askedAtMs = Date.parse('2026-11-16T22:00:00Z')
    expect(byWhen({ askedAtMs, person: berlin })).toBe('2026-11-18')
    expect(byWhen({ askedAtMs, person: { ...berlin, timeZone: 'Pacific/Auckland' } })).toBe('2026-11-19')
    expect(byWhen({ askedAtMs, person: { ...berlin, timeZone: 'America/Los_Angeles' } })).toBe('2026-11-18')
  })

  it('takes another count of days', () => {
    expect(byWhen({ askedAtMs: inBerlin('2026-11-16', 10), person: berlin, workingDays: 5 })).toBe('2026-11-23')
  })

  it('is still near for someone who works on no day or is away for years', () => {
    const askedAtMs = inBerlin('2026-11-16', 10)
    expect(byWhen({ askedAtMs, person: { ...berlin, workingDays: [] } })).toBe('2026-11-18')
    expect(byWhen({ askedAtMs, person: { ...berlin, awayUntil: '2199-01-01' } })).toBe('2026-11-18')
    expect(byWhen({ askedAtMs, person: { ...berlin, awayUntil: '2026-11-31' } })).toBe('2026-11-18')
  })
})

describe('working days', () => {
  it('end when the person’s hours end, through a change of clocks', () => {
    const end = addWorkingDays({ fromMs: inBerlin('2026-10-23', 12), dayCount: 1, person: berlin })
    expect(end.date).toBe('2026-10-26')
    expect(new Date(end.atMs).toISOString()).toBe('2026-10-26T16:00:00.000Z')
  })

  it('end on the next date for those who work through midnight', () => {
    const person = { ...berlin, fromMinutes: 22 * 60, toMinutes: 6 * 60 }
    const end = addWorkingDays({ fromMs: inBerlin('2026-11-16', 12), dayCount: 1, person })
    expect(end.date).toBe('2026-11-16')
    expect(end.atMs).toBe(inBerlin('2026-11-17', 6))
  })

  it('always end in the future, on a day the person works, and later for a higher count', () => {
    const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
    const dayCounts = fc.integer({ min: 1, max: 10 })
    fc.assert(
      fc.property(anyInstantMs, anyTimeZone, weekdays, dayCounts, (fromMs, timeZone, theirDays, dayCount) => {
        const person = { ...berlin, timeZone, workingDays: theirDays }
        const end = addWorkingDays({ fromMs, dayCount, person })
        expect(theirDays).toContain(weekdayOf(end.date))
        expect(end.atMs).toBeGreaterThan(fromMs)
        expect(addWorkingDays({ fromMs, dayCount: dayCount + 1, person }).atMs).toBeGreaterThan(end.atMs)
      }),
    )
  })
})
