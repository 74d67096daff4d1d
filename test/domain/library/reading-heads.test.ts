import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { base32 } from '../../../domain/library/base32.ts'
import { batchHeadSchema, batchSignatureSchema, parseBatch } from '../../../domain/library/batch.ts'
import { hasEscapedName } from '../../../domain/library/escaped-names.ts'
import { digestsIn, wordsEntrySchema, wordsRefSchema } from '../../../domain/library/words.ts'
import { TestWriter, toBase32 } from '../../support/library-writer.ts'
import { newUpdate, profileOf } from '../../support/test-records.ts'

const writer = new TestWriter({ library: 'a'.repeat(26) })
const update = newUpdate(writer, { thread: 'b'.repeat(16), title: 'Invoices', done: 'Sent them' })
const operations = [profileOf(writer, 'Aya'), { ...update.operations[0], supersedes: [`${'c'.repeat(26)}.12`] }]
const [headLine = '', signatureLine = '', wordsLine = ''] = writer
  .batch(operations as typeof update.operations)
  .text.split('\n')

/** Any value of JSON, those among them that nearly belong where they are put. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    null,
    1,
    0,
    -1,
    1.5,
    1e9,
    2 ** 53,
    '',
    [],
    {},
    '__proto__',
    'a'.repeat(16),
    'a'.repeat(26),
    'a'.repeat(52),
    'a.b',
    `${'a'.repeat(26)}.0`,
    `${'a'.repeat(26)}.01`,
    [0, 0],
    [0, 0, 0],
    [1.5, 0],
    'thread.person:aya',
    'A'.repeat(26),
  ),
)

type Json = z.infer<ReturnType<typeof z.json>>

/** Every place in a value, as the keys that lead there. */
function placesIn(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [
    [],
    ...keys.flatMap((key) => placesIn((value as Record<string | number, unknown>)[key]).map((rest) => [key, ...rest])),
  ]
}

function withChange(
  value: Json,
  place: (string | number)[],
  change: { put?: Json | undefined; at?: string | undefined },
): Json {
  const [key, ...rest] = place
  if (key === undefined) {
    if (change.at !== undefined && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ...value, [change.at]: change.put ?? null }
    }
    return change.put ?? null
  }
  const copy = structuredClone(value) as Record<string | number, Json>
  if (rest.length === 0 && change.put === undefined && !Array.isArray(copy)) delete copy[key]
  else copy[key] = withChange(copy[key] ?? null, rest, change)
  return copy as Json
}

function altered(line: string): fc.Arbitrary<Json> {
  const value = JSON.parse(line) as Json
  const change = fc.record({
    put: fc.option(anything as fc.Arbitrary<Json>, { nil: undefined }),
    at: fc.option(fc.constantFrom('extra', 'nonce', 'supersedes', 'body', 'words'), { nil: undefined }),
  })
  return fc
    .array(fc.tuple(fc.constantFrom(...placesIn(value)), change), { maxLength: 3 })
    .map((changes) =>
      changes.reduce((kept, [place, each]) => (fits(kept, place) ? withChange(kept, place, each) : kept), value),
    )
}

function fits(value: Json, place: (string | number)[]): boolean {
  let at: unknown = value
  for (const key of place) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false
    at = (at as Record<string | number, unknown>)[key]
  }
  return true
}

/** Lines with escaped names are refused before anybody reads them. */
function plainNamed<T>(lines: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return lines.filter((line) => !hasEscapedName(JSON.stringify(line)))
}

describe('reading a batch by hand', () => {
  it('accepts and refuses the heads that the schema does, and takes the same out of them', () => {
    let acceptedCount = 0
    fc.assert(
      fc.property(plainNamed(fc.oneof(altered(headLine), anything)), (head) => {
        const parsed = parseBatch(`${JSON.stringify(head)}\n${signatureLine}\n${wordsLine}\n`)
        // What JSON makes of it is what both see.
        const expected = batchHeadSchema.safeParse(JSON.parse(JSON.stringify(head)))
        if (expected.success) acceptedCount += 1
        if ('reason' in parsed) expect(expected.success, parsed.reason).toBe(false)
        else expect(parsed.head).toEqual(expected.data)
      }),
      { numRuns: 3000 },
    )
    expect(acceptedCount).toBeGreaterThan(300)
  })

  it('accepts and refuses the signatures that the schema does', () => {
    fc.assert(
      fc.property(plainNamed(fc.oneof(altered(signatureLine), anything)), (line) => {
        const parsed = parseBatch(`${headLine}\n${JSON.stringify(line)}\n${wordsLine}\n`)
        const expected = batchSignatureSchema.safeParse(JSON.parse(JSON.stringify(line)))
        if ('reason' in parsed) expect(expected.success).toBe(false)
        else expect(parsed.signature).toEqual(expected.data)
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps the words that the schema keeps', () => {
    fc.assert(
      fc.property(plainNamed(fc.oneof(altered(wordsLine), anything)), (line) => {
        const parsed = parseBatch(`${headLine}\n${signatureLine}\n${JSON.stringify(line)}\n`)
        const expected = z.record(z.string(), z.unknown()).safeParse(JSON.parse(JSON.stringify(line)))
        if ('reason' in parsed) {
          expect(expected.success).toBe(false)
          return
        }
        const kept = Object.entries(expected.data ?? {}).flatMap(([digest, entry]) => {
          const { success, data } = wordsEntrySchema.safeParse(entry)
          return success ? [[digest, data]] : []
        })
        expect(Object.fromEntries(parsed.words)).toEqual(Object.fromEntries(kept))
      }),
      { numRuns: 1000 },
    )
  })

  it('finds the digests that the schema of words finds', () => {
    const bySchema = (body: unknown): string[] => {
      if (Array.isArray(body)) return body.flatMap(bySchema)
      if (typeof body !== 'object' || body === null) return []
      const ref = wordsRefSchema.safeParse(body)
      return ref.success ? [ref.data.words] : Object.values(body).flatMap(bySchema)
    }
    fc.assert(
      fc.property(fc.oneof(altered(headLine), anything), (body) => {
        expect(digestsIn(body)).toEqual(bySchema(body))
      }),
      { numRuns: 1000 },
    )
  })

  it('writes base32 as it was defined', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(base32(bytes)).toBe(toBase32(bytes))
      }),
    )
  })
})
