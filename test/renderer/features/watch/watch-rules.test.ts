import { describe, expect, it } from 'vitest'
import type { CommentView, VideoView } from '../../../../domain/views/records.ts'
import { inVideoOrder, momentPlace, msInVideo } from '../../../../renderer/features/watch/moments.ts'
import { positionFrom, startMsOf } from '../../../../renderer/features/watch/position.ts'
import { queuePlaceOf } from '../../../../renderer/features/watch/queue-place.ts'
import { captionsFor } from '../../../../renderer/features/watch/use-captions.ts'
import { watchActionOf } from '../../../../renderer/features/watch/watch-keys.ts'
import { speedBeside, speeds } from '../../../../renderer/playback/speeds.ts'

describe('where a video begins', () => {
  const base = { atMs: null, saved: { ms: 60_000, version: 'v1' }, version: 'v1', durationMs: 130_000 }

  it('is where I was', () => {
    expect(startMsOf(base)).toBe(60_000)
  })

  it('is the second that was asked for, before where I was', () => {
    expect(startMsOf({ ...base, atMs: 9000 })).toBe(9000)
    expect(startMsOf({ ...base, atMs: 0 })).toBe(0)
  })

  it('is held within the video', () => {
    expect(startMsOf({ ...base, atMs: 999_000 })).toBe(130_000)
  })

  it('is the start of a version that I have not begun', () => {
    expect(startMsOf({ ...base, version: 'v2' })).toBe(0)
  })

  it('is the start where I was at one of its ends', () => {
    expect(startMsOf({ ...base, saved: { ms: 129_000, version: 'v1' } })).toBe(0)
    expect(startMsOf({ ...base, saved: { ms: 800, version: 'v1' } })).toBe(0)
  })

  it('is not led astray by a value that is none', () => {
    expect(positionFrom({ ms: -4, version: 'v1' })).toBeNull()
    expect(positionFrom('soon')).toBeNull()
    expect(positionFrom(undefined)).toBeNull()
  })
})

describe('the place in a queue', () => {
  const items = ['a', 'b', 'c'].map((item) => ({ library: 'l', item }))
  const queue = { mode: 'play' as const, items }

  it('names what comes next', () => {
    expect(queuePlaceOf(queue, { library: 'l', item: 'b' })).toEqual({
      place: 2,
      count: 3,
      next: { library: 'l', item: 'c' },
    })
  })

  it('has nothing next at its end', () => {
    expect(queuePlaceOf(queue, { library: 'l', item: 'c' })?.next).toBeNull()
  })

  it('is none for what is not in it, and without a queue', () => {
    expect(queuePlaceOf(queue, { library: 'other', item: 'a' })).toBeNull()
    expect(queuePlaceOf(null, { library: 'l', item: 'a' })).toBeNull()
  })
})

describe('the speed', () => {
  it('goes from half to three times', () => {
    expect([speeds[0], speeds.at(-1)]).toEqual([0.5, 3])
  })

  it('steps up and down, also from between two steps, and stays at its ends', () => {
    expect(speedBeside(1, 1)).toBe(1.25)
    expect(speedBeside(1.1, -1)).toBe(1)
    expect(speedBeside(3, 1)).toBe(3)
    expect(speedBeside(0.5, -1)).toBe(0.5)
  })
})

describe('the keys of the watch screen', () => {
  it.each([
    [' ', { do: 'toggle' }],
    ['J', { do: 'skip', byMs: -10_000 }],
    ['ArrowRight', { do: 'skip', byMs: 5000 }],
    ['<', { do: 'speed', direction: -1 }],
    ['7', { do: 'part', tenth: 7 }],
    ['E', { do: 'seen' }],
  ])('%j does its one thing', (key, action) => {
    expect(watchActionOf(key)).toEqual(action)
  })

  it.each(['x', 'Enter', 'Tab', 'constructor', ''])('%j is left to the page', (key) => {
    expect(watchActionOf(key)).toBeNull()
  })
})

const video: VideoView = {
  durationMs: 60_000,
  width: 1280,
  height: 720,
  hasSound: true,
  sizeBytes: 1,
  version: 'cut1',
  isHere: true,
  poster: null,
  captions: [],
}

describe('the second of a comment', () => {
  it('is found in the video it was written in, by the version of its file or of its words', () => {
    for (const version of ['cut1', 'words2', null]) {
      expect(msInVideo({ item: 'i', version, ms: 4000 }, { video, version: 'words2' })).toBe(4000)
    }
  })

  it('is not claimed in a video that was cut anew, nor behind its end', () => {
    expect(msInVideo({ item: 'i', version: 'cut0', ms: 4000 }, { video, version: 'words2' })).toBeNull()
    expect(msInVideo({ item: 'i', version: 'cut1', ms: 61_000 }, { video, version: 'words2' })).toBeNull()
  })

  it('is found where it is played now, in a video that says what it kept of the one before', () => {
    const retimes = [{ versions: ['cut0', 'words0'], spans: [{ fromMs: 3000, toMs: 9000, atMs: 0 }] }]
    const shown = { video: { ...video, retimes }, version: 'words2' }
    expect(msInVideo({ item: 'i', version: 'words0', ms: 4000 }, shown)).toBe(1000)
    expect(msInVideo({ item: 'i', version: 'cut0', ms: 1000 }, shown)).toBe(0)
    expect(msInVideo({ item: 'i', version: 'other', ms: 1000 }, shown)).toBeNull()
  })

  it('leads to the same second from elsewhere, by its version', () => {
    expect(momentPlace({ item: 'i', version: 'cut0', ms: 4000 })).toEqual({ atMs: 4000, ofVersion: 'cut0' })
    expect(momentPlace({ item: 'i', version: null, ms: null })).toEqual({ atMs: null })
  })

  it('orders comments, those on the whole last', () => {
    const comment = (id: string, ms: number | null, atMs: number) =>
      ({ id, atMs, on: { item: 'i', version: null, ms } }) as CommentView
    const ordered = inVideoOrder([comment('whole', null, 1), comment('late', 9000, 2), comment('early', 10, 3)])
    expect(ordered.map(({ id }) => id)).toEqual(['early', 'late', 'whole'])
  })
})

describe('captions', () => {
  const captions = ['de', 'pt-br'].map((language) => ({ language, asset: `captions-${language}.vtt`, version: 'v' }))

  it("are those of the reader's language, else the first", () => {
    expect(captionsFor(captions, 'pt-PT')?.language).toBe('pt-br')
    expect(captionsFor(captions, 'en-GB')?.language).toBe('de')
    expect(captionsFor([], 'en-GB')).toBeNull()
  })
})
