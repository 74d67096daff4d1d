import { describe, expect, it } from 'vitest'
import { storyboardOf, tileAt } from '../../../domain/media/storyboard.ts'

describe('the grid of a storyboard', () => {
  it('has a still every two seconds of a short video, and never more than a hundred', () => {
    expect(storyboardOf({ durationMs: 61_000, width: 1920, height: 1080 })).toEqual({
      ...{ columns: 10, rows: 4, tileCount: 31, tileWidth: 160, tileHeight: 90, everyMs: 2000 },
    })
    const fourHours = storyboardOf({ durationMs: 4 * 3_600_000, width: 1920, height: 1080 })
    expect(fourHours).toMatchObject({ columns: 10, rows: 10, tileCount: 100, everyMs: 144_000 })
  })

  it('keeps the shape of a portrait video and of an odd size, in even pixels', () => {
    expect(storyboardOf({ durationMs: 5_000, width: 1080, height: 1920 })).toMatchObject({
      ...{ columns: 3, rows: 1, tileWidth: 90, tileHeight: 160 },
    })
    const { tileWidth, tileHeight } = storyboardOf({ durationMs: 1, width: 1367, height: 769 })
    expect([tileWidth, tileHeight]).toEqual([160, 90])
  })

  it('finds the still of every moment, also of the very last', () => {
    for (const durationMs of [1, 1999, 2000, 2001, 199_999, 200_001, 14_400_000]) {
      const board = storyboardOf({ durationMs, width: 1280, height: 720 })
      expect(tileAt(board, 0)).toEqual({ x: 0, y: 0 })
      const last = tileAt(board, durationMs)
      expect(last.x).toBeLessThan(board.columns * board.tileWidth)
      expect((last.y / board.tileHeight) * board.columns + last.x / board.tileWidth).toBe(board.tileCount - 1)
    }
  })
})
