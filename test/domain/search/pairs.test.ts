import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pairsOf, pairsToFind } from '../../../domain/search/pairs.ts'

/** What FTS5 does with a phrase, the last token open or not. */
function finds(text: string, word: string): boolean {
  const tokens = pairsOf(text).split(' ')
  const wanted = pairsToFind(word)
  if (wanted === null) return false
  return tokens.some((_, from) =>
    wanted.tokens.every((token, place) => {
      const there = tokens[from + place] ?? ''
      return wanted.isOpen && place === wanted.tokens.length - 1 ? there.startsWith(token) : there === token
    }),
  )
}

describe('pairs', () => {
  it('are the overlapping pairs of a run and its last letter', () => {
    expect(pairsOf('会议记录')).toBe('会议 议记 记录 录')
    expect(pairsOf('The meeting')).toBe('')
  })

  it('find a word inside a run, a single letter, and a word with other letters in it', () => {
    expect(finds('今天的会议记录在这里', '会议')).toBe(true)
    expect(finds('今天的会议记录在这里', '里')).toBe(true)
    expect(finds('今天的会议记录在这里', '录')).toBe(true)
    expect(finds('新しいAPI仕様を書いた', 'API仕様')).toBe(true)
    expect(finds('新しいAPI仕様を書いた', '新しいAP')).toBe(true)
    expect(finds('会议记录', '记会')).toBe(false)
  })

  it('leave out the marks that these scripts set between words', () => {
    expect(pairsToFind('၍')).toBeNull()
    expect(finds('နေကောင်း၊ကျေးဇူး', 'နေကောင်း၊ကျေးဇူး')).toBe(true)
    expect(finds('นาย ฯลฯ', 'ฯลฯ')).toBe(true)
  })

  it('do not mind full and half width', () => {
    expect(finds('ﾐｰﾃｨﾝｸﾞの記録', 'ミーティング')).toBe(true)
  })

  it('find every part of every run', () => {
    const run = fc.string({ unit: fc.constantFrom(...'会议记录日本語カタカナひらがな'), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(run, fc.nat(), fc.nat(), (text, a, b) => {
        const from = a % text.length
        const to = from + 1 + (b % (text.length - from))
        expect(finds(`${text} x`, text.slice(from, to))).toBe(true)
      }),
    )
  })
})
