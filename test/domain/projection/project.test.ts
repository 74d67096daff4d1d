import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../domain/json.ts'
import { foldAuthority } from '../../../domain/library/authority.ts'
import { base32 } from '../../../domain/library/base32.ts'
import { canonicalJson } from '../../../domain/library/canonical-json.ts'
import { foldRecord, type RecordState } from '../../../domain/library/fold.ts'
import { itemIdOf, versionIdOf } from '../../../domain/library/ids.ts'
import type { SignedOperation } from '../../../domain/library/operation.ts'
import type { ProjectionContext } from '../../../domain/projection/context.ts'
import { projectRecord } from '../../../domain/projection/project.ts'
import { folderVersions } from '../../../domain/projection/versions.ts'
import type { RecordView } from '../../../domain/views/records.ts'

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest()
const hashed = (name: string): string => base32(sha256(name))
const aya = hashed('aya').slice(0, 26)
const mara = hashed('mara').slice(0, 26)
const nonce = hashed('nonce').slice(0, 16)
const subject = itemIdOf(aya, nonce, sha256)
const otherItem = hashed('other').slice(0, 16)
const folder = { slug: 'guide', month: '2026/11' }

const texts = new Map<string, string>()
function say(text: string): { words: string } {
  const words = hashed(text)
  texts.set(words, text)
  return { words }
}

interface Draft {
  kind: string
  body: JsonValue
  writer?: string
  ms?: number
  supersedes?: string[]
}

/** Operations on one record, made by Aya with the first of them, a second apart. */
function operationsOf(drafts: Draft[]): SignedOperation[] {
  return drafts.map(({ kind, body, writer = aya, ms, supersedes = [] }, place) => ({
    id: `${hashed(`batch ${place}`).slice(0, 26)}.0`,
    kind,
    body,
    subject,
    writer,
    seq: place + 1,
    time: [ms ?? 1000 * (place + 1), 0] as const,
    supersedes,
    ...(place === 0 ? { nonce } : {}),
  }))
}

function stateOf(drafts: Draft[]): RecordState {
  const operations = operationsOf(drafts)
  const state = foldRecord({ subject, operations, authority: foldAuthority([], aya), sha256 })
  if (!state) throw new Error('no state')
  return state
}

const context: ProjectionContext = {
  words: ({ words }) => texts.get(words) ?? null,
  pointingHere: [],
  isHere: () => false,
  sha256,
}

function project<Kind extends RecordView['kind']>(_kind: Kind, drafts: Draft[], more: Partial<ProjectionContext> = {}) {
  return (projectRecord(stateOf(drafts), { ...context, ...more })?.view ?? null) as Extract<
    RecordView,
    { kind: Kind }
  > | null
}

const idOfFirst = operationsOf([{ kind: 'a.b', body: null }])[0]?.id ?? ''

describe('a path', () => {
  const version = { kind: 'path.version', body: { ...folder, title: say('First week'), about: null } }
  const section = (id: string, position: string, present = true): Draft => ({
    kind: `path.section:${id}`,
    body: { title: say(`Section ${id}`), position, present },
  })
  const step = (id: string, inSection: string, position: string, present = true): Draft => ({
    kind: `path.step:${id}`,
    body: { section: inSection, position, item: otherItem, title: null, asksToConfirm: true, present },
  })

  it('orders sections and steps by position, ties by id', () => {
    const drafts = [
      version,
      section('two', 'b'),
      section('one', 'a'),
      step('s3', 'one', 'c'),
      step('s2', 'one', 'B'),
      step('s1', 'one', 'B'),
      step('x', 'two', 'a'),
    ]
    const view = project('path', drafts)
    expect(view?.sections.map(({ id, steps }) => [id, steps.map((one) => one.id)])).toEqual([
      ['one', ['s1', 's2', 's3']],
      ['two', ['x']],
    ])
  })

  it('leaves out what was taken away, and keeps the steps of a section that is gone', () => {
    const drafts = [
      version,
      section('one', 'a'),
      section('two', 'b', false),
      step('kept', 'two', 'a'),
      step('gone', 'one', 'a', false),
    ]
    expect(project('path', drafts)?.sections).toMatchObject([{ id: 'one', steps: [{ id: 'kept' }] }])
    expect(project('path', [version, step('alone', 'two', 'a')])?.sections).toMatchObject([
      { title: '', steps: [{ id: 'alone' }] },
    ])
  })

  it('is the same whatever order its operations come in', () => {
    const drafts = [
      version,
      section('one', 'a'),
      section('two', 'a'),
      step('s1', 'one', 'a'),
      step('s2', 'two', 'a'),
      step('s3', 'one', 'a'),
    ]
    const operations = operationsOf(drafts)
    const expected = project('path', drafts)
    fc.assert(
      fc.property(fc.shuffledSubarray(operations, { minLength: operations.length }), (mixed) => {
        const state = foldRecord({ subject, operations: mixed, authority: foldAuthority([], aya), sha256 })
        expect(state && projectRecord(state, context)?.view).toEqual(expected)
      }),
    )
  })
})

