import { isAway } from '../../../domain/catch-up/owed.ts'
import { type Cycle, dueMs } from '../../../domain/time/cadence.ts'
import type { AnswerView, AskView, PersonView, ThreadView, UpdateView } from '../../../domain/views/records.ts'

/** One person's line in a cycle. Nobody is ever late: someone has time, is away, or may still answer. */
export type ThreadRow =
  | { kind: 'update'; person: string; update: UpdateView }
  | { kind: 'nothing'; person: string; update: UpdateView }
  | { kind: 'away'; person: string; until: string }
  | { kind: 'has-until'; person: string; dueAtMs: number }
  | { kind: 'may-answer'; person: string }

/** The lines of the present cycle: who answered, in the order they did, then who has time, then who is away. */
export function rowsOfPresent({
  thread,
  updates,
  people,
  cycle,
  nowMs,
}: {
  thread: ThreadView
  updates: readonly UpdateView[]
  people: ReadonlyMap<string, PersonView>
  cycle: Cycle
  nowMs: number
}): ThreadRow[] {
  const answered = rowsOfPast(updates, cycle.id)
  // Where nothing is ever due nobody is waited for, and the latest is what one looks for.
  if (cycle.unit === 'always') return answered.toReversed()
  const done = new Set(answered.map(({ person }) => person))
  const awaited = thread.people.filter((id) => !done.has(id)).map((id) => rowWithoutUpdate(id))
  const isAwayRow = ({ kind }: ThreadRow): boolean => kind === 'away'
  return [...answered, ...awaited.filter((row) => !isAwayRow(row)), ...awaited.filter(isAwayRow)]

  function rowWithoutUpdate(id: string): ThreadRow {
    const person = people.get(id)
    if (!person) return { kind: 'may-answer', person: id }
    if (person.awayUntil !== null && isAway(person, nowMs)) {
      return { kind: 'away', person: id, until: person.awayUntil }
    }
    const dueAtMs = dueMs({ cadence: thread.cadence, cycle, timeZone: person.timeZone })
    return dueAtMs === null || dueAtMs < nowMs
      ? { kind: 'may-answer', person: id }
      : { kind: 'has-until', person: id, dueAtMs }
  }
}

/** The lines of a cycle that is over: who answered, in the order they did. */
export function rowsOfPast(updates: readonly UpdateView[], cycle: string): ThreadRow[] {
  return updates
    .filter((update) => update.cycle === cycle)
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((update) => ({ kind: update.isNothing ? 'nothing' : 'update', person: update.author, update }))
}

/** The cycles other than the present one in which anyone answered, the latest first. */
export function pastCycles(updates: readonly UpdateView[], present: string): string[] {
  const latest = new Map<string, number>()
  for (const { cycle, atMs } of updates) {
    if (cycle !== present) latest.set(cycle, Math.max(atMs, latest.get(cycle) ?? 0))
  }
  return [...latest].toSorted((a, b) => b[1] - a[1]).map(([cycle]) => cycle)
}

export interface OpenAsk {
  update: UpdateView
  ask: AskView
}

/** What was asked in the thread and is not answered, by when it is wanted. `answered` is keyed `<update>:<ask>`. */
export function openAsks(updates: readonly UpdateView[], answered: ReadonlySet<string>): OpenAsk[] {
  return updates
    .flatMap((update) => update.asks.map((ask) => ({ update, ask })))
    .filter(({ update, ask }) => ask.answeredBy === null && !answered.has(`${update.id}:${ask.id}`))
    .toSorted((a, b) => (a.ask.byWhen < b.ask.byWhen ? -1 : a.ask.byWhen > b.ask.byWhen ? 1 : 0))
}

export interface InTheWay {
  update: UpdateView
  answer: AnswerView
}

/** How long what was cleared stays in sight. */
const clearedShownMs = 14 * 24 * 60 * 60 * 1000

/** What is in people's way, the oldest first; what was cleared lately comes after it. */
export function inTheWay(updates: readonly UpdateView[], nowMs: number): InTheWay[] {
  const all = updates.flatMap((update) =>
    update.answers
      .filter(({ isBlocker, text }) => isBlocker && text !== null && text !== '')
      .map((answer) => ({ update, answer })),
  )
  const open = all.filter(({ answer }) => answer.clearedAtMs === null)
  const cleared = all.filter(({ answer }) => (answer.clearedAtMs ?? 0) > nowMs - clearedShownMs)
  return [
    ...open.toSorted((a, b) => a.update.atMs - b.update.atMs),
    ...cleared.toSorted((a, b) => (b.answer.clearedAtMs ?? 0) - (a.answer.clearedAtMs ?? 0)),
  ]
}
