import { useLiveQuery } from 'dexie-react-hooks'
import { createContext, useMemo } from 'react'
import { type CatchUp, catchUpOf } from '../../../domain/catch-up/catch-up.ts'
import { catchUpLibraries } from '../../../domain/catch-up/source.ts'
import type { JsonValue } from '../../../domain/json.ts'
import { useLive } from '../../app/live.ts'
import { useNowMs } from '../../app/use-reader.ts'
import { database } from '../../cache/database.ts'
import { usePrivateByPrefix } from '../../cache/private.ts'
import { draftsAmong } from '../record/named-drafts.ts'

const kinds = ['person', 'thread', 'update', 'decision', 'comment']

/** What the rail and the catch-up both show, worked out once; undefined until the page's copy has answered. */
export const CatchUpContext = createContext<CatchUp | undefined>(undefined)

/** What I owe and what awaits me in all open libraries; undefined until the page's copy has answered. */
export function useCatchUp(): CatchUp | undefined {
  const libraries = useLive((live) => live.libraries)
  const nowMs = useNowMs()
  const records = useLiveQuery(() => database.records.where('kind').anyOf(kinds).toArray(), [])
  const seen = usePrivateByPrefix('seen:')
  const later = usePrivateByPrefix('later:')
  const nothing = usePrivateByPrefix('nothing:')
  const answered = usePrivateByPrefix('answered:')
  const drafts = usePrivateByPrefix('draft:')
  const sources = useMemo(
    () => (libraries && records ? catchUpLibraries({ libraries, records }) : undefined),
    [libraries, records],
  )
  return useMemo(() => {
    if (!sources || !seen || !later || !nothing || !answered || !drafts) return undefined
    const onTheirWay = new Map([...nothing, ...sentIn(drafts)])
    return catchUpOf({ libraries: sources, mine: { seen, later, nothing: onTheirWay, answered }, nowMs })
  }, [sources, seen, later, nothing, answered, drafts, nowMs])
}

/** Updates that were sent and wait for the folder answer their cycle already. */
function sentIn(drafts: ReadonlyMap<string, JsonValue>): [key: string, value: JsonValue][] {
  return draftsAmong(drafts).flatMap(({ draft: { library, thread, cycle, replaces, sent } }) =>
    sent !== null && thread !== null && cycle !== null && replaces === null
      ? [[`${library}:${thread}:${cycle}`, sent.outboxId]]
      : [],
  )
}
