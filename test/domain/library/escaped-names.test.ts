import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBatch } from '../../../domain/library/batch.ts'
import { hasEscapedName } from '../../../domain/library/escaped-names.ts'
import { TestWriter } from '../../support/library-writer.ts'
import { profileOf } from '../../support/test-records.ts'

describe('the names of members', () => {
  it('are told from values, wherever quotes, commas and escapes stand', () => {
    for (const plain of [
      '{"a":"\\n","b,":["\\\\","{\\""],"c{":"x,"}',
      '{"a":",\\"b\\":"}',
      '["\\u0041",{"n":1}]',
      '"\\n"',
    ]) {
      expect(JSON.parse(plain)).toBeDefined()
      expect(hasEscapedName(plain), plain).toBe(false)
    }
    for (const escaped of [
      '{"\\u0041":1}',
      '{"a":1, "b\\n" : 2}',
      '[{"x":{"a\\"b":[]}}]',
      '{",":1,"\\\\":1}',
      '{"":0,\n"\\t":1}',
    ]) {
      expect(JSON.parse(escaped)).toBeDefined()
      expect(hasEscapedName(escaped), escaped).toBe(true)
    }
  })

  it('are never thought escaped in what JSON.stringify writes, but where they have to be', () => {
    const text = fc.string({ unit: fc.constantFrom('"', '\\', ',', ':', '{', '}', ' ', 'a', '\n'), maxLength: 8 })
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text))), (value) => {
        const mustBe = Object.keys(value).some((name) => JSON.stringify(name).includes('\\'))
        expect(hasEscapedName(JSON.stringify(value))).toBe(mustBe)
      }),
    )
  })

  it('are not escaped in any batch, for they would be read by what was read before', () => {
    const writer = new TestWriter({ library: 'a'.repeat(26) })
    const { text } = writer.batch([profileOf(writer, 'Aya')])
    for (const name of ['"\\u006eame"', '"a\\\\b"']) {
      const escaped = text.replace('"name"', name)
      expect(parseBatch(escaped)).toEqual({ reason: 'its head is not one of this format' })
    }
    expect(parseBatch(text.replace('"Aya"', '"A\\u0079a \\"\\\\"'))).toHaveProperty('head')
  })
})
