import { describe, expect, it } from 'vitest'
import { chapterStartBeside } from '../../../../domain/captions/chapters.ts'
import { captionLookFrom } from '../../../../renderer/features/watch/caption-look.ts'

describe('how captions look', () => {
  it('is as it was chosen, and plain where nothing or nonsense was kept', () => {
    expect(captionLookFrom({ size: 'large', place: 'top' })).toEqual({ size: 'large', place: 'top' })
    expect(captionLookFrom({ size: 'huge', place: 'top' })).toEqual({ size: 'medium', place: 'top' })
    expect(captionLookFrom(undefined)).toEqual({ size: 'medium', place: 'bottom' })
  })
})

describe('the keys of chapters', () => {
  const chapters = [0, 10_000, 30_000].map((startMs, place) => ({
    ...{ id: String(place), title: null, startMs, endMs: startMs + 10_000 },
  }))

  it('lead to the next one, and stay behind the last', () => {
    expect(chapterStartBeside(chapters, { atMs: 500, direction: 1 })).toBe(10_000)
    expect(chapterStartBeside(chapters, { atMs: 31_000, direction: 1 })).toBe(31_000)
  })

  it('lead to the beginning of this one, and soon after it to the one before', () => {
    expect(chapterStartBeside(chapters, { atMs: 15_000, direction: -1 })).toBe(10_000)
    expect(chapterStartBeside(chapters, { atMs: 11_000, direction: -1 })).toBe(0)
    expect(chapterStartBeside(chapters, { atMs: 100, direction: -1 })).toBe(0)
  })
})
