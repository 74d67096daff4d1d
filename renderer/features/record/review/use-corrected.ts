import { useAnyRecord } from '../../../cache/queries.ts'
import type { Corrected } from './corrected.ts'

/** What a recording becomes the next version of; undefined until it is known, null where there is no such thing. */
export function useCorrected(library: string, id: string | null): Corrected | null | undefined {
  const view = useAnyRecord(library, id ?? '')
  if (view === undefined) return undefined
  return view !== null && (view.kind === 'update' || view.kind === 'video') ? view : null
}
