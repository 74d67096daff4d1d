import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Heading } from './heading.tsx'
import css from './page.module.css'

interface PageHeaderProps {
  /** The small line above the title: where or when one is. */
  above?: ReactNode
  title: ReactNode
  /** A sentence or two below the title, quiet. */
  below?: ReactNode
  /** At the right, at the height of the title. */
  actions?: ReactNode
}

/** The top of a screen. */
export function PageHeader({ above, title, below, actions }: PageHeaderProps) {
  return (
    <header className={css.header}>
      <div className={css.headerWords}>
        {above !== undefined && <p className={css.above}>{above}</p>}
        <Heading level={1}>{title}</Heading>
        {below !== undefined && <p className={css.below}>{below}</p>}
      </div>
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </header>
  )
}

interface PageProps {
  /** `text` is the usual column of words (900 px with its margins), `wide` takes the whole width. */
  width?: 'text' | 'wide' | undefined
  children: ReactNode
  className?: string | undefined
}

/** A screen's content column with its margins. */
export function Page({ width = 'text', children, className }: PageProps) {
  return <div className={classes(css.page, css[width], className)}>{children}</div>
}

interface SplitLayoutProps {
  /** The narrow column at the right. */
  side: ReactNode
  /** Spoken name of the narrow column. */
  sideLabel: string
  /**
   * `panel`: a column of full height behind a line, which scrolls by itself (watch, record, review);
   * `margin`: a column beside the text that scrolls with it (a path's progress).
   */
  kind?: 'panel' | 'margin' | undefined
  /** Width of the narrow column in px. */
  sideWidth?: number | undefined
  /** The panel stands on the surface, as where something is being made. */
  raised?: boolean | undefined
  children: ReactNode
}

/** A wide column and a narrow one; on a narrow window one under the other. */
export function SplitLayout(props: SplitLayoutProps) {
  const { side, sideLabel, kind = 'panel', sideWidth = kind === 'panel' ? 344 : 250, raised, children } = props
  return (
    <div className={classes(css.split, css[kind])} style={{ '--side-width': `${sideWidth}px` }}>
      <div className={css.mainColumn}>{children}</div>
      <aside className={classes(css.sideColumn, raised && css.raised)} aria-label={sideLabel}>
        {side}
      </aside>
    </div>
  )
}

interface SectionProps {
  title: ReactNode
  /** At the right of the title. */
  actions?: ReactNode
  children: ReactNode
}

/** A titled part of a screen. */
export function Section({ title, actions, children }: SectionProps) {
  return (
    <section className={css.section}>
      <div className={css.sectionHead}>
        <Heading level={2} look="section">
          {title}
        </Heading>
        {actions}
      </div>
      {children}
    </section>
  )
}
