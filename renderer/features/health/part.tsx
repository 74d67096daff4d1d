import type { ReactNode } from 'react'
import { Heading } from '../../ui/heading.tsx'
import { Note } from '../../ui/words.tsx'
import css from './health.module.css'

interface PartProps {
  title: string
  /** A sentence under the title. */
  lead?: string | undefined
  actions?: ReactNode
  /** Said where there is nothing to tell: "Nothing is on its way." */
  none?: string | undefined
  children?: ReactNode
}

/** One question about a library, with what is known of it. */
export function Part({ title, lead, actions, none, children }: PartProps) {
  return (
    <section className={css.part}>
      <div className={css.partHead}>
        <Heading level={3}>{title}</Heading>
        {actions}
      </div>
      {lead !== undefined && <Note className={css.partLead}>{lead}</Note>}
      {none === undefined ? children : <Note className={css.none}>{none}</Note>}
    </section>
  )
}
