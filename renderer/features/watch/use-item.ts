import { useEffect, useState } from 'react'
import type { RecordView } from '../../../domain/views/records.ts'
import { fetchDetail } from '../../api/library-api.ts'
import { useAnyRecord } from '../../cache/queries.ts'

/**
 * A record of whatever kind: from the page's own copy, which follows every change, else asked for once, since that copy
 * does not go back for ever. Undefined until known, null where the library has no such record, or none was asked for.
 */
export function useItem(library: string, id: string | null): RecordView | null | undefined {
  const cached = useAnyRecord(library, id ?? '')
  const [fetched, setFetched] = useState<{ id: string; view: RecordView | null } | null>(null)
  const missing = cached === null ? id : null
  useEffect(() => {
    if (missing === null) return
    let isLeft = false
    fetchDetail(library, missing)
      .then(({ view }) => view)
      .catch(() => null)
      .then((view) => {
        if (!isLeft) setFetched({ id: missing, view })
      })
    return () => {
      isLeft = true
    }
  }, [library, missing])
  if (id === null) return null
  if (cached !== null) return cached
  return fetched?.id === id ? fetched.view : undefined
}
