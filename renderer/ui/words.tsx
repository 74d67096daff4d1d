import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import css from './words.module.css'

interface SaidProps {
  /** `m` in a row or a column, `l` where reading is what one came for, `s` in a table. */
  size?: 's' | 'm' | 'l' | undefined
  /** Inside a line of other text. */
  inline?: boolean | undefined
  children: ReactNode
  className?: string | undefined
}

/** People's own words: always the serif at full ink. */
export function Said({ size = 'm', inline, children, className }: SaidProps) {
  const Tag = inline ? 'span' : 'p'
  return <Tag className={classes(css.said, css[`said${size.toUpperCase()}`], className)}>{children}</Tag>
}

/** The app's own sentence under a heading, set in the serif but quieter than what people said. */
export function Lead({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <p className={classes(css.lead, className)}>{children}</p>
}

const sizes = { xs: 'sizeXs', s: 'sizeS', m: 'sizeM' } as const

interface NoteProps {
  /** 2 for what belongs to the matter, 3 for what stands beside it. */
  tone?: 2 | 3 | undefined
  size?: 'xs' | 's' | 'm' | undefined
  /** Figures of one width, for times and sizes that change or stand in a column. */
  tabular?: boolean | undefined
  inline?: boolean | undefined
  children: ReactNode
  className?: string | undefined
}

/** Quiet text: where, when, how long. */
export function Note({ tone = 2, size = 's', tabular, inline, children, className }: NoteProps) {
  const Tag = inline ? 'span' : 'p'
  return (
    <Tag className={classes(css[`note${tone}`], css[sizes[size]], tabular && css.tabular, className)}>{children}</Tag>
  )
}

/** What is being fetched, said quietly where it will appear. */
export function Loading({ children }: { children: ReactNode }) {
  return (
    <p role="status" className={classes(css.loading)}>
      {children}
    </p>
  )
}
