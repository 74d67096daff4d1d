import { describe, expect, it } from 'vitest'
import { requestSchema } from '../../../../domain/requests/requests.ts'
import type { CommentView, DecisionView, UpdateView } from '../../../../domain/views/records.ts'
import {
  formFrom,
  formOf,
  missingIn,
  newForm,
  requestOf,
} from '../../../../renderer/features/decisions/decision-form.ts'
import { ledgerOf } from '../../../../renderer/features/decisions/ledger.ts'

const id = (letter: string): string => letter.repeat(16)
const version = (letter: string): string => letter.repeat(10)
const me = 'm'.repeat(26)

const decision = (over: Partial<DecisionView> = {}): DecisionView => ({
  kind: 'decision',
  id: id('d'),
  atMs: Date.UTC(2026, 10, 4, 12),
  author: me,
  version: version('a'),
  editedAtMs: null,
  title: 'Retries are idempotent',
  why: 'The queue may deliver twice.',
  thread: id('t'),
  evidence: [],
  decidedBy: [me],
  replaces: null,
  replacedBy: null,
  readSec: 4,
  ...over,
})

const update = {
  kind: 'update',
  id: id('u'),
  version: version('w'),
  thread: id('t'),
  video: { version: version('v') },
} as UpdateView

describe('the ledger', () => {
  it('goes back month by month, as the reader counts months', () => {
    const views = [
      decision({ id: id('b'), atMs: Date.UTC(2026, 9, 31, 23, 30) }),
      decision({ id: id('c'), atMs: Date.UTC(2026, 10, 20) }),
      decision({ id: id('e'), atMs: Date.UTC(2026, 10, 2) }),
    ].map((view) => ({ library: 'l', view }))
    const months = (timeZone: string) =>
      ledgerOf(views, { thread: null, timeZone }).map(({ month, decisions }) => [month, decisions.length])
    expect(months('UTC')).toEqual([
      ['2026-11', 2],
      ['2026-10', 1],
    ])
    // In Berlin it was past midnight already.
    expect(months('Europe/Berlin')).toEqual([['2026-11', 3]])
  })

  it('can be that of one thread', () => {
    const views = [decision(), decision({ id: id('f'), thread: null })].map((view) => ({ library: 'l', view }))
    const [month] = ledgerOf(views, { thread: id('t'), timeZone: 'UTC' })
    expect(month?.decisions.map(({ view }) => view.id)).toEqual([id('d')])
  })
})

describe('a new decision', () => {
  it('that is begun at a second carries it, bound to the cut that was watched', () => {
    const form = newForm({ me, on: update, atMs: 9000, commentedOn: null })
    expect(form).toMatchObject({ thread: id('t'), decidedBy: [me], replaces: null })
    expect(form.evidence).toEqual([{ item: id('u'), version: version('v'), ms: 9000 }])
  })

  it('that is begun on an update as a whole is bound to its words', () => {
    expect(newForm({ me, on: update, atMs: null, commentedOn: null }).evidence).toEqual([
      { item: id('u'), version: version('w'), ms: null },
    ])
  })

  it('that is begun on a comment belongs to the thread of what was commented on', () => {
    const comment = {
      kind: 'comment',
      id: id('c'),
      on: { item: id('u'), version: version('v'), ms: 7000 },
    } as CommentView
    const form = newForm({ me, on: comment, atMs: 7000, commentedOn: update })
    expect(form.thread).toBe(id('t'))
    expect(form.evidence).toEqual([{ item: id('c'), version: version('v'), ms: null }])
  })

  it('that is begun on a decision replaces it', () => {
    expect(newForm({ me, on: decision(), atMs: null, commentedOn: null })).toMatchObject({
      replaces: id('d'),
      thread: id('t'),
      evidence: [],
    })
  })

  it('is one that the backend understands', () => {
    const form = {
      ...newForm({ me: 'a'.repeat(26), on: null, atMs: null, commentedOn: null }),
      title: ' One ',
      why: 'So',
    }
    const request = requestOf(form, null)
    expect(requestSchema.safeParse(request).success).toBe(true)
    expect(request).toMatchObject({ request: 'decision.write', title: 'One', thread: null })
  })

  it('says what is missing', () => {
    const form = newForm({ me, on: null, atMs: null, commentedOn: null })
    expect(missingIn(form)).toEqual({ title: true, why: true })
    expect(missingIn({ ...form, title: 'One', why: ' ' })).toEqual({ title: false, why: true })
  })
})

describe('a decision that is edited', () => {
  it('keeps what it says about its evidence and what it replaces', () => {
    const view = decision({ replaces: id('o'), evidence: [{ item: id('u'), version: null, ms: 5 }] })
    expect(requestOf(formOf(view), view.id)).toMatchObject({
      request: 'decision.correct',
      id: id('d'),
      replaces: id('o'),
      evidence: [{ item: id('u'), version: null, ms: 5 }],
    })
  })

  it('is taken up from its draft, where that is one', () => {
    const form = formOf(decision())
    expect(formFrom(JSON.parse(JSON.stringify(form)))).toEqual(form)
    expect(formFrom({ title: 4 })).toBeNull()
    expect(formFrom(null)).toBeNull()
  })
})
