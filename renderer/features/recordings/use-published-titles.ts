import { useRecords } from '../../cache/queries.ts'

/** What is called how of all that was published, by its id. */
export function usePublishedTitles(): ReadonlyMap<string, string | null> {
  const updates = useRecords('update', null) ?? []
  return new Map(updates.map(({ view }) => [view.id, view.title]))
}
