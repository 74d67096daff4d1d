import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../domain/json.ts'
import { batchText, headLineOf, parseBatch } from '../../../domain/library/batch.ts'
import { canonicalJson } from '../../../domain/library/canonical-json.ts'
import { TestWriter } from '../../support/library-writer.ts'
import { profileOf } from '../../support/test-records.ts'

const library = 'a'.repeat(26)

function batch() {
  const writer = new TestWriter({ library })
  const { subject, nonce } = writer.newRecord()
  const body = { on: { item: subject, version: null, ms: null }, text: writer.words('Hello “world”'), answersAsk: null }
  return writer.batch([profileOf(writer, 'Aya'), { kind: 'comment.version', subject, nonce, body }])
}

describe('a batch’s text', () => {
  it('is taken apart and put together again byte by byte', () => {
    const { text } = batch()
    const parsed = parseBatch(text)
    if ('reason' in parsed) throw new Error(parsed.reason)
    const words = Object.fromEntries(parsed.words)
    expect(headLineOf(parsed.head)).toBe(parsed.headLine)
    expect(batchText({ headLine: parsed.headLine, signature: parsed.signature, words })).toBe(text)
  })

  it('that was cut anywhere but at its closing line feed is no batch', () => {
    const { text } = batch()
    fc.assert(
      fc.property(fc.nat(text.length - 2), (length) => {
        expect(parseBatch(text.slice(0, length))).toHaveProperty('reason')
      }),
    )
  })

  it('never makes the reader throw, whatever it holds', () => {
    const { text } = batch()
    const altered = fc
      .array(fc.tuple(fc.nat(text.length), fc.string({ unit: 'binary', maxLength: 8 })), { minLength: 1, maxLength: 6 })
      .map((edits) =>
        edits.reduce((kept, [at, piece]) => kept.slice(0, at) + piece + kept.slice(at + piece.length), text),
      )
    const lines = fc.array(fc.oneof(fc.json(), fc.string()), { maxLength: 5 }).map((parts) => parts.join('\n'))
    fc.assert(
      fc.property(fc.oneof(altered, lines, fc.string({ unit: 'binary' })), (any) => {
        expect(() => parseBatch(any)).not.toThrow()
      }),
      { numRuns: 1000 },
    )
  })

  it('may hold unknown members, nested no deeper than anyone walks', () => {
    const { text } = batch()
    const [head = '', signature, words] = text.split('\n')
    const withMore = head.replace('"name":"Aya"', '"extra":{"a":[1]},"name":"Aya"')
    expect(parseBatch(`${withMore}\n${signature}\n${words}\n`)).toHaveProperty('head')
    const deep = head.replace('"name":"Aya"', `"name":${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(parseBatch(`${deep}\n${signature}\n${words}\n`)).toHaveProperty('reason')
  })
})

describe('canonical JSON', () => {
  const value = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, false),
      fc.maxSafeInteger(),
      fc.string({ unit: 'binary' }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 6 }), tie('value'), { maxKeys: 4 }),
    ),
  })).value

  it('is one text, whatever the order of keys', () => {
    const backwards = (any: JsonValue): JsonValue => {
      if (Array.isArray(any)) return any.map(backwards)
      if (typeof any !== 'object' || any === null) return any
      return Object.fromEntries(
        Object.entries(any)
          .reverse()
          .map(([key, member]) => [key, backwards(member)]),
      )
    }
    fc.assert(
      fc.property(value, (any) => {
        expect(canonicalJson(backwards(any))).toBe(canonicalJson(any))
      }),
    )
  })

  it('reads back as itself', () => {
    fc.assert(
      fc.property(value, (any) => {
        const text = canonicalJson(any)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it('refuses a number that two languages might print differently', () => {
    for (const number of [0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(() => canonicalJson({ number })).toThrow(RangeError)
    }
  })
})
