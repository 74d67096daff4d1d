import { describe, expect, it } from 'vitest'
import {
  countReadable,
  readingSec,
  readMinutes,
  watchMinutes,
  wholeMinutes,
} from '../../../domain/reading/reading-time.ts'

describe('what has to be read', () => {
  it('is words, whatever stands between them', () => {
    expect(countReadable('The end-to-end test — don’t skip it (3.5 h).')).toEqual({ wordCount: 8, characterCount: 0 })
    expect(countReadable('Größe, déjà vu; Привет мир; हिन्दी में; 한국어 문장')).toEqual({
      wordCount: 9,
      characterCount: 0,
    })
  })

  it('is characters where a script puts no spaces between words', () => {
    expect(countReadable('今天天气很好。')).toEqual({ wordCount: 0, characterCount: 6 })
    expect(countReadable('ラーメンを食べる')).toEqual({ wordCount: 0, characterCount: 8 })
    expect(countReadable('发布 v2 版本')).toEqual({ wordCount: 1, characterCount: 4 })
  })

  it('is the words of Thai, which has no spaces either', () => {
    expect(countReadable('สวัสดีครับ').wordCount).toBeGreaterThanOrEqual(1)
    expect(countReadable('ฉันกินข้าวที่บ้านทุกวัน').wordCount).toBeGreaterThanOrEqual(4)
  })

  it('is neither an address nor a mark', () => {
    expect(countReadable('See [the plan](https://example.org/a/b-c) and https://example.org/x?y=1')).toEqual({
      wordCount: 4,
      characterCount: 0,
    })
    expect(countReadable('## *** --- … 🎉')).toEqual({ wordCount: 0, characterCount: 0 })
    expect(countReadable('')).toEqual({ wordCount: 0, characterCount: 0 })
  })

  it('is counted in a megabyte of anything without delay', () => {
    for (const unit of ['a', "a'", '](', 'https://', '字', 'ก'.repeat(4)]) {
      const startedMs = performance.now()
      countReadable(unit.repeat(250_000))
      expect(performance.now() - startedMs, unit).toBeLessThan(5000)
    }
  })
})

describe('reading time', () => {
  it('follows the measured rates', () => {
    expect(readingSec('word '.repeat(238))).toBeCloseTo(60)
    expect(readingSec('字'.repeat(255))).toBeCloseTo(60)
    expect(readingSec('か字'.repeat(357))).toBeCloseTo(120)
  })

  it('is nothing for what has no words', () => {
    expect(readingSec('')).toBe(0)
    expect(readMinutes(['', '…'])).toBe(0)
  })

  it('is rounded once, for all texts together', () => {
    expect(readMinutes(Array.from({ length: 10 }, () => 'word '.repeat(24)))).toBe(1)
  })

  it('is never less than a minute for something', () => {
    expect(wholeMinutes(1)).toBe(1)
    expect(wholeMinutes(89)).toBe(1)
    expect(wholeMinutes(91)).toBe(2)
    expect(readMinutes(['Done'])).toBe(1)
  })
})

describe('watching time', () => {
  it('is whole minutes at the speed chosen', () => {
    expect(watchMinutes({ durationMs: 240_000 })).toBe(4)
    expect(watchMinutes({ durationMs: 240_000, speed: 2 })).toBe(2)
    expect(watchMinutes({ durationMs: 0 })).toBe(0)
  })
})
