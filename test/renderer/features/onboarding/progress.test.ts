import { describe, expect, it } from 'vitest'
import type {
  AcknowledgementView,
  DocumentView,
  LearningPathView,
  RecordView,
  VideoItemView,
} from '../../../../domain/views/records.ts'
import {
  nextStep,
  type PathKnowledge,
  progressOf,
  stepsBeside,
  stepsOf,
} from '../../../../renderer/features/onboarding/progress.ts'

const id = (letter: string): string => letter.repeat(16)
const me = 'm'.repeat(26)
const aya = 'a'.repeat(26)

const video: VideoItemView = {
  kind: 'video',
  id: id('v'),
  atMs: 1,
  author: aya,
  version: 'video-now',
  editedAtMs: null,
  title: 'How money moves',
  about: null,
  readSec: 0,
  video: {
    durationMs: 540_000,
    width: 1280,
    height: 720,
    hasSound: true,
    sizeBytes: 1,
    version: 'file-now',
    isHere: true,
    poster: null,
    captions: [],
  },
}
const document: DocumentView = {
  kind: 'document',
  id: id('d'),
  atMs: 1,
  author: aya,
  version: 'document-now',
  editedAtMs: null,
  title: 'Ledger rules',
  thread: null,
  excerpt: '',
  readSec: 360,
  concurrentVersions: [],
}
const path: LearningPathView = {
  kind: 'path',
  id: id('p'),
  atMs: 1,
  author: aya,
  version: 'path-now',
  editedAtMs: null,
  title: 'Your first two weeks',
  about: null,
  sections: [
    { id: 's-1', title: 'Day one', steps: [{ id: 'read', item: document.id, title: null, asksToConfirm: true }] },
    {
      id: 's-2',
      title: 'The product',
      steps: [
        { id: 'watch', item: video.id, title: null, asksToConfirm: false },
        { id: 'gone', item: id('g'), title: null, asksToConfirm: false },
      ],
    },
  ],
}
const understood = (over: Partial<AcknowledgementView> = {}): AcknowledgementView => ({
  kind: 'acknowledgement',
  id: id('k'),
  atMs: 5,
  person: me,
  path: path.id,
  step: 'read',
  item: document.id,
  version: document.version,
  ...over,
})

function steps(known: Partial<PathKnowledge> = {}) {
  return stepsOf({
    path,
    items: new Map<string, RecordView | null>([
      [video.id, video],
      [document.id, document],
    ]),
    done: new Map(),
    positions: new Map(),
    acknowledgements: [],
    awaited: new Map(),
    me,
    ...known,
  })
}

const statesOf = (known?: Partial<PathKnowledge>): string[] => steps(known).map(({ state }) => state)

describe('how one stands with the steps of a path', () => {
  it('begins with nothing done, and says what is not here', () => {
    expect(statesOf()).toEqual(['todo', 'todo', 'away'])
  })

  it('fills a video by where one stopped in its present file', () => {
    const [, watch] = steps({ positions: new Map([[video.id, { ms: 270_000, version: 'file-now' }]]) })
    expect(watch).toMatchObject({ state: 'begun', fraction: 0.5, positionMs: 270_000 })
  })

  it('forgets a place in a video that was cut differently since', () => {
    const [, watch] = steps({ positions: new Map([[video.id, { ms: 270_000, version: 'file-before' }]]) })
    expect(watch).toMatchObject({ state: 'todo', fraction: 0, positionMs: null })
  })

  it('waits for a word where the step asks for one, though it was gone through', () => {
    expect(statesOf({ done: new Map([['read', document.version]]) })[0]).toBe('to-confirm')
  })

  it('takes my own word from the library, also where another device of mine gave it', () => {
    expect(statesOf({ acknowledgements: [understood()] })[0]).toBe('done')
  })

  it('does not take another person’s word for mine', () => {
    const [read] = steps({ acknowledgements: [understood({ person: aya })] })
    expect(read).toMatchObject({ state: 'todo', fraction: 0 })
    expect(read?.confirmations.map(({ person }) => person)).toEqual([aya])
  })

  it('says what changed since it was done or confirmed', () => {
    expect(statesOf({ done: new Map([['watch', 'video-before']]) })[1]).toBe('changed')
    expect(statesOf({ acknowledgements: [understood({ version: 'document-before' })] })[0]).toBe('changed')
  })

  it('counts of one person’s words the newest', () => {
    const acknowledgements = [understood({ version: 'document-before', atMs: 3 }), understood({ id: id('l'), atMs: 9 })]
    const [read] = steps({ acknowledgements })
    expect(read?.state).toBe('done')
    expect(read?.confirmations).toHaveLength(1)
  })
})

describe('how far one is', () => {
  it('counts the minutes of what is here', () => {
    const half = steps({ positions: new Map([[video.id, { ms: 270_000, version: 'file-now' }]]) })
    expect(progressOf(half)).toEqual({ doneMs: 270_000, allMs: 900_000, fraction: 0.3 })
  })

  it('is whole only where every step that is here is done', () => {
    const all = steps({ done: new Map([['watch', video.version]]), acknowledgements: [understood()] })
    expect(progressOf(all).fraction).toBe(1)
  })

  it('does not fail on a path without steps', () => {
    expect(progressOf([])).toEqual({ doneMs: 0, allMs: 0, fraction: 0 })
  })
})

describe('what comes next', () => {
  it('is the first step that is open, in the order of the path', () => {
    expect(nextStep(steps())?.step.id).toBe('read')
    expect(nextStep(steps({ acknowledgements: [understood()] }))?.step.id).toBe('watch')
  })

  it('is where one stopped, also when something before it was left out', () => {
    const positions = new Map([[video.id, { ms: 270_000, version: 'file-now' }]])
    expect(nextStep(steps({ positions }))?.step.id).toBe('watch')
  })

  it('is what changed once nothing is open, and then nothing', () => {
    const watched = new Map([['watch', video.version]])
    const before = steps({ done: watched, acknowledgements: [understood({ version: 'document-before' })] })
    expect(nextStep(before)?.step.id).toBe('read')
    expect(nextStep(steps({ done: watched, acknowledgements: [understood()] }))).toBeNull()
  })

  it('leads past steps that are not here', () => {
    const all = steps()
    expect(stepsBeside(all, 'watch')).toMatchObject({ before: { step: { id: 'read' } }, after: null })
    expect(stepsBeside(all, 'gone')).toMatchObject({ before: { step: { id: 'watch' } }, after: null })
    expect(stepsBeside(all, 'unknown')).toEqual({ before: null, after: null })
  })
})
