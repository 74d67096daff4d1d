import type { Edit } from '../../../../domain/takes/edit.ts'
import { type Layout, type LayoutChange, screenWith } from '../../../../domain/takes/take.ts'

/** The layout that holds at a moment. */
export function layoutAt(layouts: readonly LayoutChange[], atMs: number): Layout {
  const held = layouts.findLast(({ fromMs }) => fromMs <= atMs) ?? layouts[0]
  return held?.layout ?? screenWith(null)
}

/**
 * The edit with another layout from a moment on, up to the next change that was made; null for `fromMs` sets it for the
 * whole. Changes that change nothing are left out; all of them as they were recorded is no edit.
 */
export function withLayout(
  edit: Edit,
  { layout, fromMs, recorded }: { layout: Layout; fromMs: number | null; recorded: readonly LayoutChange[] },
): Edit {
  const before = edit.layouts ?? recorded
  const startMs = fromMs === null ? 0 : Math.max(0, Math.round(fromMs))
  const changed =
    fromMs === null
      ? [{ fromMs: 0, layout }]
      : [...before.filter((change) => change.fromMs !== startMs), { fromMs: startMs, layout }]
  const layouts = tidied(changed)
  return { ...edit, layouts: same(layouts, tidied(recorded)) ? null : layouts }
}

function tidied(changes: readonly LayoutChange[]): LayoutChange[] {
  const tidy: LayoutChange[] = []
  for (const change of changes.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = tidy.at(-1)
    if (last === undefined || !same(last.layout, change.layout)) tidy.push(change)
  }
  return tidy
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
