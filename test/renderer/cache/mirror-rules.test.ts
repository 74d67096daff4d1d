import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommentView, RecordView } from '../../../domain/views/records.ts'
import { isWithin, judge, missingTargets, noFloors } from '../../../renderer/cache/mirror-rules.ts'
import { personView, threadView, updateView } from '../../support/views.ts'

const me = 'aya'
const limits = { passing: 10, lasting: 5 }

const ask = { id: 'a', to: [me], text: 'Which queue?', byWhen: '2026-11-20', answeredBy: null }

function commentView(id: string, on: string, atMs: number): CommentView {
  const moment = { item: on, version: null, ms: null }
  return {
    kind: 'comment',
    id,
    atMs,
    author: 'mara',
    version: 'v',
    editedAtMs: null,
    on: moment,
    text: '',
    answersAsk: null,
  }
}

/** One update a moment, the newest last. */
const updates = (count: number, from = 0): RecordView[] =>
  Array.from({ length: count }, (_each, place) =>
    updateView(`u${from + place}`, { author: 'mara', atMs: from + place }),
  )

const idsAfter = (views: RecordView[], floors = noFloors): { kept: string[]; floors: typeof noFloors } => {
  const judged = judge({ views, floors, me, limits })
  const gone = new Set(judged.evicted)
  return { kept: views.map(({ id }) => id).filter((id) => !gone.has(id)), floors: judged.floors }
}

describe('what a page keeps of a library', () => {
  it('is all of it as long as there is room, with some to spare', () => {
    expect(idsAfter(updates(11))).toEqual({ kept: updates(11).map(({ id }) => id), floors: noFloors })
  })

  it('is the newest once there is more, down to a floor that says so', () => {
    const { kept, floors } = idsAfter(updates(12))
    expect(kept).toEqual(updates(10, 2).map(({ id }) => id))
    expect(floors).toEqual({ passing: { atMs: 2, id: 'u2' }, lasting: null })
  })

  it('is everyone and every thread, however old', () => {
    const old = [personView('mara', { atMs: -9 }), threadView({ madeBy: 'mara', people: [], atMs: -9 })]
    expect(idsAfter([...old, ...updates(12)]).kept).toEqual(expect.arrayContaining(['mara', 'payments']))
  })

  it('is what asks me something until it is answered', () => {
    const asking = updateView('asking', { author: 'mara', atMs: -5, asks: [ask] })
    const answered = updateView('answered', { author: 'mara', atMs: -6, asks: [{ ...ask, answeredBy: 'c' }] })
    const { kept } = idsAfter([asking, answered, ...updates(12)])
    expect(kept).toContain('asking')
    expect(kept).not.toContain('answered')
  })

  it('is my latest update of each thread, which says whether its cycle is answered', () => {
    const mine = updateView('mine', { author: me, atMs: -5 })
    const before = updateView('before', { author: me, atMs: -6 })
    const { kept } = idsAfter([mine, before, ...updates(12)])
    expect(kept).toContain('mine')
    expect(kept).not.toContain('before')
  })

  it('is what a comment stands on, as long as the comment is kept', () => {
    const old = updateView('old', { author: 'mara', atMs: -5 })
    expect(idsAfter([old, ...updates(11), commentView('c', 'old', 100)]).kept).toContain('old')
    expect(idsAfter([old, ...updates(12), commentView('c', 'old', -1)]).kept).not.toContain('old')
  })

  it('is the same whether records came one by one or at once', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(moments, (atMs) => {
        const all = atMs.map((at, place) => updateView(`u${place}`, { author: 'mara', atMs: at }))
        let here: RecordView[] = []
        let floors = noFloors
        for (const view of all) {
          const judged = judge({ views: [...here, view], floors, me, limits })
          const gone = new Set(judged.evicted)
          here = [...here, view].filter(({ id }) => !gone.has(id))
          floors = judged.floors
        }
        // Everything at or above the floor is here, and nothing below it.
        const expected = all.filter((view) => isWithin('update', view, floors)).map(({ id }) => id)
        expect(here.map(({ id }) => id)).toEqual(expected)
        expect(here.length).toBeLessThanOrEqual(11)
        if (all.length > 11) expect(here.length).toBeGreaterThanOrEqual(10)
      }),
    )
  })
})

describe('what comments stand on', () => {
  it('is missing only where a library is older than what is kept of it', () => {
    const views = new Map<string, RecordView>([['c', commentView('c', 'old', 5)]])
    expect(missingTargets(views, noFloors)).toEqual([])
    expect(missingTargets(views, { passing: { atMs: 1, id: 'x' }, lasting: null })).toEqual(['old'])
  })
})
