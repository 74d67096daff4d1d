import type { ReactNode } from 'react'
import css from './empty-state.module.css'
import { Heading } from './heading.tsx'
import { Row } from './row.tsx'
import { Lead } from './words.tsx'

interface EmptyStateProps {
  /** One sentence: "No decisions yet." */
  title: string
  /** What belongs here, and how it comes here. */
  children?: ReactNode
  /** The first step, filled; others outlined. */
  actions?: ReactNode
  /** Under a hairline below: what is ready, what is off. */
  notes?: ReactNode
  level?: 1 | 2 | undefined
}

/** What an empty list says: what belongs there, and the first step. */
export function EmptyState({ title, children, actions, notes, level = 1 }: EmptyStateProps) {
  return (
    <section className={css.empty}>
      <Heading level={level}>{title}</Heading>
      {children !== undefined && <Lead className={css.lead}>{children}</Lead>}
      {actions !== undefined && (
        <Row gap={3} wrap className={css.actions}>
          {actions}
        </Row>
      )}
      {notes !== undefined && <div className={css.notes}>{notes}</div>}
    </section>
  )
}
