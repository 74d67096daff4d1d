import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../domain/json.ts'
import { canonicalJson } from '../../../domain/library/canonical-json.ts'
import { versionIdOf } from '../../../domain/library/ids.ts'
import { historyOf, versionTextOf } from '../../../domain/projection/history.ts'
import {
  aya,
  context,
  type Draft,
  folder,
  hashed,
  idOfFirst,
  mara,
  otherItem,
  project,
  say,
  sha256,
  stateOf,
} from './drafts.ts'

const idOf = (body: JsonValue): string => versionIdOf(canonicalJson(body), sha256)
const bodyOf = (text: string): { [key: string]: JsonValue } => ({ ...folder, title: say('Guide'), text: say(text) })
const first: Draft = { kind: 'document.version', body: bodyOf('One.') }
const edit = (text: string, writer: string, supersedes = [idOfFirst]): Draft => ({
  kind: 'document.version',
  ...{ writer, supersedes, body: bodyOf(text) },
})
const operationId = (place: number): string => `${hashed(`batch ${place}`).slice(0, 26)}.0`

describe('what was written at the same time', () => {
  it('is told with its person; what two people said alike is told once', () => {
    const view = project('document', [first, edit('Aya’s.', aya), edit('Mara’s.', mara), edit('Mara’s.', aya)])
    expect(view?.disputes).toEqual([
      { field: 'version', others: [{ version: idOf(bodyOf('Aya’s.')), by: aya, atMs: 2000 }] },
    ])
    expect(project('document', [first, edit('Aya’s.', aya)])).not.toHaveProperty('disputes')
  })

  it('is told of a thread’s name and of its questions apart', () => {
    const about = (name: string, writer: string, supersedes: string[] = []): Draft => ({
      kind: 'thread.about',
      ...{ writer, supersedes },
      body: { name: say(name), purpose: 'status', replaces: null, suggestedSec: 60 },
    })
    const view = project('thread', [
      about('Payments', aya),
      about('Refunds', aya, [idOfFirst]),
      about('Payouts', mara, [idOfFirst]),
    ])
    expect(view).toMatchObject({ name: 'Payouts', disputes: [{ field: 'about', others: [{ by: aya }] }] })
  })
})

describe('the history of a document', () => {
  it('names the newest version that both of two concurrent ones replace', () => {
    const drafts = [
      first,
      edit('Two.', aya),
      edit('Three, by Aya.', aya, [operationId(1)]),
      edit('Three, by Mara.', mara, [operationId(1)]),
    ]
    const history = historyOf(stateOf(drafts), 'version', context)
    expect(history.map(({ state, by }) => [state, by])).toEqual([
      ['shown', mara],
      ['beside', aya],
      ['past', aya],
      ['past', aya],
    ])
    expect(history[1]?.base).toBe(idOf(bodyOf('Two.')))
  })

  it('gives the words of each, and null for those that are not here', () => {
    const state = stateOf([first, edit('Two.', mara)])
    const said = versionTextOf(state, idOf(bodyOf('One.')), context)
    expect(said).toMatchObject({ field: 'version', by: aya, title: 'Guide', parts: [{ heading: null, text: 'One.' }] })
    const none = versionTextOf(state, idOf(bodyOf('One.')), { ...context, words: () => null })
    expect(none).toMatchObject({ title: '', parts: [{ text: null }] })
    expect(versionTextOf(state, 'aaaaaaaaaa', context)).toBeNull()
  })
})

describe('what an owner hides', () => {
  const hidden = (isHidden: boolean, writer = aya): Draft => ({
    kind: 'document.hidden',
    ...{ writer, body: { hidden: isHidden }, supersedes: isHidden ? [] : [operationId(1)] },
  })

  it('is gone for everyone but owners, until it is shown again', () => {
    expect(project('document', [first, hidden(true)])).toBeNull()
    expect(project('document', [first, hidden(true)], { showsHidden: true })).toMatchObject({ isHidden: true })
    expect(project('document', [first, hidden(true), hidden(false)])).toMatchObject({ title: 'Guide' })
  })

  it('stays where somebody else says so', () => {
    expect(project('document', [first, hidden(true, mara)])).toMatchObject({ title: 'Guide' })
  })
})

describe('a video that its thread lets go', () => {
  const asset = { name: 'video.mp4', size: 9, sha256: 'a'.repeat(64) }
  const update: Draft[] = [
    {
      kind: 'update.version',
      body: {
        ...{ ...folder, title: say('Moved'), answers: [], asks: [], intent: null, isNothing: false, assets: [asset] },
        video: { durationMs: 1000, width: 2, height: 2, hasSound: true },
      },
    },
    { kind: 'update.place', body: { thread: otherItem, cycle: '2026-W47' } },
  ]
  const months = { keepVideosMonths: (thread: string) => (thread === otherItem ? 3 : null) }

  it('is let go once it is old and not here, and else on its way or here', () => {
    expect(project('update', update, months)?.video).toMatchObject({ isHere: false, letGo: true })
    expect(project('update', update, { ...months, isHere: () => true })?.video).not.toHaveProperty('letGo')
    expect(project('update', update)?.video).not.toHaveProperty('letGo')
    expect(project('update', update, { ...months, nowMs: 5000 })?.video).not.toHaveProperty('letGo')
  })
})