describe('a document', () => {
  const first = {
    kind: 'document.version',
    body: { ...folder, title: say('Guide'), text: say('# How\n\nWe *write* [here](https://example.com).') },
  }

  it('shows plain first words and how long it takes to read', () => {
    const view = project('document', [first])
    expect(view).toMatchObject({
      excerpt: 'How We write here.',
      author: aya,
      atMs: 1000,
      editedAtMs: null,
      concurrentVersions: [],
    })
    expect(view?.version).toBe(versionIdOf(canonicalJson(first.body as JsonValue), sha256))
  })

  it('cuts a long text between words', () => {
    const view = project('document', [
      { ...first, body: { ...folder, title: say('Long'), text: say('word '.repeat(500)) } },
    ])
    expect(view?.excerpt.length).toBeLessThanOrEqual(280)
    expect(view?.excerpt.endsWith('word…')).toBe(true)
  })

  it('lists versions that were written at the same time, by anyone', () => {
    const edit = (text: string, writer: string): Draft => ({
      kind: 'document.version',
      writer,
      supersedes: [idOfFirst],
      body: { ...folder, title: say('Guide'), text: say(text) },
    })
    const ayas = edit('Aya’s', aya)
    const maras = edit('Mara’s', mara)
    const view = project('document', [first, ayas, maras])
    expect(view).toMatchObject({
      version: versionIdOf(canonicalJson(maras.body), sha256),
      author: aya,
      editedAtMs: 3000,
    })
    expect(view?.concurrentVersions).toEqual([versionIdOf(canonicalJson(ayas.body), sha256)])
    expect(folderVersions(stateOf([first, ayas, maras]), sha256)).toHaveLength(3)
  })

  it('passes over a version that is not understood, and one without a canonical text', () => {
    const odd: Draft = { kind: 'document.version', supersedes: [], body: { ...folder, title: 'no digest', text: 7 } }
    const fraction: Draft = {
      kind: 'document.version',
      body: { ...folder, title: say('Odd'), text: say('Odd'), extra: 0.5 },
    }
    expect(project('document', [first, odd, fraction])).toMatchObject({ title: 'Guide' })
    expect(project('document', [fraction])).toBeNull()
  })

  it('computes no folder from a body that would lead elsewhere', () => {
    const evil: Draft = {
      kind: 'document.version',
      body: { slug: '../../etc', month: '2026/11', title: say('x'), text: say('x') },
    }
    expect(folderVersions(stateOf([evil]), sha256)).toEqual([])
    expect(project('document', [evil])).toBeNull()
  })
})

