import { describe, expect, it } from 'vitest'
import { catchUpOf, summaryOf, threadsWithNews } from '../../../domain/catch-up/catch-up.ts'
import { queueFrom, queueOf } from '../../../domain/catch-up/queue.ts'
import type { CatchUpPrivate } from '../../../domain/catch-up/source.ts'
import type { CommentView, DecisionView, PersonView, RecordView, UpdateView } from '../../../domain/views/records.ts'
import { hourMs, nowMs, personView, threadView, updateView } from '../../support/views.ts'

const aya = 'aya'
const mara = 'mara'

const person = (id: string, more: Partial<PersonView> = {}): PersonView =>
  personView(id, { atMs: nowMs - 90 * 24 * hourMs, ...more })

const payments = threadView({
  madeBy: mara,
  people: [aya, mara],
  questions: [{ id: 'moved', text: 'What moved?', hint: '', intent: 'plain' }],
})

const update = (id: string, more: Partial<UpdateView> = {}): UpdateView => updateView(id, { author: mara, ...more })

const asksAya = { id: 'a1', to: [aya], text: 'Which queue?', byWhen: '2026-11-19', answeredBy: null }

function comment(id: string, item: string, more: Partial<CommentView> = {}): CommentView {
  return {
    kind: 'comment',
    id,
    atMs: nowMs - hourMs,
    author: mara,
    version: 'v1',
    editedAtMs: null,
    on: { item, version: null, ms: null },
    text: 'Agreed.',
    answersAsk: null,
    ...more,
  }
}

function decision(id: string): DecisionView {
  return {
    kind: 'decision',
    id,
    atMs: nowMs - 2 * hourMs,
    author: mara,
    version: 'v1',
    editedAtMs: null,
    title: 'One date picker',
    why: null,
    thread: 'payments',
    evidence: [],
    decidedBy: [mara],
    replaces: null,
    replacedBy: null,
    readSec: 10,
  }
}

function catchUp(views: RecordView[], mine: Partial<Record<keyof CatchUpPrivate, string[]>> = {}, atMs = nowMs) {
  const people = views.some(({ kind }) => kind === 'person') ? [] : [person(aya), person(mara)]
  const all = [...people, ...views]
  const mapOf = (keys: string[] = []) => new Map(keys.map((key) => [key, true as const]))
  return catchUpOf({
    libraries: [
      {
        ...{ library: 'lib', me: aya, isUnconfirmed: false },
        threads: all.filter((view) => view.kind === 'thread'),
        updates: all.filter((view) => view.kind === 'update'),
        decisions: all.filter((view) => view.kind === 'decision'),
        comments: all.filter((view) => view.kind === 'comment'),
        people: new Map(all.filter((view) => view.kind === 'person').map((view) => [view.id, view])),
      },
    ],
    mine: {
      seen: mapOf(mine.seen),
      later: mapOf(mine.later),
      nothing: mapOf(mine.nothing),
      answered: mapOf(mine.answered),
    },
    nowMs: atMs,
  })
}

describe('what I owe', () => {
  it('is the answers of this cycle, until they are due where I am', () => {
    const [owed] = catchUp([payments]).owed
    expect(owed).toMatchObject({ kind: 'answers', dueAtMs: Date.UTC(2026, 10, 19, 18), isDuePassed: false })
  })

  it('stays open after it was due, to the end of the cycle', () => {
    const friday = Date.UTC(2026, 10, 20, 9)
    expect(catchUp([payments], {}, friday).owed[0]).toMatchObject({ kind: 'answers', isDuePassed: true })
  })

  it('is gone once I answered, said that there is nothing, am away, or do not take part', () => {
    expect(catchUp([payments, update('mine', { author: aya })]).owed).toEqual([])
    expect(catchUp([payments], { nothing: ['lib:payments:2026-W47'] }).owed).toEqual([])
    expect(catchUp([payments, person(aya, { awayUntil: '2026-11-23' })]).owed).toEqual([])
    expect(catchUp([{ ...payments, people: [mara] }]).owed).toEqual([])
    expect(catchUp([{ ...payments, isArchived: true }]).owed).toEqual([])
  })

  it('is still there when only last week was answered', () => {
    expect(catchUp([payments, update('mine', { author: aya, cycle: '2026-W46' })]).owed).toHaveLength(1)
  })

  it('holds an ask to me that I have seen until it is answered', () => {
    const asking = update('u1', { asks: [asksAya] })
    expect(catchUp([asking]).owed).toEqual([])
    expect(catchUp([asking], { seen: ['lib:u1'] }).owed).toMatchObject([{ kind: 'ask', ask: { id: 'a1' } }])
    expect(catchUp([asking], { seen: ['lib:u1'], answered: ['lib:u1:a1'] }).owed).toEqual([])
    expect(catchUp([update('u1', { asks: [{ ...asksAya, answeredBy: 'c1' }] })], { seen: ['lib:u1'] }).owed).toEqual([])
  })

  it('holds a device that says it is mine, and for an owner any that waits', () => {
    const waiting = { writer: 'w2', name: "Aya's laptop", isUnconfirmed: true, isClosed: false }
    const ofMine = catchUp([person(aya, { devices: [waiting] })]).owed
    expect(ofMine).toMatchObject([{ kind: 'device', isMine: true, device: { writer: 'w2' } }])
    expect(catchUp([person(aya), person(mara, { devices: [waiting] })]).owed).toEqual([])
    expect(catchUp([person(aya, { isOwner: true }), person(mara, { devices: [waiting] })]).owed).toMatchObject([
      { kind: 'device', isMine: false },
    ])
  })
})

