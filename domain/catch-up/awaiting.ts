import { readingSec } from '../reading/reading-time.ts'
import type { AskView, CommentView, DecisionView, UpdateView } from '../views/records.ts'
import { openAsksTo } from './owed.ts'
import type { CatchUpLibrary, CatchUpPrivate } from './source.ts'

/** One thing of others that I have not seen. */
export type Awaiting =
  | { kind: 'update'; library: string; view: UpdateView; asksMe: AskView[] }
  | { kind: 'decision'; library: string; view: DecisionView }
  /** On what I made, or on what I commented on before. `on` is null where the page does not know it. */
  | { kind: 'comment'; library: string; view: CommentView; on: UpdateView | DecisionView | null; isOnMine: boolean }

/** A newcomer begins with the two weeks before they came; what is older is found in its threads. */
const lookBackMs = 14 * 24 * 60 * 60 * 1000

/** From when on what others make awaits me in a library; what was there before I came is not owed. */
export function awaitedSinceMs({ people, me }: Pick<CatchUpLibrary, 'people' | 'me'>): number {
  return (people.get(me)?.atMs ?? 0) - lookBackMs
}

/** What of others awaits me in one library, seen or put off aside; in no order. */
export function awaitingIn(source: CatchUpLibrary, mine: CatchUpPrivate): { now: Awaiting[]; later: Awaiting[] } {
  const { library, me } = source
  const sinceMs = awaitedSinceMs(source)
  const all = [...updatesIn(source, mine), ...decisionsIn(source), ...commentsIn(source)]
  const unseen = all.filter(
    ({ view }) =>
      view.author !== me && !view.isHidden && view.atMs >= sinceMs && !mine.seen.has(`${library}:${view.id}`),
  )
  const isLater = ({ view }: Awaiting): boolean => mine.later.has(`${library}:${view.id}`)
  return { now: unseen.filter((each) => !isLater(each)), later: unseen.filter(isLater) }
}

/** Asks to me first, by when; then the newest first. */
export function inReadingOrder(items: readonly Awaiting[]): Awaiting[] {
  // '~' stands after every date.
  const firstAsk = (item: Awaiting): string => (item.kind === 'update' ? (item.asksMe[0]?.byWhen ?? '~') : '~')
  return items.toSorted(
    (a, b) => inPlainOrder(firstAsk(a), firstAsk(b)) || b.view.atMs - a.view.atMs || inPlainOrder(a.view.id, b.view.id),
  )
}

const inPlainOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** How long it takes to take in: what can be watched now, and what is written. */
export function lengthOf(item: Awaiting): { watchMs: number; readSec: number } {
  switch (item.kind) {
    case 'update':
      return { watchMs: item.view.video?.isHere ? item.view.video.durationMs : 0, readSec: item.view.readSec }
    case 'decision':
      return { watchMs: 0, readSec: item.view.readSec }
    case 'comment':
      return { watchMs: 0, readSec: readingSec(item.view.text ?? '') }
  }
}

/** "Nothing this week" has nothing to be read, so it awaits nobody. */
function updatesIn({ library, me, updates }: CatchUpLibrary, mine: CatchUpPrivate): Awaiting[] {
  return updates
    .filter((view) => !view.isNothing)
    .map((view) => ({ kind: 'update', library, view, asksMe: openAsksTo({ library, me, update: view, mine }) }))
}

function decisionsIn({ library, decisions }: CatchUpLibrary): Awaiting[] {
  return decisions.map((view) => ({ kind: 'decision', library, view }))
}

function commentsIn({ library, me, comments, updates, decisions }: CatchUpLibrary): Awaiting[] {
  const items = new Map([...updates, ...decisions].map((view) => [view.id, view]))
  const commented = new Set(comments.filter(({ author }) => author === me).map(({ on }) => on.item))
  return comments.flatMap((view): Awaiting[] => {
    const on = items.get(view.on.item) ?? null
    const isOnMine = on?.author === me
    return isOnMine || commented.has(view.on.item) ? [{ kind: 'comment', library, view, on, isOnMine }] : []
  })
}
