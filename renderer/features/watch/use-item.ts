import type { RecordView } from '../../../domain/views/records.ts'
import { useAnyRecord } from '../../cache/queries.ts'

/**
 * A record of whatever kind, wherever it comes from. Undefined until known, null where the library has no such record, or
 * none was asked for.
 */
export function useItem(library: string, id: string | null): RecordView | null | undefined {
  return useAnyRecord(library, id ?? '')
}
