import { formatVersion } from '../../../domain/library/batch.ts'
import { libraryFields } from '../../../domain/records/library.ts'
import type { FieldHeads } from './index-port.ts'

/** Whether an owner says that only a newer app may read or write the library: an older one then leaves it as it is. */
export function needsNewerApp(heads: FieldHeads[]): boolean {
  const needs = libraryFields.needs.safeParse(heads.find(({ field }) => field === 'needs')?.body).data
  return Math.max(needs?.minReader ?? 1, needs?.minWriter ?? 1) > formatVersion
}
