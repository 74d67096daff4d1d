import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { RecordingNews } from '../backend/ports.ts'
import type { Area } from './window-state.ts'

const spotSchema = z.object({ x: z.number().int(), y: z.number().int() })
/** Where the control's upper left corner stands. */
export type Spot = z.infer<typeof spotSchema>

export interface Screen {
  id: number
  workArea: Area
}

const controlWidth = 356
const edge = 24
const leastHeight = 96

/** The control's size for what it shows; never higher than the screen it stands on. */
export function controlSize(contentHeight: number, workArea: Area): { width: number; height: number } {
  const most = Math.max(leastHeight, workArea.height - 2 * edge)
  return { width: controlWidth, height: Math.min(Math.max(leastHeight, Math.round(contentHeight)), most) }
}

/**
 * Where the control may be shown without being asked for: not where it would only be in the way, nor in the picture. An
 * empty list means nowhere.
 *
 * `sharedId` is the screen that is recorded; null where it is not known.
 */
export function screensForControl({
  recording,
  isHidden,
  screens,
  sharedId,
}: {
  recording: RecordingNews
  /** Whether the system leaves the control out of what is recorded. */
  isHidden: boolean
  screens: readonly Screen[]
  sharedId: number | null
}): Screen[] {
  // Without a screen to show, one looks at Ownpace itself, and its own control is there.
  if (!recording.hasScreen) return []
  if (isHidden || !recording.isWholeScreen) return [...screens]
  return sharedId === null ? [] : screens.filter(({ id }) => id !== sharedId)
}

/** The place for the control: where it was left, moved into one of the screens as a whole; else the lower right. */
export function placeControl({
  kept,
  size,
  screens,
}: {
  kept: Spot | null
  size: { width: number; height: number }
  screens: readonly Screen[]
}): Spot | null {
  const areas = screens.map(({ workArea }) => workArea)
  const home = (kept && areas.find((area) => overlap({ ...kept, ...size }, area) > 0)) || areas[0]
  if (!home) return null
  const lowerRight = { x: home.x + home.width - size.width - edge, y: home.y + home.height - size.height - edge }
  const wanted = kept && overlap({ ...kept, ...size }, home) > 0 ? kept : lowerRight
  return {
    x: between(wanted.x, home.x, home.x + home.width - size.width),
    y: between(wanted.y, home.y, home.y + home.height - size.height),
  }
}

export function readSpot(path: string): Spot | null {
  try {
    return spotSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

export function keepSpot(path: string, spot: Spot): void {
  try {
    writeFileSync(path, `${JSON.stringify(spot)}\n`)
  } catch {
    // where the control stood is not worth a word when the disk is full
  }
}

function overlap(one: Area, other: Area): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(0, width) * Math.max(0, height)
}

function between(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}
