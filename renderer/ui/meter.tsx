import { classes } from './classes.ts'
import css from './meter.module.css'

const bars = [0, 1, 2, 3, 4, 5] as const

interface MeterProps {
  /** Loudness between 0 and 1. */
  level: number
  /** What it measures, spoken: "Level of the headset". */
  label: string
}

/** How loud a microphone is, in six bars. */
export function Meter({ level, label }: MeterProps) {
  const loudness = Math.min(1, Math.max(0, level))
  const lit = Math.round(loudness * bars.length)
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn as six bars
    <span
      className={css.meter}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={bars.length}
      aria-valuenow={lit}
    >
      {bars.map((bar) => (
        <i key={bar} className={classes(css.bar, bar < lit && css.lit)} />
      ))}
    </span>
  )
}
