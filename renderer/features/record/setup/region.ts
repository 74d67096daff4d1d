import type { Region } from '../../../../domain/takes/take.ts'

interface Point {
  x: number
  y: number
}

/** The smallest part that can be drawn, as a fraction of either side: less is a slip of the hand. */
const leastSide = 0.05

/** The part that is offered first: the middle, so that it can be moved by keys alone. */
export const middlePart: Region = { x: 0.2, y: 0.2, width: 0.6, height: 0.6 }

/** The part between two points of the picture, given as fractions of it; null where it would be too small. */
export function regionBetween(from: Point, to: Point): Region | null {
  const left = clamped(Math.min(from.x, to.x))
  const top = clamped(Math.min(from.y, to.y))
  const width = clamped(Math.max(from.x, to.x)) - left
  const height = clamped(Math.max(from.y, to.y)) - top
  return width < leastSide || height < leastSide ? null : { x: left, y: top, width, height }
}

/** A part moved by a key (2 % of the picture), or made larger or smaller at its lower right with Shift; null for other keys. */
export function regionByKey(region: Region, { key, isSizing }: { key: string; isSizing: boolean }): Region | null {
  const way = ways[key]
  if (way === undefined) return null
  const [dx, dy] = [way.x * step, way.y * step]
  if (isSizing) {
    return {
      ...region,
      width: Math.min(1 - region.x, Math.max(leastSide, region.width + dx)),
      height: Math.min(1 - region.y, Math.max(leastSide, region.height + dy)),
    }
  }
  return {
    ...region,
    x: Math.min(1 - region.width, Math.max(0, region.x + dx)),
    y: Math.min(1 - region.height, Math.max(0, region.y + dy)),
  }
}

/** A part that is dragged by some fractions of the picture; it stays within it. */
export function regionMoved(region: Region, { x, y }: Point): Region {
  return {
    ...region,
    x: Math.min(1 - region.width, Math.max(0, region.x + x)),
    y: Math.min(1 - region.height, Math.max(0, region.y + y)),
  }
}

const step = 0.02

const ways: Partial<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

function clamped(fraction: number): number {
  return Math.min(1, Math.max(0, fraction))
}
