import { describe, expect, it } from 'vitest'
import { unedited } from '../../../../../domain/takes/edit.ts'
import type { TakeView } from '../../../../../domain/takes/view.ts'
import type { VideoItemView } from '../../../../../domain/views/records.ts'
import { draftOfCorrected, keepsOf } from '../../../../../renderer/features/record/review/corrected.ts'
import { takeView } from '../../../../domain/takes/fixtures.ts'

const library = 'l'.repeat(26)
const published: VideoItemView = {
  ...{ kind: 'video', id: 'v'.repeat(16), atMs: 0, author: 'p'.repeat(16), version: 'second', editedAtMs: null },
  ...{ title: 'How we deploy', about: 'Every Tuesday.', readSec: 1 },
  video: {
    ...{ durationMs: 4000, width: 320, height: 180, hasSound: true, sizeBytes: 1, version: 'first', isHere: true },
    ...{ poster: null, captions: [] },
  },
}
const edit = { ...unedited, cuts: [{ fromMs: 0, toMs: 1000 }] }
const recorded: TakeView = {
  ...takeView,
  ...{ status: 'published', durationMs: 5000, publishedItem: published.id },
  publishedAs: { version: 'first', edit, keeps: [{ fromMs: 1000, toMs: 5000, atMs: 0 }] },
}

describe('a recording that was published and is opened again', () => {
  it('begins with its words and with the edit that it was published with', () => {
    const draft = draftOfCorrected(library, published, recorded)
    expect(draft).toMatchObject({ replaces: published.id, title: 'How we deploy', about: 'Every Tuesday.', edit })
  })

  it('begins with the names that its places were published with, each where it lies in the recording', () => {
    const marks = [
      { title: 'Why', startMs: 500 },
      { title: 'How', startMs: 2000 },
    ]
    const named = { ...published, video: published.video && { ...published.video, marks } }
    const marked = {
      ...recorded,
      marks: [
        { id: 'cut', atMs: 200, name: '' },
        { id: 'marked', atMs: 1500.4, name: '' },
      ],
    }
    expect(draftOfCorrected(library, named, marked).marks).toEqual([
      { id: 'cut', startMs: 200, name: '' },
      { id: 'marked', startMs: 1500, name: 'Why' },
      { id: 'published-0', startMs: 3000, name: 'How' },
    ])
    expect(draftOfCorrected(library, published, marked).marks).toBeNull()
  })

  it('begins unedited where another video stands in its place by now', () => {
    const other = { ...published, video: { ...published.video, version: 'another' } }
    expect(draftOfCorrected(library, other, recorded).edit).toEqual(unedited)
  })

  it('tells where the seconds of the published video lie in what is made of it now', () => {
    const parts = [{ take: null, fromMs: 0, toMs: 3000 }]
    expect(keepsOf(recorded, { current: published, parts })).toEqual([{ fromMs: 0, toMs: 2000, atMs: 1000 }])
    expect(keepsOf({ ...recorded, publishedAs: null }, { current: published, parts })).toBeUndefined()
  })
})
