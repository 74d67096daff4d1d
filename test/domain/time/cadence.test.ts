import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cadence } from '../../../domain/records/thread.ts'
import {
  cycleAt,
  cycleOfId,
  cycleSpan,
  dueDate,
  dueMs,
  isOpen,
  labelOf,
  nextCycle,
  previousCycle,
} from '../../../domain/time/cadence.ts'
import { wallTimeAt } from '../../../domain/time/zoned.ts'
import { anyCadence, anyInstantMs, anyTimeZone } from './arbitraries.ts'

const thursdays: Cadence = { every: 'week', weekday: 4, dueMinutes: 18 * 60 }
const timeZone = 'Europe/Berlin'
const nowMs = Date.parse('2026-11-22T12:00:00Z')
const withEvery = (every: Cadence['every']): Cadence => ({ ...thursdays, every })

describe('a cycle', () => {
  it('has an id that says which week, day or month it is', () => {
    const idOf = (every: Cadence['every']): string => cycleAt({ cadence: withEvery(every), nowMs, timeZone }).id
    expect(idOf('day')).toBe('2026-11-22')
    expect(idOf('week')).toBe('2026-W47')
    expect(idOf('two-weeks')).toBe('2026-W48')
    expect(idOf('month')).toBe('2026-11')
    expect(idOf('never')).toBe('always')
  })

  it('is another one at the same instant where the date already is another', () => {
    const sundayNight = Date.parse('2026-11-22T23:30:00Z')
    expect(cycleAt({ cadence: thursdays, nowMs: sundayNight, timeZone: 'Europe/Berlin' }).id).toBe('2026-W48')
    expect(cycleAt({ cadence: thursdays, nowMs: sundayNight, timeZone: 'America/New_York' }).id).toBe('2026-W47')
  })

  it('keeps the rhythm of two weeks through a year of 53 weeks', () => {
    const cadence = withEvery('two-weeks')
    let cycle = cycleAt({ cadence, nowMs, timeZone })
    const ids = [cycle.id]
    for (let count = 0; count < 4; count += 1) {
      cycle = nextCycle({ cadence, cycle }) ?? cycle
      ids.push(cycle.id)
    }
    expect(ids).toEqual(['2026-W48', '2026-W50', '2026-W52', '2027-W01', '2027-W03'])
  })

  it('is due on its weekday, of a month on the last', () => {
    const dueOf = (every: Cadence['every']): string | null => {
      const cadence = withEvery(every)
      return dueDate({ cadence, cycle: cycleAt({ cadence, nowMs, timeZone }) })
    }
    expect(dueOf('week')).toBe('2026-11-19')
    expect(dueOf('two-weeks')).toBe('2026-11-26')
    expect(dueOf('month')).toBe('2026-11-26')
    expect(dueOf('day')).toBe('2026-11-22')
    expect(dueOf('never')).toBeNull()
  })

  it('is due at the same wall time everywhere, before and after clocks change', () => {
    for (const [id, zone, iso] of [
      ['2026-W43', 'Europe/Berlin', '2026-10-22T16:00:00.000Z'],
      ['2026-W44', 'Europe/Berlin', '2026-10-29T17:00:00.000Z'],
      ['2026-W44', 'America/New_York', '2026-10-29T22:00:00.000Z'],
      ['2026-W45', 'America/New_York', '2026-11-05T23:00:00.000Z'],
    ] as const) {
      const cycle = cycleOfId({ id, cadence: thursdays })
      if (!cycle) throw new Error(`${id} is a cycle`)
      const due = dueMs({ cadence: thursdays, cycle, timeZone: zone })
      expect(due === null ? null : new Date(due).toISOString(), `${id} ${zone}`).toBe(iso)
    }
  })

  it('is open from its beginning until it is due', () => {
    const cycle = cycleAt({ cadence: thursdays, nowMs, timeZone })
    const openAt = (iso: string): boolean => isOpen({ cadence: thursdays, cycle, nowMs: Date.parse(iso), timeZone })
    expect(openAt('2026-11-15T22:59:00Z')).toBe(false)
    expect(openAt('2026-11-15T23:00:00Z')).toBe(true)
    expect(openAt('2026-11-19T17:00:00Z')).toBe(true)
    expect(openAt('2026-11-19T17:00:01Z')).toBe(false)
    const always = cycleAt({ cadence: withEvery('never'), nowMs, timeZone })
    expect(isOpen({ cadence: withEvery('never'), cycle: always, nowMs, timeZone })).toBe(true)
  })

  it('gives the parts of its name', () => {
    const labelAt = (every: Cadence['every']) => labelOf(cycleAt({ cadence: withEvery(every), nowMs, timeZone }))
    expect(labelAt('week')).toEqual({ unit: 'week', year: 2026, number: 47 })
    expect(labelAt('two-weeks')).toEqual({ unit: 'two-weeks', year: 2026, number: 48 })
    expect(labelAt('month')).toEqual({ unit: 'month', year: 2026, number: 11 })
    expect(labelAt('day')).toEqual({ unit: 'day', date: '2026-11-22' })
    expect(labelAt('never')).toEqual({ unit: 'always' })
  })

  it('is found by its id, also after the thread has changed its cadence', () => {
    expect(cycleOfId({ id: '2026-W48', cadence: withEvery('two-weeks') })).toMatchObject({ firstDate: '2026-11-16' })
    expect(cycleOfId({ id: '2026-W47', cadence: withEvery('two-weeks') })).toMatchObject({ unit: 'week' })
    expect(cycleOfId({ id: '2026-11', cadence: thursdays })).toMatchObject({ unit: 'month', lastDate: '2026-11-30' })
    for (const id of ['', '2026', '2026-W54', '2026-13', '2026-02-30', '0000-W01', '../x', 'W47-2026'])
      expect(cycleOfId({ id, cadence: thursdays }), id).toBeNull()
  })

  it('never makes any id throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-(W?\d\d|\d\d-\d\d)$/)), anyCadence, (id, cadence) => {
        const cycle = cycleOfId({ id, cadence })
        if (cycle) {
          expect(cycle.id).toBe(id)
          labelOf(cycle)
          previousCycle({ cadence, cycle })
        }
      }),
    )
  })
})

