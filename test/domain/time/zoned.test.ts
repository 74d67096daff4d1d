import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  instantAt,
  isIsoDate,
  isoWeekOf,
  isTimeZone,
  mondayOfIsoWeek,
  wallTimeAt,
  weekdayOf,
} from '../../../domain/time/zoned.ts'
import { anyInstantMs, anyTimeZone } from './arbitraries.ts'

const at = (iso: string): number => Date.parse(iso)

describe('time zones', () => {
  it('knows the names of IANA and refuses everything else', () => {
    for (const name of ['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC', 'Asia/Kolkata'])
      expect(isTimeZone(name), name).toBe(true)
    for (const name of ['', 'Mars/Olympus', '+02:00', 'Europe/Berlin ', '../etc', 'A'.repeat(5000)])
      expect(isTimeZone(name), name.slice(0, 20)).toBe(false)
  })

  it('treats a zone it does not know as UTC', () => {
    const atMs = at('2026-11-22T12:30:00Z')
    expect(wallTimeAt({ atMs, timeZone: 'Mars/Olympus' })).toEqual({ date: '2026-11-22', minutes: 750, weekday: 7 })
    expect(instantAt({ date: '2026-11-22', minutes: 750, timeZone: 'Mars/Olympus' })).toBe(atMs)
  })
})

describe('the wall clock', () => {
  it('shows different dates of one instant around the world', () => {
    const atMs = at('2026-11-22T12:30:00Z')
    expect(wallTimeAt({ atMs, timeZone: 'Pacific/Kiritimati' })).toEqual({
      date: '2026-11-23',
      minutes: 150,
      weekday: 1,
    })
    expect(wallTimeAt({ atMs, timeZone: 'Asia/Kolkata' })).toEqual({ date: '2026-11-22', minutes: 1080, weekday: 7 })
    expect(wallTimeAt({ atMs, timeZone: 'Pacific/Pago_Pago' })).toEqual({ date: '2026-11-22', minutes: 90, weekday: 7 })
  })

  it('moves a time that clocks skip later by what was skipped', () => {
    const skipped = instantAt({ date: '2026-03-29', minutes: 150, timeZone: 'Europe/Berlin' })
    expect(new Date(skipped).toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(wallTimeAt({ atMs: skipped, timeZone: 'Europe/Berlin' }).minutes).toBe(210)
  })

  it('takes the first of a time that clocks show twice', () => {
    const twice = instantAt({ date: '2026-10-25', minutes: 150, timeZone: 'Europe/Berlin' })
    expect(new Date(twice).toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })

  it('begins a day at one o’clock where clocks skip its midnight', () => {
    const start = instantAt({ date: '2026-04-24', minutes: 0, timeZone: 'Africa/Cairo' })
    expect(wallTimeAt({ atMs: start, timeZone: 'Africa/Cairo' })).toMatchObject({ date: '2026-04-24', minutes: 60 })
  })

  it('goes on after a whole day that a zone never had', () => {
    const gone = instantAt({ date: '2011-12-30', minutes: 600, timeZone: 'Pacific/Apia' })
    expect(wallTimeAt({ atMs: gone, timeZone: 'Pacific/Apia' })).toMatchObject({ date: '2011-12-31', minutes: 600 })
  })

  it('counts minutes outside a day from its neighbours', () => {
    const timeZone = 'America/New_York'
    expect(instantAt({ date: '2026-11-22', minutes: 1500, timeZone })).toBe(
      instantAt({ date: '2026-11-23', minutes: 60, timeZone }),
    )
  })

  it('comes back to the same minute, or an hour of the same reading before', () => {
    fc.assert(
      fc.property(anyInstantMs, anyTimeZone, (atMs, timeZone) => {
        const shown = wallTimeAt({ atMs, timeZone })
        const back = instantAt({ date: shown.date, minutes: shown.minutes, timeZone })
        expect(wallTimeAt({ atMs: back, timeZone })).toEqual(shown)
        expect(back).toBeLessThanOrEqual(atMs)
        expect(shown.weekday).toBe(weekdayOf(shown.date))
      }),
    )
  })
})

describe('dates', () => {
  it('are told from what only looks like one', () => {
    expect(isIsoDate('2028-02-29')).toBe(true)
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-11-22T00:00', '', '26-11-22'])
      expect(isIsoDate(text), text).toBe(false)
  })

  it('follow each other over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
  })

  it('lie in the week of their Thursday’s year', () => {
    expect(isoWeekOf('2026-11-22')).toEqual({ year: 2026, week: 47 })
    expect(isoWeekOf('2027-01-03')).toEqual({ year: 2026, week: 53 })
    expect(isoWeekOf('2024-12-30')).toEqual({ year: 2025, week: 1 })
    expect(mondayOfIsoWeek({ year: 2026, week: 53 })).toBe('2026-12-28')
    expect(mondayOfIsoWeek({ year: 2027, week: 53 })).toBeNull()
    expect(mondayOfIsoWeek({ year: 2026, week: 0 })).toBeNull()
  })
})
