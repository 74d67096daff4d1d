import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useRef, useState } from 'react'
import type { RecordView } from '../../../domain/views/records.ts'
import { fetchDetail } from '../../api/library-api.ts'
import { database, keyOf } from '../../cache/database.ts'

/**
 * Records of whatever kind by id: from the page's own copy, else asked for once, since that copy does not go back for
 * ever. Undefined until all are known for the first time; null for each that the library does not have.
 */
export function useItems(library: string, ids: readonly string[]): Map<string, RecordView | null> | undefined {
  const wanted = [...new Set(ids)].sort().join(' ')
  const cached = useLiveQuery(async () => {
    const list = wanted === '' ? [] : wanted.split(' ')
    const found = await database.records.bulkGet(list.map((id) => keyOf(library, id)))
    return { wanted, views: new Map(list.map((id, place) => [id, found[place]?.view ?? null])) }
  }, [library, wanted])
  const [fetched, setFetched] = useState(new Map<string, RecordView | null>())
  const isCurrent = cached?.wanted === wanted
  const missing = isCurrent ? [...cached.views].flatMap(([id, view]) => (view === null ? [id] : [])).join(' ') : ''
  useEffect(() => {
    if (missing === '') return
    let isLeft = false
    const asked = missing.split(' ').map(async (id) => {
      const view = await fetchDetail(library, id)
        .then((detail) => detail.view)
        .catch(() => null)
      return [id, view] as const
    })
    void Promise.all(asked).then((answers) => {
      if (!isLeft) setFetched((before) => new Map([...before, ...answers]))
    })
    return () => {
      isLeft = true
    }
  }, [library, missing])
  const latest = useRef<Map<string, RecordView | null>>(undefined)
  // While something more is looked up, what was found stays on the screen.
  if (!isCurrent) return latest.current
  const areKnown = [...cached.views].every(([id, view]) => view !== null || fetched.has(id))
  if (areKnown) latest.current = new Map([...cached.views].map(([id, view]) => [id, view ?? fetched.get(id) ?? null]))
  return latest.current
}
