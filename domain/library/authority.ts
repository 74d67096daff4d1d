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

/** Who speaks for whom, each followed to its end. */
interface Speakers {
  personOf(writer: string): string
  /** Writers whose claim was endorsed. */
  admitted: ReadonlyMap<string, string>
  claims: ReadonlyMap<string, string>
  isOwner(person: string): boolean
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
  const { personOf, admitted, claims, isOwner } = foldSpeakers({ ordered, founder, lastSeqs })
  return {
    personOf,
    unconfirmedPersonOf: (writer) => (admitted.has(writer) ? null : (claims.get(writer) ?? null)),
    isOwner,
    isClosed: (writer) => lastSeqs.has(writer),
    counts: (operation) => isBeforeClosing(operation, lastSeqs),
  }
}

function isBeforeClosing(operation: SignedOperation, lastSeqs: LastSeqs): boolean {
  return operation.seq <= (lastSeqs.get(operation.writer) ?? Number.MAX_SAFE_INTEGER)
}

/**
 * A claim counts once a writer of the claimed person, or of an owner, has endorsed it. A writer speaks as itself and, once
 * endorsed, as the person it claims; who gains a voice is asked again what it endorsed. Voices are only ever gained, so
 * that the outcome is the same in any order, and each writer is asked at most three times however long the chain is.
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
  const claims = new Map<string, string>()
  const saidBy = new Map<string, SignedOperation[]>()
  for (const operation of ordered) {
    if (!isBeforeClosing(operation, lastSeqs)) continue
    const said = saidBy.get(operation.writer)
    if (said) said.push(operation)
    else saidBy.set(operation.writer, [operation])
    const body = personBody.safeParse(operation.body)
    if (operation.kind === 'writer.claim' && operation.subject === operation.writer && body.success) {
      claims.set(operation.writer, body.data.person)
    }
  }

  const admitted = new Map<string, string>()
  const devicesOf = new Map<string, string[]>()
  const owners = new Set([founder])
  const toAsk = [...saidBy.keys()]
  for (let writer = toAsk.pop(); writer !== undefined; writer = toAsk.pop()) {
    const voices = [writer, admitted.get(writer) ?? writer]
    const speaksAsOwner = voices.some((voice) => owners.has(voice))
    for (const { kind, subject, body } of saidBy.get(writer) ?? []) {
      const { name, element } = partsOfKind(kind)
      if (kind === 'writer.endorse') {
        const person = personBody.safeParse(body).data?.person
        const mayEndorse = person !== undefined && (speaksAsOwner || voices.includes(person))
        if (!mayEndorse || claims.get(subject) !== person || admitted.has(subject)) continue
        admitted.set(subject, person)
        const devices = devicesOf.get(person)
        if (devices) devices.push(subject)
        else devicesOf.set(person, [subject])
        toAsk.push(subject)
      } else if (name === 'owner' && element !== null && speaksAsOwner && !owners.has(element)) {
        if (presentBody.safeParse(body).data?.present !== true) continue
        owners.add(element)
        toAsk.push(element, ...(devicesOf.get(element) ?? []))
      }
    }
  }
  const personOf = followed(admitted)
  const ownerPersons = new Set([...owners].map(personOf))
  return { personOf, admitted, claims, isOwner: (person) => ownerPersons.has(person) }
}

/** Who a writer is in the end: a person may turn out to be another's device. In a circle it is the smallest id. */
function followed(admitted: ReadonlyMap<string, string>): (writer: string) => string {
  const ends = new Map<string, string>()
  return (writer) => {
    const way: string[] = []
    const passed = new Set<string>()
    let at = writer
    for (let next = admitted.get(at); next !== undefined && !passed.has(at) && !ends.has(at); next = admitted.get(at)) {
      way.push(at)
      passed.add(at)
      at = next
    }
    const circle = passed.has(at) ? way.slice(way.indexOf(at)) : []
    const end = ends.get(at) ?? [at, ...circle].sort()[0] ?? at
    for (const id of way) ends.set(id, end)
    return end
  }
}

/** In order of time, so that a device which was closed cannot close the one that closed it. */
function foldClosings(ordered: SignedOperation[], { personOf, isOwner }: Speakers): LastSeqs {
  const lastSeqs = new Map<string, number>()
  for (const operation of ordered) {
    if (operation.kind !== 'writer.close' || !writerIdSchema.safeParse(operation.subject).success) continue
    const body = closeBody.safeParse(operation.body)
    const speaker = personOf(operation.writer)
    const mayClose = isOwner(speaker) || speaker === personOf(operation.subject)
    if (!body.success || !mayClose || !isBeforeClosing(operation, lastSeqs)) continue
    const earlier = lastSeqs.get(operation.subject) ?? Number.MAX_SAFE_INTEGER
    lastSeqs.set(operation.subject, Math.min(earlier, body.data.lastSeq))
  }
  return lastSeqs
}
