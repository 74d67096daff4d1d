import { useMemo } from 'react'
import { useRecords } from '../../cache/queries.ts'

/** What is called how of all that was published, by its id. */
export function usePublishedTitles(): ReadonlyMap<string, string | null> {
  const updates = useRecords('update', null)
  const videos = useRecords('video', null)
  return useMemo(
    () => new Map([...(updates ?? []), ...(videos ?? [])].map(({ view }) => [view.id, view.title])),
    [updates, videos],
  )
}
