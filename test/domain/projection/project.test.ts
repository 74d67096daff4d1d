import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../domain/json.ts'
import { canonicalJson } from '../../../domain/library/canonical-json.ts'
import { versionIdOf } from '../../../domain/library/ids.ts'
import { folderVersions } from '../../../domain/projection/versions.ts'

import {
  aya,
  type Draft,
  folder,
  hashed,
  idOfFirst,
  mara,
  operationsOf,
  otherItem,
  project,
  say,
  sha256,
  stateOf,
} from './drafts.ts'

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
