import { describe, expect, it } from 'vitest'
import {
  lengthToTakeIn,
  type Reader,
  roughLength,
  writtenDate,
  writtenDay,
  writtenLength,
  writtenMoment,
  writtenPartOfDay,
  writtenPresent,
  writtenSize,
} from '../../../../renderer/app/messages/when.ts'

const at = (iso: string): number => Date.parse(iso)

/** Tuesday 17 November 2026, 9:05 in Lisbon. */
const inLisbon: Reader = { nowMs: at('2026-11-17T09:05:00Z'), timeZone: 'Europe/Lisbon', locale: 'en-GB' }
const inAuckland: Reader = { ...inLisbon, timeZone: 'Pacific/Auckland' }

describe('a moment', () => {
  it.each([
    ['2026-11-17T07:30:00Z', 'today 07:30'],
    ['2026-11-16T17:40:00Z', 'yesterday 17:40'],
    ['2026-11-18T16:00:00Z', 'tomorrow 16:00'],
    ['2026-11-19T18:00:00Z', 'Thursday 18:00'],
    ['2026-11-13T08:00:00Z', 'Friday 08:00'],
    ['2026-11-10T08:00:00Z', '10 November'],
    ['2026-03-04T08:00:00Z', '4 March'],
    ['2025-03-04T08:00:00Z', '4 March 2025'],
  ])('%s is written %j', (iso, words) => {
    expect(writtenMoment(at(iso), inLisbon)).toBe(words)
  })

  it('is of the day where the reader is', () => {
    const moment = at('2026-11-16T23:30:00Z')
    expect(writtenMoment(moment, inLisbon)).toBe('yesterday 23:30')
    expect(writtenMoment(moment, inAuckland)).toBe('today 12:30')
  })

  it('counts days of the calendar over the night when clocks change', () => {
    // Lisbon's clocks went back on 25 October 2026 at 2:00.
    const monday: Reader = { ...inLisbon, nowMs: at('2026-10-26T00:10:00Z') }
    expect(writtenMoment(at('2026-10-24T23:30:00Z'), monday)).toBe('yesterday 00:30')
  })

  it('is read in UTC where the zone is unknown here', () => {
    expect(writtenMoment(at('2026-11-16T17:40:00Z'), { ...inLisbon, timeZone: 'Mars/Olympus' })).toBe('yesterday 17:40')
  })
})

describe('a day', () => {
  it('is named where it is near, and dated where it is not', () => {
    expect(writtenDay(at('2026-11-17T01:00:00Z'), inLisbon)).toBe('today')
    expect(writtenDay(at('2026-11-23T09:00:00Z'), inLisbon)).toBe('Monday')
    expect(writtenDay(at('2026-11-24T09:00:00Z'), inLisbon)).toBe('24 November')
  })

  it('has its parts', () => {
    expect(writtenPartOfDay(at('2026-11-19T18:00:00Z'), inLisbon)).toBe('Thursday evening')
    expect(writtenPartOfDay(at('2026-11-17T18:00:00Z'), inLisbon)).toBe('this evening')
    expect(writtenPartOfDay(at('2026-11-17T02:00:00Z'), inLisbon)).toBe('tonight')
    expect(writtenPartOfDay(at('2026-11-16T14:00:00Z'), inLisbon)).toBe('yesterday afternoon')
    expect(writtenPresent(inLisbon)).toBe('Tuesday morning')
  })

  it('follows the language of the reader', () => {
    expect(writtenDate(at('2026-11-13T09:00:00Z'), { ...inLisbon, locale: 'pt-PT' })).toBe('13 de novembro')
  })
})

describe('a length', () => {
  it.each([
    [0, '0:00'],
    [9_999, '0:09'],
    [130_000, '2:10'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('of %i ms is %j on a clock', (durationMs, words) => {
    expect(writtenLength(durationMs)).toBe(words)
  })

  it.each([
    [0, '5 s'],
    [38_000, '40 s'],
    [57_000, '55 s'],
    [58_000, '1 min'],
    [61_000, '1 min'],
    [100_000, '2 min'],
    [14 * 60_000, '14 min'],
    [3_590_000, '1 h'],
    [7_200_000, '2 h'],
    [7_800_000, '2 h 10 min'],
  ])('of %i ms is roughly %j', (durationMs, words) => {
    expect(roughLength(durationMs)).toBe(words)
  })

  it('says what it costs to watch and to read', () => {
    expect(lengthToTakeIn({ watchMs: 130_000, readMs: 40_000 })).toBe('2 min to watch, 40 s to read')
    expect(lengthToTakeIn({ watchMs: null, readMs: 25_000 })).toBe('25 s to read')
    expect(lengthToTakeIn({ watchMs: 240_000, readMs: null })).toBe('4 min to watch')
    expect(lengthToTakeIn({ watchMs: null, readMs: null })).toBe('')
  })
})

describe('a size', () => {
  it.each([
    [0, '0 B'],
    [812, '812 B'],
    [4_200, '4 kB'],
    [999_900, '1 MB'],
    [1_240_000, '1.2 MB'],
    [9_960_000, '10 MB'],
    [30_400_000, '30 MB'],
    [1_200_000_000, '1.2 GB'],
    [2_500_000_000_000, '2.5 TB'],
    [7_000_000_000_000_000, '7,000 TB'],
  ])('of %i bytes is %j', (sizeBytes, words) => {
    expect(writtenSize(sizeBytes)).toBe(words)
  })
})
