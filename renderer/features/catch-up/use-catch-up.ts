import { createContext, useMemo } from 'react'
import { type CatchUp, catchUpOf } from '../../../domain/catch-up/catch-up.ts'
import type { CatchUpLibrary, CatchUpPrivate } from '../../../domain/catch-up/source.ts'
import type { JsonValue } from '../../../domain/json.ts'
import { useLive } from '../../app/live.ts'
import { useNowMs } from '../../app/use-reader.ts'
import { sortedOf, stampOf } from '../../cache/mirror.ts'
import { usePrivateByPrefix } from '../../cache/private.ts'
import { useMirror } from '../../cache/use-mirror.ts'
import { draftsAmong } from '../record/publish/named-drafts.ts'

const kinds = ['person', 'thread', 'update', 'decision', 'comment'] as const

/** What the rail and the catch-up both show, worked out once; undefined until the page's copy has answered. */
export const CatchUpContext = createContext<CatchUp | undefined>(undefined)

/** What I owe and what awaits me in all open libraries; undefined until the page's copy has answered. */
export function useCatchUp(): CatchUp | undefined {
  const nowMs = useNowMs()
  const sources = useCatchUpSources()
  const mine = useCatchUpPrivate()
  return useMemo(
    () => (sources && mine ? catchUpOf({ libraries: sources, mine, nowMs }) : undefined),
    [sources, mine, nowMs],
  )
}

/** What the catch-up is made of, library by library; undefined until it was read. */
export function useCatchUpSources(): readonly CatchUpLibrary[] | undefined {
  const libraries = useLive((live) => live.libraries)
  const open = (libraries ?? []).map(({ id, me, isUnconfirmed }) => ({ id, me, isUnconfirmed }))
  const key = open.map(({ id, me, isUnconfirmed }) => `${id} ${me} ${isUnconfirmed}`).join()
  const sources = useMirror(
    `catch-up ${key}`,
    () => open.map(({ id }) => stampOf(id, kinds)).join(),
    () => open.map(sourceOf),
  )
  return libraries === null ? undefined : sources
}

function sourceOf({ id, me, isUnconfirmed }: { id: string; me: string; isUnconfirmed: boolean }): CatchUpLibrary {
  return {
    library: id,
    ...{ me, isUnconfirmed },
    threads: sortedOf(id, 'thread'),
    updates: sortedOf(id, 'update'),
    decisions: sortedOf(id, 'decision'),
    comments: sortedOf(id, 'comment'),
    people: new Map(sortedOf(id, 'person').map((view) => [view.id, view])),
  }
}

/** What is mine alone and decides what awaits me; undefined until it was read. */
export function useCatchUpPrivate(): CatchUpPrivate | undefined {
  const seen = usePrivateByPrefix('seen:')
  const later = usePrivateByPrefix('later:')
  const nothing = usePrivateByPrefix('nothing:')
  const answered = usePrivateByPrefix('answered:')
  const drafts = usePrivateByPrefix('draft:')
  return useMemo(() => {
    if (!seen || !later || !nothing || !answered || !drafts) return undefined
    return { seen, later, nothing: new Map([...nothing, ...sentIn(drafts)]), answered }
  }, [seen, later, nothing, answered, drafts])
}

/** Updates that were sent and wait for the folder answer their cycle already. */
function sentIn(drafts: ReadonlyMap<string, JsonValue>): [key: string, value: JsonValue][] {
  return draftsAmong(drafts).flatMap(({ draft: { library, thread, cycle, replaces, sent } }) =>
    sent !== null && thread !== null && cycle !== null && replaces === null
      ? [[`${library}:${thread}:${cycle}`, sent.outboxId]]
      : [],
  )
}
