import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldAuthority } from '../../../domain/library/authority.ts'
import { base32 } from '../../../domain/library/base32.ts'
import { foldRecord } from '../../../domain/library/fold.ts'
import { itemIdOf } from '../../../domain/library/ids.ts'
import type { SignedOperation } from '../../../domain/library/operation.ts'

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest()
const id26 = (name: string): string => base32(sha256(name)).slice(0, 26)
const writers = ['aya', 'mara', 'tomas', 'eve'].map(id26)
const [aya, mara, tomas, eve] = writers as [string, string, string, string]
const nonce = base32(sha256('nonce')).slice(0, 16)
const subject = itemIdOf(aya, nonce, sha256)

let count = 0
function operation(partial: Partial<SignedOperation> & { kind: string; writer: string }): SignedOperation {
  count += 1
  return { id: `${id26(`batch ${count}`)}.0`, subject, seq: count, time: [count, 0], body: {}, ...partial }
}

function fold(operations: SignedOperation[]) {
  const authority = foldAuthority(operations, aya)
  return foldRecord({ subject, operations, authority, sha256 })
}

const made = operation({ kind: 'update.version', writer: aya, nonce, body: 'made', time: [1000, 0] })

/** Operations of anyone on the record, that may supersede any written before them, under any clock. */
const someOperations = fc
  .array(
    fc.record({
      writer: fc.constantFrom(...writers),
      kind: fc.constantFrom(
        'update.version',
        'update.place',
        'update.deleted',
        'update.cleared:q1',
        'thread.about',
        'writer.claim',
        'writer.endorse',
        'writer.close',
      ),
      ms: fc.nat(5000),
      counter: fc.nat(2),
      seq: fc.integer({ min: 1, max: 9 }),
      claimed: fc.constantFrom(...writers),
      target: fc.constantFrom(...writers),
      replaces: fc.array(fc.nat(20), { maxLength: 3 }),
    }),
    { maxLength: 14 },
  )
  .map((drafts) => {
    const operations = [made]
    for (const [place, { writer, kind, ms, counter, seq, claimed, target, replaces }] of drafts.entries()) {
      const supersedes = replaces.flatMap((index) => operations[index]?.id ?? [])
      const isAboutWriter = kind.startsWith('writer.')
      operations.push({
        id: `${id26(`generated ${place} ${writer} ${ms}`)}.0`,
        kind,
        writer,
        seq,
        time: [ms, counter],
        subject: isAboutWriter ? target : subject,
        body: isAboutWriter ? { person: claimed, lastSeq: seq } : { place },
        supersedes,
      })
    }
    return operations
  })

function plain(operations: SignedOperation[]) {
  const authority = foldAuthority(operations, aya)
  const state = foldRecord({
    subject,
    operations: operations.filter((one) => one.subject === subject),
    authority,
    sha256,
  })
  return {
    maker: state?.maker,
    fields: [...(state?.fields ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)),
    persons: writers.map((writer) => [
      authority.personOf(writer),
      authority.unconfirmedPersonOf(writer),
      authority.isClosed(writer),
    ]),
  }
}