describe('cycles', () => {
  it('follow each other without gap or overlap, in every zone', () => {
    fc.assert(
      fc.property(anyCadence, anyInstantMs, anyTimeZone, (cadence, atMs, zone) => {
        const cycle = cycleAt({ cadence, nowMs: atMs, timeZone: zone })
        const span = cycleSpan({ cycle, timeZone: zone })
        const next = nextCycle({ cadence, cycle })
        if (!span || !next) {
          expect(cadence.every).toBe('never')
          return
        }
        expect(span.startMs).toBeLessThanOrEqual(atMs)
        expect(span.endMs).toBeGreaterThan(atMs)
        expect(cycleSpan({ cycle: next, timeZone: zone })?.startMs).toBe(span.endMs)
        expect(previousCycle({ cadence, cycle: next })).toEqual(cycle)
        expect(cycleAt({ cadence, nowMs: span.startMs, timeZone: zone })).toEqual(cycle)
        expect(cycleAt({ cadence, nowMs: span.endMs - 1, timeZone: zone })).toEqual(cycle)
      }),
    )
  })

  it('are due within themselves, on their weekday, in every zone', () => {
    fc.assert(
      fc.property(anyCadence, anyInstantMs, anyTimeZone, (cadence, atMs, zone) => {
        const cycle = cycleAt({ cadence, nowMs: atMs, timeZone: zone })
        const due = dueMs({ cadence, cycle, timeZone: zone })
        if (due === null) {
          expect(cadence.every).toBe('never')
          return
        }
        expect(cycleAt({ cadence, nowMs: due, timeZone: zone })).toEqual(cycle)
        if (cadence.every !== 'day') expect(wallTimeAt({ atMs: due, timeZone: zone }).weekday).toBe(cadence.weekday)
        expect(isOpen({ cadence, cycle, nowMs: due, timeZone: zone })).toBe(true)
      }),
    )
  })

  it('are found again by their ids', () => {
    fc.assert(
      fc.property(anyCadence, anyInstantMs, anyTimeZone, (cadence, atMs, zone) => {
        const cycle = cycleAt({ cadence, nowMs: atMs, timeZone: zone })
        expect(cycleOfId({ id: cycle.id, cadence })).toEqual(cycle)
      }),
    )
  })
})
