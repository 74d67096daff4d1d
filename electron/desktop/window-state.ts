import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const windowStateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1).max(32_000),
  height: z.number().int().min(1).max(32_000),
  isMaximized: z.boolean(),
})

/** Where a window was left: its place when not maximized, in the system's units. */
export type WindowState = z.infer<typeof windowStateSchema>

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** A place for a window; without x and y the system chooses. */
export interface WindowPlace {
  x?: number
  y?: number
  width: number
  height: number
  isMaximized: boolean
}

const designSize = { width: 1280, height: 800 }
/** As much of a window must be seen, at its upper edge, as is needed to take hold of it. */
const grip = { width: 120, height: 40 }

/** The kept state, or null where there is none that can be read. */
export function readWindowState(path: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

export function keepWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, `${JSON.stringify(state)}\n`)
  } catch {
    // where the window stood is not worth a word when the disk is full
  }
}

/**
 * Where to open the window: where it was left, if it can be reached there on today's screens, otherwise where the
 * system puts it; never larger than the screen it is on.
 */
export function placeWindow({ kept, workAreas }: { kept: WindowState | null; workAreas: Area[] }): WindowPlace {
  const home = kept && workAreas.find((area) => isReachable(kept, area))
  const area = home ?? workAreas[0]
  const wanted = kept ?? designSize
  const size = {
    width: Math.min(wanted.width, area?.width ?? wanted.width),
    height: Math.min(wanted.height, area?.height ?? wanted.height),
  }
  const isMaximized = kept?.isMaximized ?? false
  return home ? { x: kept.x, y: kept.y, ...size, isMaximized } : { ...size, isMaximized }
}

function isReachable(state: WindowState, area: Area): boolean {
  const seenWidth = Math.min(state.x + state.width, area.x + area.width) - Math.max(state.x, area.x)
  return seenWidth >= grip.width && state.y >= area.y && state.y + grip.height <= area.y + area.height
}
