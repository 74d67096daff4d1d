import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base32 } from '../../../domain/library/base32.ts'
import { packName, packPath } from '../../../domain/library/pack.ts'
import {
  batchPath,
  isAssetName,
  isSlug,
  nameLengthMax,
  pathLengthMax,
  slugOf,
  versionFolder,
} from '../../../domain/library/paths.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 80 })
const idOf = (length: number) =>
  fc.uint8Array({ minLength: 33, maxLength: 33 }).map((bytes) => base32(bytes).slice(0, length))
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i

describe('paths in a library', () => {
  it('stay inside it, short and plain, whatever a title says', () => {
    fc.assert(
      fc.property(anyText, idOf(16), idOf(10), fc.integer({ min: 1, max: 12 }), (title, item, version, month) => {
        const monthFolder = `2026/${String(month).padStart(2, '0')}`
        const folder = versionFolder({ month: monthFolder, slug: slugOf(title), item, version })
        expect(posix.normalize(folder)).toBe(folder)
        expect(folder.startsWith('media/')).toBe(true)
        for (const name of folder.split('/')) {
          expect(name).toMatch(/^[a-z0-9-]+$/)
          expect(name.length).toBeLessThanOrEqual(nameLengthMax)
          expect(name).not.toMatch(reserved)
        }
        expect(`${folder}/captions-en.vtt`.length).toBeLessThanOrEqual(pathLengthMax)
      }),
    )
  })

  it('differ for different batches even where case is not told apart', () => {
    fc.assert(
      fc.property(idOf(26), fc.nat(99_999_998), fc.nat(99_999_998), anyText, anyText, (writer, a, b, one, other) => {
        fc.pre(a !== b || one !== other)
        const hashOf = (text: string): string => base32(createHash('sha256').update(text).digest())
        const pathOf = (seq: number, text: string): string =>
          batchPath({ writer, ms: Date.UTC(2026, 10, 22), seq: seq + 1, hash: hashOf(text) })
        expect(pathOf(a, one).toLowerCase()).not.toBe(pathOf(b, other).toLowerCase())
        expect(pathOf(a, one).length).toBeLessThanOrEqual(pathLengthMax)
      }),
    )
  })

  it('differ for different versions and packs, whatever their titles and wherever case is not told apart', () => {
    const place = fc.record({ title: anyText, item: idOf(16), version: idOf(10) })
    fc.assert(
      fc.property(place, place, (a, b) => {
        fc.pre(a.item !== b.item || a.version !== b.version)
        const folderOf = ({ title, item, version }: typeof a): string =>
          versionFolder({ month: '2026/11', slug: slugOf(title), item, version })
        expect(folderOf(a).toLowerCase()).not.toBe(folderOf(b).toLowerCase())
      }),
    )
    const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest()
    const lines = fc.array(fc.string(), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(idOf(26), fc.integer({ min: 1, max: 99_999_000 }), lines, lines, (writer, first, one, other) => {
        const text = (headLines: string[]): string => headLines.map((line) => `${line}\n`).join('')
        fc.pre(text(one) !== text(other))
        const pathOf = (headLines: string[]): string => {
          return packPath(writer, packName({ first, last: first + headLines.length - 1, headLines, sha256 }))
        }
        expect(pathOf(one).toLowerCase()).not.toBe(pathOf(other).toLowerCase())
        expect(posix.normalize(pathOf(one))).toBe(pathOf(one))
        expect(pathOf(one).startsWith(`ops/${writer}/packs/`)).toBe(true)
        expect(pathOf(one).length).toBeLessThanOrEqual(pathLengthMax)
      }),
    )
  })

  it('refuse a slug or a month that would lead elsewhere', () => {
    const [item, version] = ['a'.repeat(16), 'b'.repeat(10)]
    expect(() => versionFolder({ month: '2026/13', slug: 'x', item, version })).toThrow(RangeError)
    expect(() => versionFolder({ month: '2026/11', slug: '../x', item, version })).toThrow(RangeError)
    expect(() => versionFolder({ month: '2026/11', slug: 'x', item: '../../etc', version })).toThrow()
  })

  it('name only assets that are known', () => {
    expect(['video.mp4', 'poster.webp', 'captions-pt-br.vtt', 'notes.md'].every(isAssetName)).toBe(true)
    expect(['../video.mp4', 'video.mp4.exe', 'captions-.vtt', 'item.md', 'con'].some(isAssetName)).toBe(false)
  })
})

describe('a slug', () => {
  it('is readable where the title is Latin, and never empty', () => {
    expect(slugOf('Refunds settle the same day!')).toBe('refunds-settle-the-same-day')
    expect(slugOf('São Paulo — Überblick')).toBe('sao-paulo-uberblick')
    expect(isSlug(slugOf('支払い'))).toBe(true)
  })
})
