import type { Authority } from './authority.ts'
import { isOwnCaptionsElement } from './captions-element.ts'
import { compareHybridTimes } from './hybrid-clock.ts'
import { itemIdOf, type Sha256OfText } from './ids.ts'
import { partsOfKind, type SignedOperation } from './operation.ts'

/** The state of one field: what is shown, what else stands beside it, and what came before. */
export interface FieldState {
  current: SignedOperation
  /** Concurrent operations that nobody has superseded yet, newest first; kept, never lost. */
  others: SignedOperation[]
  /** Superseded operations, newest first. */
  past: SignedOperation[]
}

/** What a set of operations says about one record. */
export interface RecordState {
  /** thread, update, … */
  record: string
  subject: string
  /** Who made it and when; null while the operation that proves it is on its way. */
  maker: { writer: string; person: string; ms: number } | null
  fields: Map<string, FieldState>
}

/** Records that only their own person (or, to hide them, an owner) may change. */
const ownRecords = new Set(['update', 'comment', 'decision', 'video', 'problem', 'contribution', 'acknowledgement'])

/** Records that nobody makes: their subject is the id of a person, a device or the library itself. */
export type NamedRecord = 'person' | 'writer' | 'library'

/** Greatest last: supersession has been applied before, so what is left is ordered by clock, then by writer. */
function compareOperations(a: SignedOperation, b: SignedOperation): number {
  return (
    compareHybridTimes(a.time, b.time) ||
    (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : 0) ||
    (a.id < b.id ? -1 : 1)
  )
}

function isAllowed({
  operation,
  record,
  subject,
  maker,
  authority,
}: {
  operation: SignedOperation
  record: string
  subject: string
  maker: RecordState['maker']
  authority: Authority
}): boolean {
  if (!authority.counts(operation)) return false
  const speaker = authority.personOf(operation.writer)
  const { name, element } = partsOfKind(operation.kind)
  if (record === 'person') return speaker === subject
  if (record === 'writer') return speaker === authority.personOf(subject)
  if (record === 'library') return name === 'term' || authority.isOwner(speaker)
  if (maker === null) return false
  if (name === 'hidden') return authority.isOwner(speaker)
  if (name === 'withdrawn') {
    // Words are forgotten for good, so nobody but their person may say so, and an owner only where that device is gone.
    return speaker === maker.person || (authority.isOwner(speaker) && authority.isClosed(maker.writer))
  }
  // Whoever makes captions may add them; each device sets its own alone, so that nobody takes another one's away.
  if (name === 'captions') return element !== null && isOwnCaptionsElement(element, operation.writer)
  return !ownRecords.has(record) || speaker === maker.person
}

/**
 * Folds the operations of one subject, in any order and with duplicates, to its state.
 * Operations that their writer was not entitled to are ignored and supersede nothing.
 * A subject's record is the kind that its maker gave it; operations of another kind on it are ignored. A person's,
 * a device's and the library's own record has no maker: `named` says which of them is asked for.
 */
export function foldRecord({
  subject,
  operations,
  authority,
  sha256,
  named,
}: {
  subject: string
  operations: SignedOperation[]
  authority: Authority
  sha256: Sha256OfText
  named?: NamedRecord | undefined
}): RecordState | null {
  const unique = [...new Map(operations.map((operation) => [operation.id, operation])).values()].sort(compareOperations)
  const first = named
    ? undefined
    : unique.find(
        (operation) =>
          operation.nonce !== undefined &&
          itemIdOf(operation.writer, operation.nonce, sha256) === subject &&
          authority.counts(operation),
      )
  const maker = first ? { writer: first.writer, person: authority.personOf(first.writer), ms: first.time[0] } : null
  const record = named ?? partsOfKind((first ?? unique[0])?.kind ?? '').record
  if (record === '') return null

  const byField = new Map<string, SignedOperation[]>()
  for (const operation of unique) {
    const parts = partsOfKind(operation.kind)
    if (parts.record !== record || !isAllowed({ operation, record, subject, maker, authority })) continue
    const list = byField.get(parts.field)
    if (list) list.push(operation)
    else byField.set(parts.field, [operation])
  }

  const fields = new Map<string, FieldState>()
  for (const [field, list] of byField) {
    const superseded = new Set(list.flatMap((operation) => operation.supersedes ?? []))
    const standing = list.filter((operation) => !superseded.has(operation.id)).reverse()
    const past = list.filter((operation) => superseded.has(operation.id)).reverse()
    const [current, ...others] = standing
    if (current) fields.set(field, { current, others, past })
  }
  return { record, subject, maker, fields }
}
