import { readingSec } from '../../../../domain/reading/reading-time.ts'
import { cancelJob } from '../../../api/host-api.ts'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { lengthToTakeIn, roughLength } from '../../../app/messages/when.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { JobRow } from '../../../ui/job-row.tsx'
import { Note } from '../../../ui/words.tsx'
import { isWrittenOut, obstaclesOf, type UpdateDraft, wordsOf } from './draft.ts'
import type { Publishing } from './publish.ts'
import type { Place } from './use-place.ts'
import css from './words.module.css'

interface PublishFootProps {
  draft: UpdateDraft
  place: Place
  /** How long what is published is to watch; null without a video. */
  watchMs: number | null
  /** It reaches the others at once, as the correction of words does. */
  isAtOnce?: boolean | undefined
  publishing: Publishing | undefined
  onPublish: () => void
  onKeep: () => void
}

/** What it costs others, who they are, and the way to them. */
export function PublishFoot({
  draft,
  place,
  watchMs,
  isAtOnce = false,
  publishing,
  onPublish,
  onKeep,
}: PublishFootProps) {
  const undoSec = useLive((live) => live.settings?.undoSec ?? 60)
  const job = useLive((live) => live.jobs.find(({ id }) => id === publishing?.jobId))
  const obstacles = obstaclesOf(draft, { hasVideo: watchMs !== null })
  const isBusy = publishing !== undefined && publishing.failure === null
  const failure = publishing?.failure ?? null
  return (
    <div className={css.foot}>
      <Note>
        {lengthWords(draft, watchMs)}{' '}
        {text('review.who-sees', { library: place.libraryName, count: Math.max(1, place.people.size) })}
      </Note>
      {obstacles.includes('nothing-to-publish') && <Note tone={3}>{text('review.nothing-written')}</Note>}
      {obstacles.includes('ask-without-person') && <Note>{text('review.ask-needs-person')}</Note>}
      {failure !== null && failure.code !== 'cancelled' && <ErrorNotice failure={failure} />}
      {isBusy && job !== undefined && (
        <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(() => undefined)} />
      )}
      <div className={css.buttons}>
        <Button
          variant="primary"
          busy={isBusy ? text('review.publishing') : undefined}
          disabled={obstacles.length > 0}
          onClick={onPublish}
        >
          {draft.replaces === null ? text('review.publish') : text('review.publish-correction')}
        </Button>
        <Button onClick={onKeep}>{text('review.keep-as-draft')}</Button>
      </div>
      <Note tone={3}>{isAtOnce ? text('review.at-once-note') : text('review.undo-note', { seconds: undoSec })}</Note>
    </div>
  )
}

function lengthWords(draft: UpdateDraft, watchMs: number | null): string {
  if (watchMs !== null && !isWrittenOut(draft)) {
    return sentence(text('review.not-written-out', { length: roughLength(watchMs) }))
  }
  const readMs = readingSec(wordsOf(draft).join('\n')) * 1000
  return sentence(lengthToTakeIn({ watchMs, readMs: readMs === 0 ? null : readMs }))
}

/** A full stop behind what stands as a sentence of its own here. */
function sentence(words: string): string {
  return words === '' ? '' : `${words.slice(0, 1).toLocaleUpperCase()}${words.slice(1)}.`
}
