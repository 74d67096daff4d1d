import { describe, expect, it } from 'vitest'
import type { RecordView } from '../../../domain/views/records.ts'
import { mergePages, type OlderPages } from '../../../renderer/cache/merge-pages.ts'
import { updateView } from '../../support/views.ts'

const at = (atMs: number): RecordView => updateView(`u${atMs}`, { author: 'mara', atMs })
const place = (atMs: number) => ({ atMs, id: `u${atMs}` })
const asItIs = (_library: string, view: RecordView): RecordView => view
const ids = (records: readonly { view: RecordView }[]): string[] => records.map(({ view }) => view.id)
const none = new Map<string, OlderPages>()

describe('a list that goes on into the past', () => {
  it('says that nothing is older where the mirror has everything', () => {
    const merged = mergePages({
      here: [{ library: 'a', floor: null, views: [at(2), at(1)] }],
      pages: none,
      current: asItIs,
    })
    expect(merged.olderIn).toBeNull()
    expect(ids(merged.records)).toEqual(['u2', 'u1'])
  })

  it('goes on with the pages read below the mirror, each record once', () => {
    const pages = new Map([['a', { from: place(3), views: [at(3), at(2), at(1)], next: null }]])
    const here = [{ library: 'a', floor: place(3), views: [at(4), at(3)] }]
    const merged = mergePages({ here, pages, current: asItIs })
    expect(ids(merged.records)).toEqual(['u4', 'u3', 'u2', 'u1'])
    expect(merged.olderIn).toBeNull()
  })

  it('shows what became of a record since its page was read', () => {
    const pages = new Map([['a', { from: place(3), views: [at(2), at(1)], next: null }]])
    const here = [{ library: 'a', floor: place(3), views: [at(3)] }]
    const changed = updateView('u2', { author: 'mara', atMs: 2, title: 'corrected' })
    const current = (_library: string, view: RecordView) => (view.id === 'u2' ? changed : null)
    expect(mergePages({ here, pages, current }).records).toEqual([
      { library: 'a', view: at(3) },
      { library: 'a', view: changed },
    ])
  })

  it('ends where one of several libraries is not known any further', () => {
    const here = [
      { library: 'a', floor: place(5), views: [at(7), at(5)] },
      { library: 'b', floor: null, views: [at(6), at(4)] },
    ]
    const merged = mergePages({ here, pages: none, current: asItIs })
    expect(ids(merged.records)).toEqual(['u7', 'u6', 'u5'])
    expect(merged.olderIn).toBe('a')
  })
})