describe('the fold', () => {
  it('gives the same state in any order and however often an operation comes', () => {
    const shuffled = someOperations.chain((operations) =>
      fc.tuple(
        fc.constant(operations),
        fc.shuffledSubarray([...operations, ...operations], { minLength: operations.length * 2 }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([operations, mixed]) => {
        expect(plain(mixed)).toEqual(plain(operations))
      }),
      { numRuns: 500 },
    )
  })

  it('does not let what is not allowed change anything', () => {
    fc.assert(
      fc.property(someOperations, (operations) => {
        const own = operations.filter(({ kind }) => !kind.startsWith('writer.'))
        const byOthers = own.filter(({ writer }) => writer !== aya)
        const allowed = own.filter((one) => !byOthers.includes(one))
        expect(plain(own)).toEqual(plain(allowed))
      }),
      { numRuns: 300 },
    )
  })

  it('shows the later edit under any clock, and keeps the earlier ones', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 12 }), (clocks) => {
        const chain = [made]
        for (const ms of clocks) {
          const before = chain.at(-1)?.id ?? ''
          chain.push(
            operation({ kind: 'update.version', writer: aya, time: [ms, 0], body: `at ${ms}`, supersedes: [before] }),
          )
        }
        const version = fold(chain.toReversed())?.fields.get('version')
        expect(version?.current.id).toBe(chain.at(-1)?.id)
        expect(version?.others).toEqual([])
        expect(version?.past).toHaveLength(chain.length - 1)
      }),
    )
  })

  it('keeps both of two concurrent edits and shows the greater', () => {
    const first = operation({ kind: 'update.version', writer: aya, time: [5000, 0], supersedes: [made.id] })
    const second = operation({ kind: 'update.version', writer: aya, time: [6000, 0], supersedes: [made.id] })
    const version = fold([made, first, second])?.fields.get('version')
    expect([version?.current.id, version?.others.map(({ id }) => id)]).toEqual([second.id, [first.id]])
  })

  it('lets nobody claim to have made another’s record', () => {
    const stolen = operation({ kind: 'update.version', writer: eve, nonce, time: [1, 0] })
    expect(fold([stolen])?.fields.size).toBe(0)
    expect(fold([stolen, made])?.maker).toMatchObject({ writer: aya, ms: 1000 })
  })

  it('lets anyone write on a document, but only its maker withdraw it', () => {
    const document = { ...made, kind: 'document.version' }
    const edit = operation({ kind: 'document.version', writer: mara, supersedes: [made.id] })
    const withdrawal = operation({ kind: 'document.withdrawn', writer: mara })
    const fields = fold([document, edit, withdrawal])?.fields
    expect(fields?.get('version')?.current.id).toBe(edit.id)
    expect(fields?.has('withdrawn')).toBe(false)
  })

  it('keeps a person’s profile apart from what others write under their id', () => {
    const profile = operation({
      kind: 'person.profile',
      writer: mara,
      subject: mara,
      body: { name: 'Mara' },
      time: [9000, 0],
    })
    const label = operation({ kind: 'writer.label', writer: mara, subject: mara, body: { deviceName: 'Laptop' } })
    const fake = operation({ kind: 'nothing.known', writer: eve, subject: mara, time: [0, 0] })
    const forged = operation({ kind: 'person.profile', writer: eve, subject: mara, supersedes: [profile.id] })
    const operations = [fake, forged, label, profile]
    const authority = foldAuthority(operations, aya)
    const person = foldRecord({ subject: mara, operations, authority, sha256, named: 'person' })
    const device = foldRecord({ subject: mara, operations, authority, sha256, named: 'writer' })
    expect(person?.fields.get('profile')?.current.id).toBe(profile.id)
    expect(device?.fields.get('label')?.current.id).toBe(label.id)
  })
})

