import { useEffect, useState } from 'react'
import type { OutboxEntryView } from '../../../domain/views/library.ts'
import { publishNow } from '../../api/library-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { usePrivateByPrefix } from '../../cache/private.ts'
import { TextAction, TextActions } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { LinedItem } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { draftsAmong } from '../record/publish/named-drafts.ts'
import { undoSent } from '../record/publish/sent-drafts.ts'
import { forgetAnswerOf } from './forget-answer.ts'
import css from './health.module.css'

/** One thing on its way to the folder, with the way back as long as there is one. */
export function OutboxRow({ entry }: { entry: OutboxEntryView }) {
  const sayFailure = useSayFailure()
  const drafts = draftsAmong(usePrivateByPrefix('draft:') ?? new Map())
  const library = useLive((live) => live.libraries?.find(({ id }) => id === entry.library)?.name ?? '')
  const leftSec = useLeftSec(entry)
  const undo = async (): Promise<void> => {
    try {
      await undoSent(entry, drafts)
      await forgetAnswerOf(entry.id)
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  const doing = {
    waiting:
      leftSec > 0
        ? text('health.waits-until', { when: text('health.waits-left', { seconds: leftSec }) })
        : text('health.waits-for-folder'),
    publishing: text('health.publishing'),
    stuck: text('health.waits-for-folder'),
  }[entry.state]
  return (
    <LinedItem>
      <p>
        {entry.title}{' '}
        <Note inline>
          {text('health.in-library', { library })}, {doing}
        </Note>
      </p>
      {entry.state === 'publishing' && <ProgressBar fraction={entry.fraction} label={entry.title} />}
      {entry.failure !== null && <ErrorNotice failure={entry.failure} />}
      {entry.state !== 'publishing' && (
        <TextActions className={css.actions}>
          <TextAction leading onClick={() => void undo()}>
            {text('common.undo')}
          </TextAction>
          <TextAction onClick={() => void publishNow(entry.id).catch(sayFailure)}>
            {text(entry.state === 'stuck' ? 'common.retry' : 'health.now')}
          </TextAction>
        </TextActions>
      )}
    </LinedItem>
  )
}

/** The seconds until it leaves this device. */
function useLeftSec({ state, publishAtMs }: OutboxEntryView): number {
  const [nowMs, setNowMs] = useState(Date.now)
  const isCounting = state === 'waiting'
  useEffect(() => {
    if (!isCounting) return
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isCounting])
  return Math.max(0, Math.ceil((publishAtMs - nowMs) / 1000))
}
