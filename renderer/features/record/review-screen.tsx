import { useMemo } from 'react'
import type { TakeView } from '../../../domain/takes/view.ts'
import { cancelJob } from '../../api/host-api.ts'
import { preparedAssetUrl, takeFileUrl } from '../../api/media-url.ts'
import { fetchPrepared } from '../../api/prepared-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength, writtenMoment } from '../../app/messages/when.ts'
import { goTo } from '../../app/route.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { useReader } from '../../app/use-reader.ts'
import { useRecord } from '../../cache/queries.ts'
import { takesApi } from '../../capture/takes-api.ts'
import { Band } from '../../ui/band.tsx'
import { Button, TextAction, TextActions } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { Page } from '../../ui/page.tsx'
import { useToasts } from '../../ui/toast.tsx'
import { Loading } from '../../ui/words.tsx'
import { callOffMaking, composeTrimmed, useWholeVideo, wholeVideoOf } from './compose-job.ts'
import { draftOfUpdate, newDraft, type UpdateDraft } from './draft.ts'
import { NotToReview } from './not-to-review.tsx'
import { ReviewBody } from './review-body.tsx'
import { isTrimmed, type Trim } from './trim.ts'
import { usePlace } from './use-place.ts'
import { useTake } from './use-take.ts'
import { useUpdateDraft } from './use-update-draft.ts'

interface ReviewScreenProps {
  take: string
  /** The update whose video this becomes. */
  replaces: string | null
}

/** A recording before it is published: played, trimmed, put into words. */
export function ReviewScreen({ take, replaces }: ReviewScreenProps) {
  const { view, failure, refresh } = useTake(take)
  if (failure !== null) {
    return (
      <Page>
        <ErrorNotice
          failure={failure}
          actions={<Button onClick={() => goTo({ screen: 'catch-up' })}>{text('common.back')}</Button>}
        />
      </Page>
    )
  }
  if (view === null) return <Loading>{text('common.loading')}</Loading>
  if (view.status === 'discarded' || view.status === 'published') return <NotToReview view={view} onBack={refresh} />
  return <Review view={view} replaces={replaces} />
}

function Review({ view, replaces }: { view: TakeView; replaces: string | null }) {
  const { take } = view
  const libraries = useLive((live) => live.libraries) ?? []
  const library = take.library ?? libraries[0]?.id ?? ''
  const replaced = useRecord('update', library, replaces ?? '')
  const initial = useInitial(view, { library, replaces, replaced })
  const edited = useUpdateDraft({ kind: 'take', take: take.id }, initial)
  const whole = useWholeVideo(view)
  const { draft } = edited
  // The draft knows it too, where one comes back to the recording by another way.
  const current = useRecord('update', draft?.library ?? library, draft?.replaces ?? '')
  const place = usePlace(
    { library: draft?.library ?? library, thread: draft ? draft.thread : take.thread },
    draft ? draft.cycle : take.cycle,
  )
  const reader = useReader()
  if (edited.isSent) return <NotToReview view={view} isOnItsWay onBack={() => undefined} />
  if (draft === undefined || place === undefined || current === undefined)
    return <Loading>{text('common.loading')}</Loading>
  if (place === null) return <Loading>{text('review.not-here')}</Loading>
  const wholeMs = whole.prepared?.durationMs ?? view.durationMs
  const prepare = async (trim: Trim, onJob: (jobId: string) => void) => {
    const known = draft.composed.find(({ startMs, endMs }) => startMs === trim.startMs && endMs === trim.endMs)
    const made = known && (await fetchPrepared(known.prepared).catch(() => null))
    if (made) return made
    if (!isTrimmed(trim)) return whole.prepared ?? (await wholeVideoOf(view, onJob))
    if (whole.prepared === undefined) await callOffMaking(take.id)
    return await fetchPrepared(await composeTrimmed({ take: take.id, trim, onJob }))
  }
  return (
    <ReviewBody
      subject={{ kind: 'take', take: take.id }}
      edited={{ ...edited, draft }}
      place={place}
      current={current ?? null}
      above={text('review.recorded', {
        when: writtenMoment(take.madeAtMs, reader),
        length: writtenLength(wholeMs),
      })}
      title={text('review.title')}
      video={{
        url: whole.prepared ? preparedAssetUrl(whole.prepared.id, 'video.mp4') : null,
        previewUrl: previewOf(view),
        ...{ wholeMs, chapters: view.chapters, canTrim: true, prepare },
      }}
      notices={<Notices view={view} whole={whole} />}
      exits={<DiscardAction take={take.id} />}
    />
  )
}

function useInitial(
  { take }: TakeView,
  about: { library: string; replaces: string | null; replaced: ReturnType<typeof useRecord<'update'>> },
): UpdateDraft | undefined {
  const { library, replaces, replaced } = about
  return useMemo(() => {
    if (replaces === null) return newDraft({ library, thread: take.thread, cycle: take.cycle })
    if (replaced === undefined) return undefined
    return replaced === null
      ? newDraft({ library, thread: take.thread, cycle: take.cycle })
      : draftOfUpdate(library, replaced)
  }, [take, library, replaces, replaced])
}

/** The first part that can be shown; a voice alone has no picture but is heard. */
function previewOf({ take, segments }: TakeView): string | null {
  const tracks = segments.flatMap((segment) => segment.tracks).filter(({ sizeBytes }) => sizeBytes > 0)
  const track = tracks.find((each) => each.track === 'screen') ?? tracks[0]
  return track === undefined ? null : takeFileUrl(take.id, track.file)
}

function Notices({ view, whole }: { view: TakeView; whole: ReturnType<typeof useWholeVideo> }) {
  const reason = view.segments.at(-1)?.endReason
  const { job, prepared, failure, retry } = whole
  const isMaking = job?.state === 'queued' || job?.state === 'running'
  return (
    <>
      {reason === 'source-ended' && <Band>{text('review.ended-by-source')}</Band>}
      {reason === 'interrupted' && <Band>{text('review.was-interrupted')}</Band>}
      {failure !== null && failure.code !== 'cancelled' && (
        <ErrorNotice failure={failure} actions={<Button onClick={retry}>{text('common.retry')}</Button>} />
      )}
      {failure?.code === 'cancelled' && prepared === undefined && (
        <Band actions={<Button onClick={retry}>{text('review.make-now')}</Button>}>{text('review.not-made')}</Band>
      )}
      {prepared === undefined && isMaking && job && (
        <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(() => undefined)} />
      )}
    </>
  )
}

function DiscardAction({ take }: { take: string }) {
  const toasts = useToasts()
  const sayFailure = useSayFailure()
  const bringBack = (): void =>
    void takesApi()
      .restore(take)
      .then(() => goTo({ screen: 'review', take, replaces: null }), sayFailure)
  const discard = async (): Promise<void> => {
    try {
      await takesApi().discard(take)
      toasts.show({
        title: text('record.discarded'),
        detail: text('record.discarded-kept'),
        action: { label: text('common.undo'), onAct: bringBack },
      })
      goTo({ screen: 'catch-up' })
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  return (
    <TextActions>
      <TextAction onClick={() => void discard()}>{text('review.discard')}</TextAction>
    </TextActions>
  )
}
