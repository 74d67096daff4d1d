import type { PersonView, ThreadView, UpdateView } from '../../domain/views/records.ts'

/** Tuesday 17 November 2026, 10:00 UTC, in week 47: the moment at which the views below are looked at. */
export const nowMs = Date.UTC(2026, 10, 17, 10)
export const hourMs = 3_600_000

/** Someone in Lisbon who works from Monday to Friday, 9:00 to 18:00, and is called as their id says. */
export function personView(id: string, more: Partial<PersonView> = {}): PersonView {
  return {
    kind: 'person',
    id,
    atMs: 0,
    name: id,
    timeZone: 'Europe/Lisbon',
    workingDays: [1, 2, 3, 4, 5],
    fromMinutes: 540,
    toMinutes: 1080,
    awayUntil: null,
    isOwner: false,
    devices: [],
    ...more,
  }
}

/** The thread "Payments", due each Thursday at 18:00. */
export function threadView(more: Pick<ThreadView, 'madeBy' | 'people'> & Partial<ThreadView>): ThreadView {
  return {
    kind: 'thread',
    id: 'payments',
    atMs: 0,
    name: 'Payments',
    purpose: 'status',
    cadence: { every: 'week', weekday: 4, dueMinutes: 18 * 60 },
    questions: [],
    replacesMinutes: 30,
    suggestedSec: 120,
    isArchived: false,
    ...more,
  }
}

/** A written update in Payments of week 47, an hour old, titled as its id says. */
export function updateView(id: string, more: Pick<UpdateView, 'author'> & Partial<UpdateView>): UpdateView {
  return {
    kind: 'update',
    id,
    atMs: nowMs - hourMs,
    version: 'v1',
    editedAtMs: null,
    thread: 'payments',
    cycle: '2026-W47',
    title: id,
    answers: [],
    asks: [],
    intent: null,
    isNothing: false,
    video: null,
    readSec: 20,
    ...more,
  }
}
