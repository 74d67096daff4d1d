import type { Job } from '../../domain/views/job.ts'
import { text } from '../app/messages/text.ts'
import { TextAction } from './button.tsx'
import { ErrorNotice } from './error-notice.tsx'
import css from './job-row.module.css'
import { ProgressBar } from './progress-bar.tsx'

interface JobRowProps {
  job: Pick<Job, 'title' | 'state' | 'progress' | 'error'>
  /** Left out where it can no longer be cancelled. */
  onCancel?: (() => void) | undefined
  onRetry?: (() => void) | undefined
}

/** One long job: what it is, what it is doing, how far it is, and the way out. */
export function JobRow({ job, onCancel, onRetry }: JobRowProps) {
  const { title, state, progress, error } = job
  if (state === 'failed' && error !== undefined) {
    const retry = onRetry && (
      <TextAction leading onClick={onRetry}>
        {text('common.retry')}
      </TextAction>
    )
    return (
      <div className={css.job}>
        <p className={css.title}>{title}</p>
        <ErrorNotice failure={error} actions={retry} />
      </div>
    )
  }
  const goesOn = state === 'queued' || state === 'running'
  return (
    <div className={css.job}>
      <div className={css.head}>
        <p className={css.title}>{title}</p>
        <p className={css.doing}>{wordsOf(state, progress)}</p>
        {goesOn && onCancel && <TextAction onClick={onCancel}>{text('common.cancel')}</TextAction>}
      </div>
      {goesOn && <ProgressBar fraction={state === 'queued' ? 0 : progress.fraction} label={title} />}
    </div>
  )
}

function wordsOf(state: Job['state'], { step, detail }: Job['progress']): string {
  switch (state) {
    case 'queued':
      return text('common.job-queued')
    case 'running':
      return detail === '' ? step : text('common.job-step', { step, detail })
    case 'done':
      return text('common.job-done')
    case 'failed':
      return text('common.job-failed')
    case 'cancelled':
      return text('common.job-cancelled')
  }
}
