import type { ReactNode } from 'react'
import type { FailureBody } from '../../domain/failure.ts'
import { text } from '../app/messages/text.ts'
import css from './error-notice.module.css'
import { Row } from './row.tsx'

interface ErrorNoticeProps {
  failure: FailureBody
  /** What the person can do right here: "Try again". */
  actions?: ReactNode
}

/** What happened, what was kept, and what to do; the code at the end can be searched for. */
export function ErrorNotice({ failure, actions }: ErrorNoticeProps) {
  return (
    <section className={css.notice} role="alert">
      <p className={css.happened}>{failure.message}</p>
      {failure.kept !== undefined && <p>{failure.kept}</p>}
      {failure.remedy !== undefined && <p>{failure.remedy}</p>}
      <Row wrap gap={3} className={css.foot}>
        {actions}
        <span className={css.code}>{text('errors.code', { code: failure.code })}</span>
      </Row>
    </section>
  )
}