describe('authority', () => {
  const claim = operation({ kind: 'writer.claim', writer: tomas, subject: tomas, body: { person: mara } })
  const endorse = (writer: string) =>
    operation({ kind: 'writer.endorse', writer, subject: tomas, body: { person: mara } })

  it('counts a claim only once the person or an owner has endorsed it', () => {
    expect(foldAuthority([claim], aya).personOf(tomas)).toBe(tomas)
    expect(foldAuthority([claim], aya).unconfirmedPersonOf(tomas)).toBe(mara)
    expect(foldAuthority([claim, endorse(eve)], aya).personOf(tomas)).toBe(tomas)
    expect(foldAuthority([claim, endorse(tomas)], aya).personOf(tomas)).toBe(tomas)
    expect(foldAuthority([claim, endorse(mara)], aya).personOf(tomas)).toBe(mara)
    expect(foldAuthority([claim, endorse(aya)], aya).personOf(tomas)).toBe(mara)
  })

  it('lets an endorsed device endorse the next, whatever order they are read in', () => {
    const next = operation({ kind: 'writer.claim', writer: eve, subject: eve, body: { person: mara } })
    const second = operation({ kind: 'writer.endorse', writer: tomas, subject: eve, body: { person: mara } })
    expect(foldAuthority([second, next, endorse(mara), claim], aya).personOf(eve)).toBe(mara)
  })

  it('makes owners by owners only', () => {
    const byEve = operation({ kind: `library.owner:${eve}`, writer: eve, body: { present: true } })
    const byAya = operation({ kind: `library.owner:${mara}`, writer: aya, body: { present: true } })
    const authority = foldAuthority([byEve, byAya], aya)
    expect([aya, mara, eve].map((person) => authority.isOwner(person))).toEqual([true, true, false])
  })

  it('counts nothing of a closed device after its last batch: no edit, no endorsement, no closing of the others', () => {
    const confirmed = endorse(mara)
    const closing = operation({ kind: 'writer.close', writer: mara, subject: tomas, body: { lastSeq: 5 } })
    const evesClaim = operation({ kind: 'writer.claim', writer: eve, subject: eve, body: { person: mara } })
    const stolen = operation({ kind: 'writer.endorse', writer: tomas, subject: eve, seq: 90, body: { person: mara } })
    const revenge = operation({ kind: 'writer.close', writer: tomas, subject: mara, seq: 91, body: { lastSeq: 0 } })
    const authority = foldAuthority([{ ...claim, seq: 2 }, confirmed, closing, evesClaim, stolen, revenge], aya)
    expect(authority.personOf(tomas)).toBe(mara)
    expect(authority.personOf(eve)).toBe(eve)
    expect([authority.isClosed(tomas), authority.isClosed(mara)]).toEqual([true, false])
    expect(authority.counts(operation({ kind: 'update.version', writer: tomas, seq: 5 }))).toBe(true)
    expect(authority.counts(operation({ kind: 'update.version', writer: tomas, seq: 6 }))).toBe(false)
  })

  it('lets a stranger close nobody', () => {
    const closing = operation({ kind: 'writer.close', writer: eve, subject: mara, body: { lastSeq: 0 } })
    expect(foldAuthority([closing], aya).isClosed(mara)).toBe(false)
  })
})

describe('who speaks for whom', () => {
  const endorsed = (by: string, device: string, person: string): SignedOperation[] => [
    operation({ kind: 'writer.claim', writer: device, subject: device, body: { person } }),
    operation({ kind: 'writer.endorse', writer: by, subject: device, body: { person } }),
  ]

  it('is followed to the end, and the same whoever of a circle is asked', () => {
    const chain = foldAuthority([...endorsed(mara, tomas, mara), ...endorsed(aya, mara, aya)], eve)
    expect([mara, tomas].map(chain.personOf)).toEqual([aya, aya])
    const circle = foldAuthority([...endorsed(mara, tomas, mara), ...endorsed(tomas, mara, tomas)], eve)
    const least = [mara, tomas].sort()[0]
    expect([mara, tomas].map(circle.personOf)).toEqual([least, least])
  })

  it('keeps an owner who turns out to be another device of a person', () => {
    const authority = foldAuthority(endorsed(mara, aya, mara), aya)
    expect([authority.personOf(aya), authority.isOwner(mara), authority.isOwner(tomas)]).toEqual([mara, true, false])
  })

  it('is folded once for each device, however long the chain in which they endorse each other', () => {
    const chain = Array.from({ length: 20_000 }, (_, place) => id26(`device ${place}`))
    const operations = chain.flatMap((device, place) => endorsed(chain[place - 1] ?? aya, device, aya)).reverse()
    const authority = foldAuthority(operations, aya)
    expect(chain.every((device) => authority.personOf(device) === aya)).toBe(true)
  })
})
