import { memo, useMemo } from 'react'
import css from './timeline.module.css'
import { barsOf, type Levels } from './timeline-bars.ts'

/** Bars over the timeline's place without zoom. */
const barCount = 240
/** More than this many are not told apart on any screen, and slow to draw. */
const mostBars = 12_000

/** The sound of a recording as a line of bars. */
export const Wave = memo(function Wave({
  levels,
  durationMs,
  zoom,
}: {
  levels: Levels
  durationMs: number
  zoom: number
}) {
  const count = Math.min(mostBars, barCount * zoom)
  const d = useMemo(
    () =>
      barsOf(levels, { durationMs, count })
        .map((height, place) => {
          const half = Math.max(0.6, height * 22)
          return `M${place + 0.5} ${22 - half}V${22 + half}`
        })
        .join(''),
    [levels, durationMs, count],
  )
  if (levels.levelsDb.length === 0) return null
  return (
    <svg className={css.wave} viewBox={`0 0 ${count} 44`} preserveAspectRatio="none" aria-hidden="true">
      <path d={d} stroke="currentColor" strokeWidth="0.6" fill="none" />
    </svg>
  )
})
