import { useEffect, useRef } from 'react'
import type { Job } from '../../../../domain/views/job.ts'
import type { QuestionView } from '../../../../domain/views/records.ts'
import { fetchTakeCaptions, keepTakeCaptions } from '../../../api/captions-api.ts'
import { useLive } from '../../../app/live.ts'
import type { UpdateDraft } from '../publish/draft.ts'
import { withWrittenCaptions } from './caption-words.ts'

interface TakeCaptionsUse {
  take: string
  draft: UpdateDraft
  change: (change: (draft: UpdateDraft) => UpdateDraft) => void
  questions: readonly QuestionView[]
  chapters: readonly { questionId: string; startMs: number }[]
  /** Captions came that nobody wrote here. */
  onArrived: () => void
}

/** How long after the last change captions are kept with the recording, too. */
const settleMs = 800

/**
 * Brings the captions of a recording into its draft as soon as they were written, and fills the answers that are still
 * empty; what a person changes is kept with the recording. Returns the work that is going on or has failed.
 */
export function useTakeCaptions(use: TakeCaptionsUse): Job | undefined {
  const { take, draft } = use
  const job = useLive((live) => live.jobs.findLast(({ kind, subject }) => kind === 'captions' && subject === take))
  const doneJob = job?.state === 'done' ? job.id : null
  const latest = useRef(use)
  latest.current = use
  // biome-ignore lint/correctness/useExhaustiveDependencies: each work that is done is a reason to look again
  useEffect(() => {
    let isOver = false
    fetchTakeCaptions(take).then(
      ({ captions }) => {
        const { draft: now, change, questions, chapters, onArrived } = latest.current
        if (isOver || captions === null) return
        const written = { captions, questions, chapters }
        if (withWrittenCaptions(now, written) === now) return
        change((before) => withWrittenCaptions(before, written))
        onArrived()
      },
      // Without an answer there are none yet; the work's end asks again.
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [take, doneJob])

  const { captions } = draft
  useEffect(() => {
    if (captions === null || captions.madeBy !== 'person' || captions.isAskedAnew) return
    const { language, madeBy, vtt } = captions
    const timer = setTimeout(
      () => void keepTakeCaptions(take, { language, madeBy, vtt }).catch(() => undefined),
      settleMs,
    )
    return () => clearTimeout(timer)
  }, [take, captions])
  return job
}
