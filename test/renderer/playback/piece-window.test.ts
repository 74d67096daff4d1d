import { describe, expect, it } from 'vitest'
import type { PiecesView } from '../../../domain/takes/pieces.ts'
import {
  behindGap,
  endsHere,
  isAwaited,
  type Piece,
  pieceAt,
  piecesToDrop,
  pieceToFetch,
} from '../../../renderer/playback/piece-window.ts'

const pieces: Piece[] = Array.from({ length: 360 }, (_, index) => ({
  index,
  fromMs: index * 10_000,
  toMs: (index + 1) * 10_000,
  isReady: true,
}))

const holding = (...indexes: number[]) =>
  new Map(indexes.map((index) => [index, { fromMs: index * 10_000, toMs: (index + 1) * 10_000 }]))

const fetched = (atMs: number, held = holding(), speed = 1) =>
  pieceToFetch(pieces, { held, at: { atMs, speed }, skipped: [] })?.index ?? null

describe('what of an hour is fetched', () => {
  it('is first the piece being played, then what comes after it, and no more than lies ahead', () => {
    expect(fetched(3_001_000)).toBe(300)
    expect(fetched(3_001_000, holding(300))).toBe(301)
    expect(fetched(3_001_000, holding(300, 301, 302))).toBe(303)
    expect(fetched(3_001_000, holding(300, 301, 302, 303))).toBeNull()
  })

  it('is three times as much at three times the speed', () => {
    const held = holding(0, 1, 2, 3)
    expect(fetched(1000, held)).toBeNull()
    expect(fetched(1000, held, 3)).toBe(4)
  })

  it('begins with the last piece at the very end', () => {
    expect(fetched(3_600_000)).toBe(359)
    expect(fetched(3_600_020)).toBe(359)
  })

  it('is fetched anew where its borders moved', () => {
    const moved = new Map([[0, { fromMs: 0, toMs: 9000 }]])
    expect(fetched(0, moved)).toBe(0)
  })

  it('leaves out what playing leaps over, but not where one stands', () => {
    const skipped = [{ fromMs: 9000, toMs: 200_000 }]
    const at = { atMs: 5000, speed: 1 }
    expect(pieceToFetch(pieces, { held: holding(0), at, skipped })?.index).toBe(20)
    expect(pieceToFetch(pieces, { held: holding(), at: { atMs: 55_000, speed: 1 }, skipped })?.index).toBe(5)
  })

  it('is not what is still being made, but what is ready behind it', () => {
    const growing = pieces.map((piece) => ({ ...piece, isReady: piece.index !== 0 }))
    expect(pieceToFetch(growing, { held: holding(), at: { atMs: 0, speed: 1 }, skipped: [] })?.index).toBe(1)
  })
})

describe('what is let go', () => {
  it('lies well behind the place or far ahead of it', () => {
    const held = holding(0, 98, 99, 100, 101, 108, 150)
    expect(piecesToDrop(held, { atMs: 1_010_500, speed: 1 })).toEqual([0, 98, 108, 150])
  })
})

describe('waiting', () => {
  const view = (patch: Partial<PiecesView>): PiecesView => ({
    durationMs: 20_000,
    width: 320,
    height: 180,
    videoType: '',
    soundType: null,
    pieces: pieces.slice(0, 2),
    waitingMs: 0,
    ...patch,
  })

  it('is for a part that is being made', () => {
    const second = view({ pieces: pieces.slice(0, 2).map((piece) => ({ ...piece, isReady: piece.index === 0 })) })
    expect(isAwaited(second, 5000)).toBe(false)
    expect(isAwaited(second, 12_000)).toBe(true)
  })

  it('is for what was recorded behind the last piece, too', () => {
    expect(isAwaited(view({ durationMs: 35_000, waitingMs: 15_000 }), 25_000)).toBe(true)
    expect(isAwaited(view({}), 25_000)).toBe(false)
  })

  it('has an end once all from the place on is there', () => {
    expect(endsHere(view({}), { held: holding(0, 1), atMs: 0 })).toBe(true)
    expect(endsHere(view({}), { held: holding(1), atMs: 0 })).toBe(false)
    expect(endsHere(view({}), { held: holding(1), atMs: 15_000 })).toBe(true)
    expect(endsHere(view({}), { held: holding(1), atMs: 20_000 })).toBe(true)
    expect(endsHere(view({ waitingMs: 10 }), { held: holding(0, 1), atMs: 0 })).toBe(false)
  })
})

describe('a gap between two pieces', () => {
  const buffered = [
    { fromMs: 0, toMs: 9950 },
    { fromMs: 10_050, toMs: 20_000 },
  ]

  it('is leapt over where it is short', () => {
    expect(behindGap(buffered, 9949.5)).toBe(10_050)
    expect(behindGap(buffered, 9990)).toBe(10_050)
  })

  it('is none within what is held, nor where nothing follows soon', () => {
    expect(behindGap(buffered, 5000)).toBeNull()
    expect(behindGap(buffered, 20_000)).toBeNull()
    expect(behindGap([{ fromMs: 30_000, toMs: 40_000 }], 12_000)).toBeNull()
  })

  it('belongs to the piece that it lies in', () => {
    expect(pieceAt(pieces, 9990)?.index).toBe(0)
    expect(pieceAt(pieces, 4_000_000)).toBeNull()
  })
})
