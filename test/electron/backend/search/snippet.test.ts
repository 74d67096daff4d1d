import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch } from '../../../../electron/backend/search/search-query.ts'
import { snippetOf } from '../../../../electron/backend/search/snippet.ts'

function snippet(text: string, typed: string): { snippet: string; marked: string[] } {
  const found = snippetOf({ texts: [text], terms: parseSearch(typed).terms })
  return { snippet: found.snippet, marked: found.marks.map(([start, end]) => found.snippet.slice(start, end)) }
}

/** Half a letter does not come back as it was. */
function throughUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

const filler = 'and then we went on with it '.repeat(20)

describe('a snippet', () => {
  it('marks what was found as it is written, whatever its case and accents', () => {
    expect(snippet('We met at the Café, and the CAFÉ was full.', 'cafe').marked).toEqual(['Café', 'CAFÉ'])
    expect(snippet('an invoice, invoices', 'invo').marked).toEqual(['invoice', 'invoices'])
    expect(snippet('reinvoiced', 'invo').marked).toEqual([])
  })

  it('shows the stretch where most of the words stand together', () => {
    const text = `the bank ${filler} the gateway and the bank ${filler}`
    const found = snippet(text, 'bank gateway')
    expect(found.marked).toEqual(['gateway', 'bank'])
    expect(found.snippet.startsWith('…')).toBe(true)
    expect(found.snippet.endsWith('…')).toBe(true)
  })

  it('marks a phrase as one, across its punctuation', () => {
    expect(snippet('He said: moved, over there.', '"moved over"').marked).toEqual(['moved, over'])
  })

  it('never marks outside itself or in the middle of a letter', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', ' ', '𠀀', 'ﬁ', 'İ', '会', '.', 'ab', '\n'),
      maxLength: 600,
    })
    fc.assert(
      fc.property(text, fc.constantFrom('a', 'ab', '会', '𠀀', 'é a', '"a a"'), (original, typed) => {
        const found = snippetOf({ texts: [original], terms: parseSearch(typed).terms })
        expect(throughUtf8(found.snippet)).toBe(found.snippet)
        let last = 0
        for (const [start, end] of found.marks) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(found.snippet.length)
          expect(throughUtf8(found.snippet.slice(start, end))).toBe(found.snippet.slice(start, end))
          last = end
        }
      }),
      { numRuns: 500 },
    )
  })
})
