export interface Storyboard {
  columns: number
  rows: number
  /** At most columns × rows: the last row may not be full. */
  tileCount: number
  /** In pixels, even. */
  tileWidth: number
  tileHeight: number
  /** Tile n, in reading order from 0, shows a moment of the stretch from n × everyMs to (n + 1) × everyMs. */
  everyMs: number
}

const longSide = 160
const maxTiles = 100
const columns = 10
const leastEveryMs = 2000

/**
 * The grid of a video's storyboard, the one picture that holds its small stills. Reckoned from the video alone, so that it
 * needs no words of its own beside the picture. Lengths in milliseconds and pixels.
 */
export function storyboardOf(video: { durationMs: number; width: number; height: number }): Storyboard {
  const durationMs = Math.max(1, video.durationMs)
  const everyMs = Math.max(leastEveryMs, Math.ceil(durationMs / maxTiles))
  const tileCount = Math.ceil(durationMs / everyMs)
  const shrink = longSide / Math.max(video.width, video.height, 1)
  return {
    columns: Math.min(columns, tileCount),
    rows: Math.ceil(tileCount / columns),
    tileCount,
    tileWidth: even(video.width * shrink),
    tileHeight: even(video.height * shrink),
    everyMs,
  }
}

/** Where on a storyboard the still of a moment stands, in pixels. */
export function tileAt(storyboard: Storyboard, atMs: number): { x: number; y: number } {
  const { columns: across, tileCount, tileWidth, tileHeight, everyMs } = storyboard
  const tile = Math.min(Math.max(0, Math.floor(atMs / everyMs)), tileCount - 1)
  return { x: (tile % across) * tileWidth, y: Math.floor(tile / across) * tileHeight }
}

function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2)
}
