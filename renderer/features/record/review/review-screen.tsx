import { useMemo, useState } from 'react'
import { lengthMsOf, partsOf } from '../../../../domain/takes/edit.ts'
import type { TakeView } from '../../../../domain/takes/view.ts'
import { cancelJob } from '../../../api/host-api.ts'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { writtenLength } from '../../../app/messages/when.ts'
import { goTo } from '../../../app/route.ts'
import { useSayFailure } from '../../../app/use-perform.ts'
import { useReader } from '../../../app/use-reader.ts'
import { takesApi } from '../../../capture/takes-api.ts'
import { Band } from '../../../ui/band.tsx'
import { Button, TextAction, TextActions } from '../../../ui/button.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { JobRow } from '../../../ui/job-row.tsx'
import { Page } from '../../../ui/page.tsx'
import { useToasts } from '../../../ui/toast.tsx'
import { Loading } from '../../../ui/words.tsx'
import { newDraft, type UpdateDraft } from '../publish/draft.ts'
import { recordedWords } from '../publish/recorded-words.ts'
import { type Place, usePlace } from '../publish/use-place.ts'
import { type EditedDraft, useUpdateDraft } from '../publish/use-update-draft.ts'
import { CaptionsPanel } from './captions-panel.tsx'
import { useWholeVideo } from './compose-job.ts'
import { type Corrected, draftOfCorrected } from './corrected.ts'
import { recordAgain, useStandsIn } from './edit-again.ts'
import { namedChapters } from './edit-marks.ts'
import { NotToReview } from './not-to-review.tsx'
import { ReviewBody } from './review-body.tsx'
import { ReviewEditor } from './review-editor.tsx'
import { useReviewPlayback } from './review-playback.ts'
import { useCorrected } from './use-corrected.ts'
import { useEditing } from './use-editing.ts'
import { chaptersOfTake, isUnedited, marksOfTake, prepareVideo } from './use-prepare.ts'
import { type ReplacingTakes, useReplacements } from './use-replacements.ts'
import { useTake } from './use-take.ts'

interface ReviewScreenProps {
  take: string
  /** The update, or the video of its own, whose video this becomes. */
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
  // What was published already is opened again to become a new version of it.
  const isToReview = view.status === 'published' ? replaces !== null : view.status !== 'discarded'
  if (!isToReview) return <NotToReview view={view} onBack={refresh} />
  return <Review view={view} replaces={replaces} />
}

function Review({ view, replaces }: { view: TakeView; replaces: string | null }) {
  const { take } = view
  const libraries = useLive((live) => live.libraries) ?? []
  const library = take.library ?? libraries[0]?.id ?? ''
  const replaced = useCorrected(library, replaces)
  const initial = useInitial(view, { library, replaces, replaced })
  const edited = useUpdateDraft({ kind: 'take', take: take.id }, initial)
  const { draft } = edited
  // The draft knows it too, where one comes back to the recording by another way.
  const current = useCorrected(draft?.library ?? library, draft?.replaces ?? null)
  const place = usePlace(
    { library: draft?.library ?? library, thread: draft ? draft.thread : take.thread },
    draft ? draft.cycle : take.cycle,
  )
  const replacing = useReplacements(draft?.edit)
  const isStandingIn = useStandsIn(take.id, draft)
  if (edited.isSent) return <NotToReview view={view} isOnItsWay onBack={() => undefined} />
  if (draft === undefined || place === undefined || current === undefined || replacing === undefined || isStandingIn) {
    return <Loading>{text('common.loading')}</Loading>
  }
  if (place === null) return <Loading>{text('review.not-here')}</Loading>
  return <ReviewTake {...{ view, place, replacing, current }} edited={{ ...edited, draft }} />
}

interface ReviewTakeProps {
  view: TakeView
  edited: EditedDraft & { draft: UpdateDraft }
  place: Place
  current: Corrected | null
  replacing: ReplacingTakes
}

function ReviewTake({ view, edited, place, current, replacing }: ReviewTakeProps) {
  const { take, durationMs } = view
  const { draft, change } = edited
  const reader = useReader()
  const [isUneditedAtFirst] = useState(() => isUnedited(draft.edit))
  const whole = useWholeVideo(view, isUneditedAtFirst)
  const subject = useMemo(() => ({ kind: 'take' as const, take: take.id }), [take.id])
  const lengths = useMemo(
    () => ({ durationMs, replacementMs: (id: string) => replacing.get(id)?.durationMs ?? 0 }),
    [durationMs, replacing],
  )
  const editing = useEditing({ draft, change, take: lengths })
  const playback = useReviewPlayback({ cuts: editing.cuts, replacements: draft.edit.replacements, durationMs })
  const keptMs = lengthMsOf(partsOf(draft.edit, lengths))
  const { prepared } = whole
  const marks = marksOfTake(view, { draft, current })
  const titles = new Map(place.thread?.questions.map(({ id, text: words }) => [id, words]))
  const spoken = chaptersOfTake(view, current)
  const chapters = namedChapters({ chapters: spoken, marks, nameOf: (id) => titles.get(id) ?? '' })
  return (
    <ReviewBody
      {...{ subject, edited, place, current }}
      above={
        take.origin.kind === 'file'
          ? text('review.brought', { name: take.origin.fileName, length: writtenLength(durationMs) })
          : take.origin.kind === 'published'
            ? text('review.from-published', { length: writtenLength(durationMs) })
            : text('review.recorded', recordedWords(view, reader))
      }
      title={text('review.title')}
      video={{
        ...{ watchMs: keptMs, chapters: spoken },
        prepare: (onJob) => prepareVideo({ view, draft, whole, current, onJob }),
      }}
      notices={<Notices view={view} whole={whole} />}
      exits={<DiscardAction take={take.id} />}
    >
      <ReviewEditor
        {...{ view, editing, playback, chapters, marks }}
        bytesPerSecond={prepared ? (prepared.sizeBytes * 1000) / prepared.durationMs : null}
        onRecordAgain={(span, name) =>
          void keepDraft(edited).then(() => recordAgain({ draft, take: take.id, span, name }))
        }
      />
      <CaptionsPanel
        take={take.id}
        {...{ draft, change, playback, durationMs }}
        questions={place.thread?.questions ?? []}
        chapters={spoken}
      />
    </ReviewBody>
  )
}

/** A draft to which nothing was done is none yet; what is recorded for it has to find it. */
async function keepDraft({ change, flush }: EditedDraft): Promise<void> {
  change((draft) => draft)
  await flush()
}

function useInitial(
  view: TakeView,
  about: { library: string; replaces: string | null; replaced: Corrected | null | undefined },
): UpdateDraft | undefined {
  const { take } = view
  const { library, replaces, replaced } = about
  return useMemo(() => {
    if (replaces !== null && replaced === undefined) return undefined
    return replaces === null || !replaced
      ? newDraft({ library, thread: take.thread, cycle: take.cycle })
      : draftOfCorrected(library, replaced, view)
  }, [view, take, library, replaces, replaced])
}

function Notices({ view, whole }: { view: TakeView; whole: ReturnType<typeof useWholeVideo> }) {
  const reason = view.segments.at(-1)?.endReason
  const { job, prepared, failure, retry } = whole
  const isMaking = job?.state === 'queued' || job?.state === 'running'
  return (
    <>
      {lostOf(view).map((what) => (
        <Band key={what}>{text(`review.lost-${what}`)}</Band>
      ))}
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

/** What a file that was brought in says it has, and nobody can read. */
function lostOf({ take }: TakeView): readonly ('picture' | 'sound' | 'end')[] {
  return take.origin.kind === 'file' ? take.origin.lost : []
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
