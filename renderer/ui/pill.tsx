import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import css from './pill.module.css'

/** `ask` is kept for something asked of a person; `accent` for what was decided. */
export type PillTone = 'neutral' | 'ask' | 'accent'

interface PillProps {
  tone?: PillTone | undefined
  /** Without its outline and ground, for use on a band of the same tone. */
  plain?: boolean | undefined
  children: ReactNode
  className?: string | undefined
}

/** A few words that mark what something is. */
export function Pill({ tone = 'neutral', plain, children, className }: PillProps) {
  return <span className={classes(css.pill, css[tone], plain && css.plain, className)}>{children}</span>
}
