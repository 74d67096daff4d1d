import type { ReactNode } from 'react'
import css from './band.module.css'
import { classes } from './classes.ts'

interface BandProps {
  /** `ask` is kept for something asked of a person, or a recording in need. */
  tone?: 'neutral' | 'ask' | undefined
  /** Small words before the sentence: "Asks you, by Thursday". */
  mark?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** One sentence with what can be done about it, in a frame of its own: what I owe, what I am asked. */
export function Band({ tone = 'neutral', mark, actions, children }: BandProps) {
  return (
    <div className={classes(css.band, css[tone])}>
      {mark !== undefined && <span className={css.mark}>{mark}</span>}
      <div className={css.words}>{children}</div>
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </div>
  )
}
