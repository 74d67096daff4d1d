import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SearchHit } from '../../../../domain/views/library.ts'
import { hitsIn, readablePart, routeOfHit, snippetParts } from '../../../../renderer/features/search/hits.ts'

const hit = (over: Partial<SearchHit>): SearchHit => ({
  library: 'l',
  id: 'i',
  kind: 'update',
  title: 'A title',
  snippet: '',
  marks: [],
  startSec: null,
  author: null,
  thread: null,
  atMs: 0,
  score: 0,
  ...over,
})

describe('a snippet', () => {
  it('is cut at its marks', () => {
    expect(
      snippetParts({
        snippet: 'one queue, one retry',
        marks: [
          [4, 9],
          [15, 20],
        ],
      }),
    ).toEqual([
      { text: 'one ', isFound: false },
      { text: 'queue', isFound: true },
      { text: ', one ', isFound: false },
      { text: 'retry', isFound: true },
    ])
  })

  it('is never changed by marks, whatever they say', () => {
    const mark = fc.tuple(fc.integer({ min: -3, max: 30 }), fc.integer({ min: -3, max: 30 }))
    fc.assert(
      fc.property(fc.string(), fc.array(mark), (snippet, marks) => {
        expect(
          snippetParts({ snippet, marks })
            .map(({ text }) => text)
            .join(''),
        ).toBe(snippet)
      }),
    )
  })
})

describe('what is read of a snippet', () => {
  it('is the words of Markdown without its marks', () => {
    expect(
      readablePart('# Why\n\nIt **may** come twice, see [the note](https://a.example/b) and `x`', 'decision'),
    ).toBe(' Why\n\nIt may come twice, see the note and x')
  })

  it('is all that was typed, where that is no Markdown', () => {
    expect(readablePart('2 ** 3 and [so] on', 'comment')).toBe('2 ** 3 and [so] on')
  })
})

describe('a hit', () => {
  it('opens at its second', () => {
    expect(routeOfHit(hit({ startSec: 92.4 }))).toMatchObject({ screen: 'watch', atMs: 92_400, isReading: false })
  })

  it('without a second is opened to be read', () => {
    expect(routeOfHit(hit({}))).toMatchObject({ screen: 'watch', atMs: null, isReading: true })
  })

  it.each([
    ['decision', 'decision'],
    ['document', 'document'],
    ['path', 'path'],
    ['thread', 'thread'],
    ['comment', 'watch'],
  ] as const)('of kind %s opens the screen %s', (kind, screen) => {
    expect(routeOfHit(hit({ kind })).screen).toBe(screen)
  })
})

describe('the tabs of the search', () => {
  const all = (['update', 'decision', 'comment', 'document', 'person'] as const).map((kind) => hit({ kind, id: kind }))

  it('part what was said, decided, written and commented', () => {
    const kinds = (tab: Parameters<typeof hitsIn>[0]) => hitsIn(tab, all).map(({ kind }) => kind)
    expect(kinds('said')).toEqual(['update'])
    expect(kinds('decided')).toEqual(['decision'])
    expect(kinds('documents')).toEqual(['document'])
    expect(kinds('comments')).toEqual(['comment'])
    expect(kinds('everything')).toHaveLength(5)
  })
})
