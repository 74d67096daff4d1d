import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { type CatchUp, catchUpOf } from '../../../domain/catch-up/catch-up.ts'
import { catchUpLibraries } from '../../../domain/catch-up/source.ts'
import { useLive } from '../../app/live.ts'
import { useNowMs } from '../../app/use-reader.ts'
import { database } from '../../cache/database.ts'
import { usePrivateByPrefix } from '../../cache/private.ts'

const kinds = ['person', 'thread', 'update', 'decision', 'comment']

/** What I owe and what awaits me in all open libraries; undefined until the page's copy has answered. */
export function useCatchUp(): CatchUp | undefined {
  const libraries = useLive((live) => live.libraries)
  const nowMs = useNowMs()
  const records = useLiveQuery(() => database.records.where('kind').anyOf(kinds).toArray(), [])
  const seen = usePrivateByPrefix('seen:')
  const later = usePrivateByPrefix('later:')
  const nothing = usePrivateByPrefix('nothing:')
  const answered = usePrivateByPrefix('answered:')
  const sources = useMemo(
    () => (libraries && records ? catchUpLibraries({ libraries, records }) : undefined),
    [libraries, records],
  )
  return useMemo(() => {
    if (!sources || !seen || !later || !nothing || !answered) return undefined
    return catchUpOf({ libraries: sources, mine: { seen, later, nothing, answered }, nowMs })
  }, [sources, seen, later, nothing, answered, nowMs])
}
