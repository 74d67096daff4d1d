import { z } from 'zod'
import { compareHybridTimes } from './hybrid-clock.ts'
import { personIdSchema, writerIdSchema } from './ids.ts'
import { partsOfKind, type SignedOperation } from './operation.ts'

/** Who speaks for whom, and who owns the library. */
export interface Authority {
  /** The person a writer counts as: itself, until its claim of another person is endorsed. */
  personOf(writer: string): string
  /** The person whom a writer claims without having been endorsed yet. */
  unconfirmedPersonOf(writer: string): string | null
  isOwner(person: string): boolean
  /** False for an operation of a writer that was closed before it. */
  counts(operation: SignedOperation): boolean
}

const personBody = z.object({ person: personIdSchema })
const closeBody = z.object({ lastSeq: z.number().int().min(0) })
const presentBody = z.object({ present: z.boolean() })

/** True for operations that this fold reads; a new one means that everything else has to be judged again. */
export function isAuthorityOperation(kind: string): boolean {
  const { record, name } = partsOfKind(kind)
  return record === 'writer' || (record === 'library' && name === 'owner')
}

/**
 * Folds claims, endorsements, closings and owners.
 * A claim counts once a writer of the claimed person, or of an owner, has endorsed it. Rounds are repeated until
 * nothing changes, because an endorsed writer may endorse the next; each round adds at least one, so it ends.
 */
export function foldAuthority(operations: SignedOperation[], founder: string): Authority {
  const ordered = operations
    .filter((operation) => isAuthorityOperation(operation.kind))
    .sort((a, b) => compareHybridTimes(a.time, b.time) || (a.id < b.id ? -1 : 1))
  const claims = new Map<string, string>()
  for (const operation of ordered) {
    const body = personBody.safeParse(operation.body)
    if (operation.kind === 'writer.claim' && operation.subject === operation.writer && body.success) {
      claims.set(operation.writer, body.data.person)
    }
  }

  const persons = new Map<string, string>()
  const owners = new Set([founder])
  const personOf = (writer: string): string => persons.get(writer) ?? writer
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const operation of ordered) {
      const speaker = personOf(operation.writer)
      const { name, element } = partsOfKind(operation.kind)
      if (operation.kind === 'writer.endorse') {
        const body = personBody.safeParse(operation.body)
        const claimed = claims.get(operation.subject)
        const mayEndorse = body.success && (speaker === body.data.person || owners.has(speaker))
        if (mayEndorse && claimed === body.data.person && !persons.has(operation.subject)) {
          persons.set(operation.subject, claimed)
          hasChanged = true
        }
      } else if (name === 'owner' && element !== null && owners.has(speaker) && !owners.has(element)) {
        if (presentBody.safeParse(operation.body).data?.present === true) {
          owners.add(element)
          hasChanged = true
        }
      }
    }
  }

  const lastSeqs = new Map<string, number>()
  for (const operation of ordered) {
    if (operation.kind !== 'writer.close' || !writerIdSchema.safeParse(operation.subject).success) continue
    const body = closeBody.safeParse(operation.body)
    const speaker = personOf(operation.writer)
    const mayClose = owners.has(speaker) || speaker === personOf(operation.subject)
    if (!body.success || !mayClose) continue
    const earlier = lastSeqs.get(operation.subject)
    lastSeqs.set(operation.subject, Math.min(earlier ?? Number.MAX_SAFE_INTEGER, body.data.lastSeq))
  }

  return {
    personOf,
    unconfirmedPersonOf: (writer) => (persons.has(writer) ? null : (claims.get(writer) ?? null)),
    isOwner: (person) => owners.has(person),
    counts: (operation) => operation.seq <= (lastSeqs.get(operation.writer) ?? Number.MAX_SAFE_INTEGER),
  }
}
