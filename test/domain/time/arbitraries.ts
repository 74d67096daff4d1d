import fc from 'fast-check'
import type { Cadence } from '../../../domain/records/thread.ts'

/** Whole minutes between 2020 and 2040. */
export const anyInstantMs = fc
  .integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 })
  .map((minutes) => minutes * 60_000)

/** Every zone this machine knows, and those whose clocks behave oddly more often: half hours, midnight changes, far ends. */
export const anyTimeZone = fc.oneof(
  fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
  fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Beirut',
    'America/Havana',
    'Africa/Casablanca',
    'Pacific/Chatham',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Antarctica/Troll',
    'Europe/Dublin',
  ),
)

export const anyCadence: fc.Arbitrary<Cadence> = fc.record({
  every: fc.constantFrom('day', 'week', 'two-weeks', 'month', 'never'),
  weekday: fc.integer({ min: 1, max: 7 }),
  dueMinutes: fc.integer({ min: 0, max: 1440 }),
})
