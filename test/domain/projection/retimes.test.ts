import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../domain/json.ts'
import { canonicalJson } from '../../../domain/library/canonical-json.ts'
import { versionIdOf } from '../../../domain/library/ids.ts'
import { type Draft, folder, hashed, project, say, sha256, subject } from './drafts.ts'

const video = { durationMs: 9000, width: 640, height: 360, hasSound: true }
const file = { name: 'video.mp4', size: 5, sha256: 'a'.repeat(64) }
const base = { ...folder, title: say('Guide'), about: null, video }
const idOf = (body: JsonValue): string => versionIdOf(canonicalJson(body), sha256)
const op = (body: JsonValue, supersedes: string[] = []): Draft => ({ kind: 'video.version', body, supersedes })
/** The id that the test's operations are given by their place. */
const operation = (place: number): string => `${hashed(`batch ${place}`).slice(0, 26)}.0`

const first = { ...base, assets: [file] }
const firstId = idOf(first)
const corrected = { ...base, title: say('The guide'), assets: [{ ...file, from: firstId }] }
const spans = [{ fromMs: 0, toMs: 2000, atMs: 0 }]
const cut = (from: string, kept: JsonValue, size = 4) => ({
  ...base,
  assets: [{ ...file, size }],
  retime: { from, spans: kept },
})

describe('the seconds of earlier videos of an item', () => {
  it('are known by every version that showed them', () => {
    const drafts = [op(first), op(corrected, [operation(0)]), op(cut(firstId, spans), [operation(1)])]
    expect(project('video', drafts)?.video.retimes).toEqual([{ versions: [firstId, idOf(corrected)], spans }])
    expect(subject).toBe(project('video', drafts)?.id)
  })

  it('are followed through several new videos, and stay known when words alone change', () => {
    const second = cut(firstId, [{ fromMs: 1000, toMs: 5000, atMs: 0 }])
    const third = cut(idOf(second), [{ fromMs: 500, toMs: 3000, atMs: 100 }], 3)
    const reworded = { ...base, title: say('Better'), assets: [{ ...file, size: 3, from: idOf(third) }] }
    const drafts = [op(first), op(second, [operation(0)]), op(third, [operation(1)]), op(reworded, [operation(2)])]
    expect(project('video', drafts)?.video.retimes).toEqual([
      { versions: [idOf(second)], spans: [{ fromMs: 500, toMs: 3000, atMs: 100 }] },
      { versions: [firstId], spans: [{ fromMs: 1500, toMs: 4000, atMs: 100 }] },
    ])
  })

  it.each([
    ['out of order', [spans[0], { fromMs: 1000, toMs: 3000, atMs: 5000 }]],
    ['backwards', [{ fromMs: 5, toMs: 4, atMs: 0 }]],
    ['longer than a day', [{ fromMs: 0, toMs: 86_400_000, atMs: 1 }]],
    ['of unknown members', [{ fromMs: 0, toMs: 5, atMs: 1, x: 1 }]],
    ['without end', Array.from({ length: 1001 }, (_, n) => ({ fromMs: n, toMs: n + 1, atMs: n }))],
    ['no list', 'all of it'],
  ])('are not believed where the list is %s, and the version counts all the same', (_, list) => {
    const drafts = [op(first), op(cut(firstId, list as JsonValue), [operation(0)])]
    const view = project('video', drafts)
    expect(view?.video.sizeBytes).toBe(4)
    expect(view?.video).not.toHaveProperty('retimes')
  })

  it('are not followed in a circle', () => {
    const other = 'b'.repeat(10)
    const drafts = [op(first), op(cut(other, spans), [operation(0)])]
    expect(project('video', drafts)?.video.retimes).toEqual([{ versions: [other], spans }])
  })
})
