import { classes } from './classes.ts'
import css from './progress-bar.module.css'

interface ProgressBarProps {
  /** Between 0 and 1; null while nothing can be counted. */
  fraction: number | null
  /** What it is the progress of, spoken. */
  label: string
  className?: string | undefined
}

/** How far something is. */
export function ProgressBar({ fraction, label, className }: ProgressBarProps) {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={classes(css.bar, className)}
    >
      <div
        className={classes(css.done, percent === null && css.uncounted)}
        style={percent === null ? {} : { width: `${percent}%` }}
      />
    </div>
  )
}
