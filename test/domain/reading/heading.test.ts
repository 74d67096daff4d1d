import { describe, expect, it } from 'vitest'
import { headingIn, withoutTitle } from '../../../domain/reading/heading.ts'

describe('a document being read', () => {
  it('does not repeat its title', () => {
    expect(withoutTitle('# Ledger rules\n\nAppend only.', 'Ledger rules')).toBe('\nAppend only.')
    expect(withoutTitle('\n#  Ledger rules ##\r\nAppend only.', 'Ledger rules')).toBe('Append only.')
    expect(withoutTitle('# Ledger rules', 'Ledger rules')).toBe('')
  })

  it('keeps a first heading that says something else', () => {
    expect(withoutTitle('# Why\n\nAppend only.', 'Ledger rules')).toBe('# Why\n\nAppend only.')
    expect(withoutTitle('## Ledger rules\n', 'Ledger rules')).toBe('## Ledger rules\n')
    expect(withoutTitle('Append only.', 'Ledger rules')).toBe('Append only.')
  })

  it('knows its title where that ends with the mark itself', () => {
    expect(withoutTitle('# C#\nSharp.', 'C#')).toBe('Sharp.')
    expect(headingIn('# How money moves ##')).toBe('How money moves')
    expect([headingIn('#hash'), headingIn('# '), headingIn('## Two')]).toEqual([null, null, null])
  })

  it('is read at once, however its first line is made', () => {
    for (const row of [' ', '#', '# ', ' #', '\t']) {
      const text = `# a${row.repeat(500_000)}x`
      const startedMs = performance.now()
      expect(withoutTitle(text, 'a')).toBe(text)
      expect(performance.now() - startedMs, row).toBeLessThan(1000)
    }
  })
})
