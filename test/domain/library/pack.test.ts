import { describe, expect, it } from 'vitest'
import {
  packCapBytes,
  packName,
  packPath,
  packText,
  partsOfPackName,
  tripletsOf,
} from '../../../domain/library/pack.ts'
import { sha256, TestWriter, toBase32 } from '../../support/library-writer.ts'
import { profileOf } from '../../support/test-records.ts'

const library = 'a'.repeat(26)

function threeBatches() {
  const writer = new TestWriter({ library })
  const batches = ['Aya', 'Aya B', 'Aya Berg'].map((name) => writer.batch([profileOf(writer, name)]))
  const texts = batches.map(({ text }) => text)
  return { writer, texts, headLines: texts.map((text) => text.split('\n')[0] ?? '') }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function textsOf(bytes: Uint8Array): string[] {
  return tripletsOf(bytes).triplets.map((triplet) => new TextDecoder().decode(triplet))
}

describe('a pack', () => {
  it('is named by its first and last batch and by the hash of all head lines', () => {
    const { writer, headLines } = threeBatches()
    const name = packName({ first: 1, last: 3, headLines, sha256 })
    const hash = toBase32(sha256(headLines.map((line) => `${line}\n`).join(''))).slice(0, 26)
    expect(name).toBe(`00000001-00000003-${hash}.jsonl`)
    expect(name.length).toBeLessThanOrEqual(64)
    expect(packPath(writer.id, name)).toBe(`ops/${writer.id}/packs/${name}`)
    expect(partsOfPackName(name)).toEqual({ first: 1, last: 3, hash })
  })

  it('has no path for a name or a writer that is none', () => {
    const { writer, headLines } = threeBatches()
    const name = packName({ first: 1, last: 3, headLines, sha256 })
    for (const bad of ['../x.jsonl', `${name}.tmp`, name.replace('00000003', '00000000'), name.toUpperCase()]) {
      expect(() => packPath(writer.id, bad)).toThrow(RangeError)
    }
    expect(() => packPath('..', name)).toThrow('Invalid')
  })

  it('holds the lines of its batches as their own files do, one after the other', () => {
    const { texts } = threeBatches()
    expect(packText(texts)).toBe(texts.join(''))
    expect(packText(texts.map((text) => text.slice(0, -1)))).toBe(texts.join(''))
    expect(() => packText(['one line'])).toThrow(RangeError)
  })

  it('is taken apart into the very bytes of its batches', () => {
    const { texts } = threeBatches()
    const bytes = bytesOf(texts.join(''))
    expect(textsOf(bytes)).toEqual(texts)
    expect(tripletsOf(bytes)).toMatchObject({ strayLineCount: 0, restFrom: bytes.length })
    expect(bytes.length).toBeLessThan(packCapBytes)
  })

  it('keeps the whole batches of a pack that was cut, and says where the rest begins', () => {
    const { texts } = threeBatches()
    const whole = bytesOf(`${texts[0]}${texts[1]}`)
    for (const length of [1, 100, (texts[2]?.length ?? 0) - 1]) {
      const cut = bytesOf(`${texts[0]}${texts[1]}${texts[2]?.slice(0, length)}`)
      expect(textsOf(cut)).toEqual(texts.slice(0, 2))
      expect(tripletsOf(cut).restFrom).toBe(whole.length)
    }
  })

  it('loses only the batch whose line is missing or torn in two', () => {
    const { texts } = threeBatches()
    const [head, signature, words] = (texts[1] ?? '').split('\n')
    for (const torn of [
      `${signature}\n${words}\n`,
      `${head}\n${words}\n`,
      `${head?.slice(0, 20)}\n${head?.slice(20)}\n${signature}\n${words}\n`,
      'something else\n',
      '\n\n',
    ]) {
      const found = textsOf(bytesOf(`${texts[0]}${torn}${texts[2]}`))
      expect(found[0]).toBe(texts[0])
      expect(found.at(-1)).toBe(texts[2])
    }
  })
})