describe('an update', () => {
  const body = {
    ...folder,
    title: say('Monday'),
    answers: [{ question: 'blocked', text: say('The contract'), startMs: 5, isBlocker: true }],
    asks: [],
    intent: null,
    isNothing: false,
    video: { durationMs: 1000, width: 2, height: 2, hasSound: true },
    assets: [
      { name: 'video.mp4', size: 10, sha256: 'a'.repeat(64) },
      { name: 'poster.webp', size: 3, sha256: 'b'.repeat(64), from: hashed('v').slice(0, 10) },
      { name: 'captions-pt-br.vtt', size: 4, sha256: 'c'.repeat(64) },
    ],
  }
  const version = { kind: 'update.version', body }
  const place = { kind: 'update.place', body: { thread: otherItem, cycle: '2026-W45' } }

  it('is shown once it is known where it belongs', () => {
    expect(project('update', [version])).toBeNull()
    expect(project('update', [version, place])).toMatchObject({ thread: otherItem, title: 'Monday' })
  })

  it('names its video, poster and captions by the version whose folder holds them', () => {
    const view = project('update', [version, place], { isHere: ({ name }) => name === 'video.mp4' })
    const own = view?.version
    expect(view?.video).toMatchObject({ isHere: true, version: own, sizeBytes: 10, poster: hashed('v').slice(0, 10) })
    expect(view?.video?.captions).toEqual([{ language: 'pt-br', asset: 'captions-pt-br.vtt', version: own }])
  })

  it('says when what was in the way was cleared, until it is again', () => {
    const cleared = { kind: 'update.cleared:blocked', body: { cleared: true } }
    expect(project('update', [version, place, cleared])?.answers).toMatchObject([{ clearedAtMs: 3000 }])
    const id = operationsOf([version, place, cleared])[2]?.id ?? ''
    const again = { kind: 'update.cleared:blocked', body: { cleared: false }, supersedes: [id] }
    expect(project('update', [version, place, cleared, again])?.answers).toMatchObject([{ clearedAtMs: null }])
  })

  it('shows what is not here as not here', () => {
    const view = project('update', [version, place], { words: () => null })
    expect(view).toMatchObject({ title: '', readSec: 0 })
    expect(view?.answers).toMatchObject([{ text: null }])
  })

  it('is gone once withdrawn, and back where a deletion was undone', () => {
    expect(project('update', [version, place, { kind: 'update.withdrawn', body: {} }])).toBeNull()
    const deleted = { kind: 'update.deleted', body: { deleted: true } }
    expect(project('update', [version, place, deleted])).toBeNull()
    const id = operationsOf([version, place, deleted])[2]?.id ?? ''
    expect(
      project('update', [
        version,
        place,
        deleted,
        { kind: 'update.deleted', body: { deleted: false }, supersedes: [id] },
      ]),
    ).not.toBeNull()
  })
})

describe('other records', () => {
  it('show a problem as closed with or without a decision', () => {
    const version = {
      kind: 'problem.version',
      body: {
        ...folder,
        title: say('Gateway'),
        statement: say('Slow'),
        thread: null,
        opensAtMs: 5,
        workingDays: 2,
        isBlind: true,
      },
    }
    expect(project('problem', [version])).toMatchObject({ isClosed: false, isBlind: true, statement: 'Slow' })
    expect(project('problem', [version, { kind: 'problem.closed', body: { decision: null } }])).toMatchObject({
      isClosed: true,
    })
  })

  it('show an acknowledgement as its person’s', () => {
    const given = { path: otherItem, step: 'one', item: otherItem, version: hashed('v').slice(0, 10) }
    expect(project('acknowledgement', [{ kind: 'acknowledgement.given', body: given }])).toMatchObject({
      person: aya,
      ...given,
    })
  })

  it('show a thread with the people who are still in it, and no cadence where none was set', () => {
    const about = {
      kind: 'thread.about',
      body: { name: say('Payments'), purpose: 'status', replaces: null, suggestedSec: 60 },
    }
    const joins = { kind: `thread.person:${mara}`, body: { present: true }, writer: mara }
    const leaves = { kind: `thread.person:${aya}`, body: { present: false } }
    const view = project('thread', [about, joins, leaves])
    expect(view).toMatchObject({ name: 'Payments', people: [mara], cadence: { every: 'never' }, madeBy: aya })
  })

  it('are passed over where their kind is not known', () => {
    expect(project('thread', [{ kind: 'hologram.version', body: {} }])).toBeNull()
  })
})
