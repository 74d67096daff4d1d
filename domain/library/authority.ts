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
  isClosed(writer: string): boolean
  /** False for an operation of a writer that was closed before it. */
  counts(operation: SignedOperation): boolean
}

interface Speakers {
  persons: Map<string, string>
  claims: Map<string, string>
  owners: Set<string>
}

/** The last batch of each closed writer that counts. */
type LastSeqs = ReadonlyMap<string, number>

const personBody = z.object({ person: personIdSchema })
const closeBody = z.object({ lastSeq: z.number().int().min(0) })
const presentBody = z.object({ present: z.boolean() })

/** True for operations that this fold reads; a new one means that everything else has to be judged again. */
export function isAuthorityOperation(kind: string): boolean {
  const { record, name } = partsOfKind(kind)
  if (record === 'library') return name === 'owner'
  return record === 'writer' && (name === 'claim' || name === 'endorse' || name === 'close')
}

/**
 * Folds claims, endorsements, closings and owners.
 * Who may close is judged twice: once to learn who is closed, and again without what the closed said afterwards.
 */
export function foldAuthority(operations: SignedOperation[], founder: string): Authority {
  const unique = [...new Map(operations.map((operation) => [operation.id, operation])).values()]
  const ordered = unique
    .filter((operation) => isAuthorityOperation(operation.kind))
    .sort((a, b) => compareHybridTimes(a.time, b.time) || (a.id < b.id ? -1 : 1))
  const closedByAnyone = foldClosings(ordered, foldSpeakers({ ordered, founder, lastSeqs: new Map() }))
  const lastSeqs = foldClosings(ordered, foldSpeakers({ ordered, founder, lastSeqs: closedByAnyone }))
  const { persons, claims, owners } = foldSpeakers({ ordered, founder, lastSeqs })
  return {
    personOf: (writer) => persons.get(writer) ?? writer,
    unconfirmedPersonOf: (writer) => (persons.has(writer) ? null : (claims.get(writer) ?? null)),
    isOwner: (person) => owners.has(person),
    isClosed: (writer) => lastSeqs.has(writer),
    counts: (operation) => isBeforeClosing(operation, lastSeqs),
  }
}

function isBeforeClosing(operation: SignedOperation, lastSeqs: LastSeqs): boolean {
  return operation.seq <= (lastSeqs.get(operation.writer) ?? Number.MAX_SAFE_INTEGER)
}

/**
 * A claim counts once a writer of the claimed person, or of an owner, has endorsed it. Rounds are repeated until
 * nothing changes, because an endorsed writer may endorse the next; each round adds at least one, so it ends.
 */
function foldSpeakers({
  ordered,
  founder,
  lastSeqs,
}: {
  ordered: SignedOperation[]
  founder: string
  lastSeqs: LastSeqs
}): Speakers {
  const counting = ordered.filter((operation) => isBeforeClosing(operation, lastSeqs))
  const claims = new Map<string, string>()
  for (const operation of counting) {
    const body = personBody.safeParse(operation.body)
    if (operation.kind === 'writer.claim' && operation.subject === operation.writer && body.success) {
      claims.set(operation.writer, body.data.person)
    }
  }

  const persons = new Map<string, string>()
  const owners = new Set([founder])
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const operation of counting) {
      const speaker = persons.get(operation.writer) ?? operation.writer
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
  return { persons, claims, owners }
}

/** In order of time, so that a device which was closed cannot close the one that closed it. */
function foldClosings(ordered: SignedOperation[], { persons, owners }: Speakers): LastSeqs {
  const personOf = (writer: string): string => persons.get(writer) ?? writer
  const lastSeqs = new Map<string, number>()
  for (const operation of ordered) {
    if (operation.kind !== 'writer.close' || !writerIdSchema.safeParse(operation.subject).success) continue
    const body = closeBody.safeParse(operation.body)
    const speaker = personOf(operation.writer)
    const mayClose = owners.has(speaker) || speaker === personOf(operation.subject)
    if (!body.success || !mayClose || !isBeforeClosing(operation, lastSeqs)) continue
    const earlier = lastSeqs.get(operation.subject) ?? Number.MAX_SAFE_INTEGER
    lastSeqs.set(operation.subject, Math.min(earlier, body.data.lastSeq))
  }
  return lastSeqs
}
