import { type Awaiting, awaitingIn, inReadingOrder, lengthOf } from './awaiting.ts'
import { type Owed, owedIn } from './owed.ts'
import type { CatchUpLibrary, CatchUpPrivate } from './source.ts'

/** Everything that waits for me in all libraries. */
export interface CatchUp {
  owed: Owed[]
  /** In reading order. */
  awaiting: Awaiting[]
  /** What I put off, in reading order. */
  later: Awaiting[]
}

/** What stands above the list. */
export interface CatchUpSummary {
  updateCount: number
  decisionCount: number
  commentCount: number
  /** Asks to me in what awaits. */
  askCount: number
  /** Who asks, each once, in reading order. */
  askers: { library: string; person: string }[]
  watchMs: number
  readSec: number
}

export function catchUpOf({
  libraries,
  mine,
  nowMs,
}: {
  libraries: readonly CatchUpLibrary[]
  mine: CatchUpPrivate
  nowMs: number
}): CatchUp {
  const found = libraries.map((source) => awaitingIn(source, mine))
  return {
    owed: libraries.flatMap((source) => owedIn(source, mine, nowMs)),
    awaiting: inReadingOrder(found.flatMap(({ now }) => now)),
    later: inReadingOrder(found.flatMap(({ later }) => later)),
  }
}

export function summaryOf(awaiting: readonly Awaiting[]): CatchUpSummary {
  const lengths = awaiting.map(lengthOf)
  const asking = awaiting.filter((item) => item.kind === 'update').filter(({ asksMe }) => asksMe.length > 0)
  const askers = new Map(
    asking.map(({ library, view }) => [`${library}/${view.author}`, { library, person: view.author }]),
  )
  const countOf = (kind: Awaiting['kind']): number => awaiting.filter((item) => item.kind === kind).length
  return {
    updateCount: countOf('update'),
    decisionCount: countOf('decision'),
    commentCount: countOf('comment'),
    askCount: asking.reduce((sum, { asksMe }) => sum + asksMe.length, 0),
    askers: [...askers.values()],
    watchMs: lengths.reduce((sum, { watchMs }) => sum + watchMs, 0),
    readSec: lengths.reduce((sum, { readSec }) => sum + readSec, 0),
  }
}

/** The threads in which something of others awaits me, as `<library>/<thread>`. */
export function threadsWithNews(awaiting: readonly Awaiting[]): Set<string> {
  const found = new Set<string>()
  for (const item of awaiting) {
    const thread = item.kind === 'comment' ? (item.on?.thread ?? null) : item.view.thread
    if (thread !== null) found.add(`${item.library}/${thread}`)
  }
  return found
}
