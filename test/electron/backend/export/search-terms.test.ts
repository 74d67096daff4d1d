import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectSearch, type SearchFile } from '../../../../electron/backend/export/search-pieces.ts'
import { termsOf } from '../../../../electron/backend/export/search-terms.ts'
import { findAppFiles } from '../../../../electron/backend/host/app-files.ts'

const shipped = join(findAppFiles().rootDir, 'resources', 'export')

describe('the terms of a text', () => {
  it('have neither case nor accents, and pairs where words have no spaces', () => {
    expect(termsOf('Straße in Łódź, café №1')).toEqual(['strasse', 'in', 'lodz', 'cafe', 'no1'])
    expect(termsOf('退款当天 ok')).toEqual(['退款', '款当', '当天', '天', 'ok'])
    expect(termsOf('한국어 अनुवाद')).toEqual(['한국어', 'अनुवाद'])
    expect(termsOf('__proto__ <script>')).toEqual(['proto', 'script'])
  })

  it('are the same in the page that searches as in the index', () => {
    const sandbox: { ownpaceTerms?: { termsOf: (text: string) => string[] } } = {}
    runInNewContext(readFileSync(join(shipped, 'search-terms.js'), 'utf8'), sandbox)
    const inPage = sandbox.ownpaceTerms
    expect(inPage).toBeDefined()
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'aÄßéłıİfiﬁ 款天かがカーก้ा한क़1٣_-—', '\u0301', '\u3099') }),
    )
    fc.assert(
      fc.property(anyText, (text) => {
        expect([...(inPage?.termsOf(text) ?? [])]).toEqual(termsOf(text))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the index of an export', () => {
  it('is cut into pieces of ordered terms, and its scripts hold what was written as data alone', () => {
    const search = collectSearch()
    const files: SearchFile[] = []
    const hostile = '"]);alert(1);//\u2028</script>`'
    for (let place = 0; place < 3000; place += 1) {
      const lines = [{ sec: place, text: `word${place} common ${hostile}` }]
      const piece = search.add({
        href: `p${place}/index.html`,
        kind: 'update',
        title: `Title ${place}`,
        note: 'Mara',
        lines,
      })
      if (piece !== null) files.push(piece)
    }
    const got: { terms: [string, number[], number[]][][]; items: unknown[][] } = { terms: [], items: [] }
    const sandbox: Record<string, unknown> = {
      ownpaceSearch: {
        terms: (number: number, rows: [string, number[], number[]][]) => {
          got.terms[number] = rows
        },
        items: (number: number, rows: unknown[]) => {
          got.items[number] = rows
        },
      },
      alert: () => {
        throw new Error('a script ran')
      },
    }
    files.push(...search.rest())
    for (const { text } of files) runInNewContext(text, sandbox)
    const { count, firstTerms, pieceStarts } = sandbox.ownpaceIndex as {
      count: number
      firstTerms: string[]
      pieceStarts: number[]
    }
    expect(count).toBe(3000)
    expect(got.terms.length).toBeGreaterThan(1)
    expect(got.terms.map(([first]) => first?.[0])).toEqual(firstTerms)
    const terms = got.terms.flat().map(([term]) => term)
    expect(terms).toEqual([...new Set(terms)].sort())
    expect(got.items.flat()).toHaveLength(3000)
    expect(got.items.map((_rows, piece) => got.items.slice(0, piece).flat().length)).toEqual(pieceStarts)
    const common = got.terms.flat().find(([term]) => term === 'common')
    expect(common?.[1].reduce((sum, step) => sum + step, 0)).toBe(2999)
    expect(Math.max(...files.filter(({ name }) => name !== 'index.js').map(({ text }) => text.length))).toBeLessThan(
      200_000,
    )
  })
})
