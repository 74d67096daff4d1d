import { useRef } from 'react'
import type { RecordView } from '../../../domain/views/records.ts'
import { useViews } from '../../cache/queries.ts'

/**
 * Records of whatever kind by id, wherever they come from. Undefined until all are known for the first time; null for each
 * that the library does not have. While something more is looked up, what was found stays on the screen.
 */
export function useItems(library: string, ids: readonly string[]): ReadonlyMap<string, RecordView | null> | undefined {
  const found = useViews(library, ids)
  const latest = useRef(found)
  if (found !== undefined) latest.current = found
  return latest.current
}
