import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import css from './app.module.css'
import { text } from './messages/text.ts'

/** What the page says when nothing answers it. */
export function NoAnswer() {
  return (
    <main id="content" className={css.alone} tabIndex={-1}>
      <ErrorNotice
        failure={{
          code: 'internal',
          message: text('errors.unreachable'),
          kept: text('errors.unreachable-kept'),
          remedy: text('errors.unreachable-remedy'),
        }}
        actions={<Button onClick={() => location.reload()}>{text('common.retry')}</Button>}
      />
    </main>
  )
}
