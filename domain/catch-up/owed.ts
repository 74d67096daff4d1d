import { type Cycle, cycleAt, dueMs } from '../time/cadence.ts'
import { wallTimeAt } from '../time/zoned.ts'
import type { AskView, DeviceView, PersonView, ThreadView, UpdateView } from '../views/records.ts'
import type { CatchUpLibrary, CatchUpPrivate } from './source.ts'

/** What others wait for from me. */
export type Owed =
  /** A thread waits for my answers of this cycle. `dueAtMs` may have passed: the cycle takes answers to its end. */
  | { kind: 'answers'; library: string; thread: ThreadView; cycle: Cycle; dueAtMs: number; isDuePassed: boolean }
  /** An ask to me in an update that I have seen. */
  | { kind: 'ask'; library: string; update: UpdateView; ask: AskView }
  /** A device says that it belongs to this person. */
  | { kind: 'device'; library: string; person: PersonView; device: DeviceView; isMine: boolean }

/** What I owe in one library: devices to confirm first, then threads by when they are due, then asks by when. */
export function owedIn(source: CatchUpLibrary, mine: CatchUpPrivate, nowMs: number): Owed[] {
  return [...devicesIn(source), ...answersIn(source, mine, nowMs), ...asksIn(source, mine)]
}

function devicesIn({ library, me, people, isUnconfirmed }: CatchUpLibrary): Owed[] {
  if (isUnconfirmed) return []
  const isOwner = people.get(me)?.isOwner ?? false
  return [...people.values()]
    .filter((person) => person.id === me || isOwner)
    .flatMap((person) =>
      person.devices
        .filter((device) => device.isUnconfirmed && !device.isClosed)
        .map((device) => ({ kind: 'device' as const, library, person, device, isMine: person.id === me })),
    )
}

function answersIn({ library, me, people, threads, updates }: CatchUpLibrary, mine: CatchUpPrivate, nowMs: number) {
  const person = people.get(me)
  if (!person || isAway(person, nowMs)) return []
  const answered = new Set(
    updates.filter(({ author }) => author === me).map(({ thread, cycle }) => `${library}:${thread}:${cycle}`),
  )
  return threads
    .filter((thread) => !thread.isArchived && thread.people.includes(me))
    .flatMap((thread): Extract<Owed, { kind: 'answers' }>[] => {
      const { cadence } = thread
      const cycle = cycleAt({ cadence, nowMs, timeZone: person.timeZone })
      const dueAtMs = dueMs({ cadence, cycle, timeZone: person.timeZone })
      const key = `${library}:${thread.id}:${cycle.id}`
      if (dueAtMs === null || answered.has(key) || mine.nothing.has(key)) return []
      return [{ kind: 'answers', library, thread, cycle, dueAtMs, isDuePassed: dueAtMs < nowMs }]
    })
    .sort((a, b) => a.dueAtMs - b.dueAtMs)
}

function asksIn({ library, me, updates }: CatchUpLibrary, mine: CatchUpPrivate): Owed[] {
  return updates
    .filter((update) => mine.seen.has(`${library}:${update.id}`) && !mine.later.has(`${library}:${update.id}`))
    .flatMap((update) =>
      openAsksTo({ library, me, update, mine }).map((ask) => ({ kind: 'ask' as const, library, update, ask })),
    )
    .sort((a, b) => a.ask.byWhen.localeCompare(b.ask.byWhen))
}

/** Asks of an update that wait for this person's answer. */
export function openAsksTo({
  library,
  me,
  update,
  mine,
}: {
  library: string
  me: string
  update: UpdateView
  mine: Pick<CatchUpPrivate, 'answered'>
}): AskView[] {
  return update.asks.filter(
    (ask) => ask.answeredBy === null && ask.to.includes(me) && !mine.answered.has(`${library}:${update.id}:${ask.id}`),
  )
}

/** Whether someone's first working day back is still to come, where they are. */
export function isAway({ awayUntil, timeZone }: PersonView, nowMs: number): boolean {
  return awayUntil !== null && awayUntil > wallTimeAt({ atMs: nowMs, timeZone }).date
}
