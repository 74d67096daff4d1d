import type { Cover, Edit } from '../../../../domain/takes/edit.ts'

/** A covered rectangle in fractions of the picture. */
export type Area = Pick<Cover, 'x' | 'y' | 'width' | 'height'>

/** Shorter it is a flicker, smaller it cannot be taken hold of. */
const leastMs = 200
const leastSide = 0.02
/** A new cover holds this long at first. */
const usualMs = 5000

/** The rectangle between two points, within the picture and large enough to be seen. */
export function areaBetween(a: { x: number; y: number }, b: { x: number; y: number }): Area {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
  return withinPicture({ x: left, y: top, width: right - left, height: bottom - top })
}

function withinPicture(area: Area): Area {
  const width = Math.min(1, Math.max(leastSide, area.width))
  const height = Math.min(1, Math.max(leastSide, area.height))
  return {
    ...{ width: tidy(width), height: tidy(height) },
    x: tidy(Math.min(1 - width, Math.max(0, area.x))),
    y: tidy(Math.min(1 - height, Math.max(0, area.y))),
  }
}

/** To the ten-thousandth: less than a pixel of any picture. */
function tidy(fraction: number): number {
  return Math.min(1, Math.max(0, Math.round(fraction * 10_000) / 10_000))
}

/** A rectangle covered from a moment on, or over a stretch. */
export function withNewCover(
  edit: Edit,
  { id, area, fromMs, toMs }: { id: string; area: Area; fromMs: number; toMs: number | null },
  durationMs: number,
): Edit {
  const endMs = Math.min(Math.round(durationMs), Math.round(toMs ?? fromMs + usualMs))
  const startMs = Math.max(0, Math.min(Math.round(fromMs), endMs - leastMs))
  const cover: Cover = { id, kind: 'blur', fromMs: startMs, toMs: Math.max(endMs, startMs + 1), ...withinPicture(area) }
  return edit.covers.length >= 50 ? edit : { ...edit, covers: [...edit.covers, cover] }
}

/** A cover changed; its ends stay in order and within the recording. */
export function withCover(edit: Edit, id: string, change: Partial<Omit<Cover, 'id'>>, durationMs: number): Edit {
  const covers = edit.covers.map((cover) => {
    if (cover.id !== id) return cover
    const next = { ...cover, ...change }
    const lastMs = Math.round(durationMs)
    const fromMs = Math.round(
      Math.min(Math.max(0, next.fromMs), (change.toMs === undefined ? next.toMs : lastMs) - leastMs),
    )
    const toMs = Math.round(Math.min(lastMs, Math.max(next.toMs, fromMs + leastMs)))
    return { ...next, ...withinPicture(next), fromMs: Math.max(0, fromMs), toMs }
  })
  return { ...edit, covers }
}

export function withoutCover(edit: Edit, id: string): Edit {
  return { ...edit, covers: edit.covers.filter((cover) => cover.id !== id) }
}
