import { canonicalJson } from '../library/canonical-json.ts'
import type { FieldState, RecordState } from '../library/fold.ts'
import { type Sha256OfText, versionIdOf } from '../library/ids.ts'
import type { SignedOperation } from '../library/operation.ts'
import type { DisputeView } from '../views/records.ts'

/** The fields in which people write words that others may write at the same time. */
const worded = /^(version|about|questions|section:.+|step:.+)$/

/** A field's value is named by its own body; null for one that has no canonical text. */
export function valueIdOf({ body }: SignedOperation, sha256: Sha256OfText): string | null {
  try {
    return versionIdOf(canonicalJson(body), sha256)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** What else was written at the same time as what is shown; the same said twice is one. Empty where nothing was. */
export function disputesOf(
  state: RecordState,
  { personOf, sha256 }: { personOf: (writer: string) => string; sha256: Sha256OfText },
): DisputeView[] {
  return [...state.fields]
    .filter(([field, { others }]) => others.length > 0 && worded.test(field))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([field, values]) => {
      const others = othersOf(values, sha256)
      if (others.length === 0) return []
      return [{ field, others: others.map(({ id, operation }) => viewOf({ id, operation, personOf })) }]
    })
}

function othersOf({ current, others }: FieldState, sha256: Sha256OfText): { id: string; operation: SignedOperation }[] {
  const told = new Set([valueIdOf(current, sha256)])
  return others.flatMap((operation) => {
    const id = valueIdOf(operation, sha256)
    if (id === null || told.has(id)) return []
    told.add(id)
    return [{ id, operation }]
  })
}

function viewOf({
  id,
  operation,
  personOf,
}: {
  id: string
  operation: SignedOperation
  personOf: (writer: string) => string
}): DisputeView['others'][number] {
  return { version: id, by: personOf(operation.writer), atMs: operation.time[0] }
}