describe('what awaits me', () => {
  it('is what others made and I have not seen: asks to me first, then the newest', () => {
    const { awaiting } = catchUp([
      update('newer', { atMs: nowMs - hourMs }),
      update('asking', { atMs: nowMs - 30 * hourMs, asks: [asksAya] }),
      decision('decided'),
      update('mine', { author: aya }),
    ])
    expect(awaiting.map(({ view }) => view.id)).toEqual(['asking', 'newer', 'decided'])
  })

  it('leaves out what I saw, whatever was edited since, what says nothing, and what is put off', () => {
    const found = catchUp(
      [update('seen', { version: 'v2' }), update('put-off'), update('nothing', { isNothing: true })],
      { seen: ['lib:seen'], later: ['lib:put-off'] },
    )
    expect(found.awaiting).toEqual([])
    expect(found.later.map(({ view }) => view.id)).toEqual(['put-off'])
  })

  it('holds comments on what is mine and where I commented, and no others', () => {
    const { awaiting } = catchUp([
      update('mine', { author: aya }),
      update('theirs'),
      update('other'),
      comment('c1', 'mine'),
      comment('c2', 'theirs', { author: aya }),
      comment('c3', 'theirs'),
      comment('c4', 'other'),
    ])
    expect(awaiting.filter(({ kind }) => kind === 'comment').map(({ view }) => view.id)).toEqual(['c1', 'c3'])
  })

  it('begins for a newcomer two weeks before they came', () => {
    const { awaiting } = catchUp([
      person(aya, { atMs: nowMs }),
      update('old', { atMs: nowMs - 15 * 24 * hourMs }),
      update('recent', { atMs: nowMs - 13 * 24 * hourMs }),
    ])
    expect(awaiting.map(({ view }) => view.id)).toEqual(['recent'])
  })

  it('is summed up by kind, by who asks, and by how long it takes', () => {
    const video = {
      durationMs: 130_000,
      width: 1280,
      height: 720,
      hasSound: true,
      sizeBytes: 1,
      version: 'v1',
      isHere: true,
      poster: null,
      captions: [],
    }
    const { awaiting } = catchUp([
      update('u1', { asks: [asksAya, { ...asksAya, id: 'a2' }], video }),
      update('u2', { video: { ...video, isHere: false } }),
      decision('d1'),
    ])
    expect(summaryOf(awaiting)).toEqual({
      updateCount: 2,
      decisionCount: 1,
      commentCount: 0,
      askCount: 2,
      askers: [{ library: 'lib', person: mara }],
      watchMs: 130_000,
      readSec: 50,
    })
    expect(threadsWithNews(awaiting)).toEqual(new Set(['lib/payments']))
    expect(queueOf(awaiting, 'play')).toEqual({ mode: 'play', items: [{ library: 'lib', item: 'u1' }] })
    expect(queueOf(awaiting, 'read').items).toHaveLength(3)
    expect(queueFrom(JSON.parse(JSON.stringify(queueOf(awaiting, 'read'))))?.mode).toBe('read')
    expect(queueFrom('something else')).toBeNull()
  })
})
