import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTexts } from '../../../../renderer/features/versions/lines.ts'
import { mergeTexts } from '../../../../renderer/features/versions/merge.ts'

const marks = { shown: '**Aya**', other: '**Ben**' }
const someText = fc
  .array(fc.constantFrom('one', 'two', 'three', '', '# four'), { maxLength: 8 })
  .map((lines) => lines.join('\n'))

describe('two versions of a text', () => {
  it('come together where each changed another place', () => {
    const base = 'One.\n\nTwo.\n\nThree.'
    const merged = mergeTexts({
      ...{ shown: 'One, by Aya.\n\nTwo.\n\nThree.', other: 'One.\n\nTwo.\n\nThree, by Ben.' },
      ...{ base, marks },
    })
    expect(merged).toEqual({ text: 'One, by Aya.\n\nTwo.\n\nThree, by Ben.', choiceCount: 0 })
  })

  it('both stand, under their names, where they changed the same place', () => {
    const merged = mergeTexts({ shown: 'By Aya.\n\nEnd.', other: 'By Ben.\n\nEnd.', base: 'Old.\n\nEnd.', marks })
    expect(merged.choiceCount).toBe(1)
    expect(merged.text).toBe('**Aya**\n\nBy Aya.\n\n**Ben**\n\nBy Ben.\n\n\nEnd.')
  })

  it('lose nothing that either of them added, with what they began from or without', () => {
    fc.assert(
      fc.property(someText, someText, fc.option(someText), (shown, other, base) => {
        const { text } = mergeTexts({ shown, other, base, marks })
        const old = new Set((base ?? '').split('\n'))
        const added = [...shown.split('\n'), ...other.split('\n')].filter((line) => line !== '' && !old.has(line))
        for (const line of added) expect(text.split('\n')).toContain(line)
      }),
    )
  })

  it('are the one changed where the other stayed as it was', () => {
    fc.assert(
      fc.property(someText, someText, (base, shown) => {
        expect(mergeTexts({ shown, other: base, base, marks })).toEqual({ text: shown, choiceCount: 0 })
      }),
    )
  })
})

describe('what differs', () => {
  it('is told line by line, with a little around it', () => {
    const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].join('\n')
    const compared = compareTexts({ before, after: before.replace('e', 'E') })
    const marksOf = { same: ' ', added: '+', removed: '-', gap: '…' }
    expect(compared.map(({ kind, text }) => `${marksOf[kind]}${text}`)).toEqual([
      ...['…', ' c', ' d', '-e', '+E', ' f', ' g', '…'],
    ])
  })

  it('gives both texts back where nothing is left out', () => {
    fc.assert(
      fc.property(someText, someText, (before, after) => {
        const lines = compareTexts({ before, after })
        if (lines.some(({ kind }) => kind === 'gap')) return
        const kept = (left: string): string =>
          lines
            .filter(({ kind }) => kind !== left)
            .map(({ text }) => text)
            .join('\n')
        expect([kept('added'), kept('removed')]).toEqual([before, after])
      }),
    )
  })
})
