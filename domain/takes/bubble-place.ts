import type { Bubble, Corner } from './take.ts'

interface Size {
  width: number
  height: number
}

/** A place within a picture, in its pixels; every number is even, so that colour is not smeared by half a pixel. */
export interface Box extends Size {
  x: number
  y: number
  /** Of its corners. */
  radius: number
}

/** How near to the picture's edge it may stand, as a fraction of the picture's lesser side. */
const margin = 0.03
/** Of a rounded bubble's corners, as a fraction of its side; of a small screen's, of its height. */
const roundedRadius = 0.18
const smallScreenRadius = 0.05
/** What stands on a picture takes at most so much of either side. */
const mostOfSide = 0.9

/** The four sizes that are offered, as `sizeFraction`. */
export const bubbleSizes = [0.12, 0.16, 0.22, 0.3] as const

/** Where the camera's bubble stands on a picture. The one rule for what is shown while recording and what is made of it. */
export function bubbleBox(bubble: Bubble, frame: Size): Box {
  const side = sideOf(bubble, frame)
  const radius = bubble.shape === 'circle' ? side / 2 : Math.round(side * roundedRadius)
  return { ...placeOf(bubble, { frame, size: { width: side, height: side } }), radius }
}

/**
 * Where the screen stands while it and the camera are swapped: at the bubble's place, as high as the bubble is and whole,
 * in its own proportions. The camera then fills the picture, cropped as little as that takes.
 */
export function smallScreenBox(bubble: Bubble, { frame, screen }: { frame: Size; screen: Size }): Box {
  const height = sideOf(bubble, frame)
  const shrink = Math.min(1, (frame.width * mostOfSide) / ((height * screen.width) / screen.height))
  const size = {
    width: even((height * shrink * screen.width) / screen.height),
    height: even(height * shrink),
  }
  return { ...placeOf(bubble, { frame, size }), radius: Math.round(size.height * smallScreenRadius) }
}

function sideOf({ sizeFraction }: Bubble, frame: Size): number {
  return even(Math.min(frame.width * sizeFraction, frame.height * mostOfSide))
}

function placeOf({ corner, at }: Bubble, { frame, size }: { frame: Size; size: Size }): Omit<Box, 'radius'> {
  const edge = even(Math.min(frame.width, frame.height) * margin)
  const farX = Math.max(0, evenBelow(frame.width - size.width - edge))
  const farY = Math.max(0, evenBelow(frame.height - size.height - edge))
  const near = { x: Math.min(edge, farX), y: Math.min(edge, farY) }
  if (at === null) {
    const x = corner.endsWith('left') ? near.x : farX
    return { x, y: corner.startsWith('top') ? near.y : farY, ...size }
  }
  const within = (wanted: number, least: number, most: number) =>
    Math.min(most, Math.max(least, 2 * Math.round(wanted / 2)))
  return {
    x: within(at.x * frame.width - size.width / 2, near.x, farX),
    y: within(at.y * frame.height - size.height / 2, near.y, farY),
    ...size,
  }
}

/** How far from where it would snap to something still snaps, as a fraction of the picture's lesser side. */
const snap = 0.045

/**
 * A bubble that was let go with its middle at a point (fractions of the picture): in a corner where it is near one, at an
 * edge where it is near that, else where it is.
 */
export function droppedAt(bubble: Bubble, { frame, at }: { frame: Size; at: { x: number; y: number } }): Bubble {
  const corner = cornerNear(at)
  const free: Bubble = { ...bubble, corner, at: { x: clamped(at.x), y: clamped(at.y) } }
  const middle = middleOf(free, frame)
  const inCorner = middleOf({ ...bubble, corner, at: null }, frame)
  const reach = Math.min(frame.width, frame.height) * snap
  const isNearX = Math.abs(middle.x - inCorner.x) * frame.width <= reach
  const isNearY = Math.abs(middle.y - inCorner.y) * frame.height <= reach
  if (isNearX && isNearY) return { ...bubble, corner, at: null }
  return { ...free, at: { x: isNearX ? inCorner.x : middle.x, y: isNearY ? inCorner.y : middle.y } }
}

/** A bubble moved by a key: one step of the picture's lesser side (2 %), a larger one (10 %) with Shift held. */
export function movedBy(
  bubble: Bubble,
  { frame, key, isLarge }: { frame: Size; key: string; isLarge: boolean },
): Bubble | null {
  const way = ways[key]
  if (way === undefined) return null
  const step = Math.min(frame.width, frame.height) * (isLarge ? 0.1 : 0.02)
  const middle = middleOf(bubble, frame)
  const at = {
    x: clamped(middle.x + (way.x * step) / frame.width),
    y: clamped(middle.y + (way.y * step) / frame.height),
  }
  const moved: Bubble = { ...bubble, corner: cornerNear(at), at }
  const held = middleOf(moved, frame)
  const inCorner = middleOf({ ...moved, at: null }, frame)
  // Pushed into a corner, it stays there when the picture's size changes.
  return same(held, inCorner) ? { ...moved, at: null } : { ...moved, at: held }
}

const ways: Partial<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

function middleOf(bubble: Bubble, frame: Size): { x: number; y: number } {
  const { x, y, width, height } = bubbleBox(bubble, frame)
  return { x: (x + width / 2) / frame.width, y: (y + height / 2) / frame.height }
}

function cornerNear({ x, y }: { x: number; y: number }): Corner {
  return `${y < 0.5 ? 'top' : 'bottom'}-${x < 0.5 ? 'left' : 'right'}`
}

function same(a: { x: number; y: number }, b: { x: number; y: number }): boolean {
  return Math.abs(a.x - b.x) < 1e-6 && Math.abs(a.y - b.y) < 1e-6
}

function clamped(fraction: number): number {
  return Math.min(1, Math.max(0, fraction))
}

function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2)
}

function evenBelow(pixels: number): number {
  return Math.floor(pixels / 2) * 2
}
