import type { ReactNode } from 'react'
import type { UpdateView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { useReader } from '../../app/use-reader.ts'
import { PageHeader, SplitLayout } from '../../ui/page.tsx'
import { Spacer, Stack } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { CaptionsControl } from './captions-control.tsx'
import type { DraftSubject } from './draft.ts'
import type { VideoToPublish } from './publication.ts'
import { PublishFoot } from './publish-foot.tsx'
import css from './record.module.css'
import { ReviewPlayer } from './review-player.tsx'
import { ThreadSelect } from './thread-select.tsx'
import { keptMs, type Trim } from './trim.ts'
import { type Place, placeWords } from './use-place.ts'
import { usePublish } from './use-publish.ts'
import type { EditedDraft } from './use-update-draft.ts'
import { WordsForm } from './words-form.tsx'

interface ReviewBodyProps {
  subject: DraftSubject
  edited: EditedDraft & { draft: NonNullable<EditedDraft['draft']> }
  place: Place
  above: string
  title: string
  /** The update that is corrected. */
  current: UpdateView | null
  video: {
    url: string | null
    previewUrl: string | null
    wholeMs: number
    chapters: readonly { questionId: string; startMs: number }[]
    canTrim: boolean
    /** Makes what a trim keeps ready to be published. */
    prepare: (trim: Trim, onJob: (jobId: string) => void) => Promise<VideoToPublish>
  }
  /** What is said over the picture: that it was cut off, how far its video is made. */
  notices?: ReactNode
  /** Quiet ways out, at the end of the column. */
  exits?: ReactNode
}

/** The recording and its words side by side; who can see them, and the way back, above Publish. */
export function ReviewBody(props: ReviewBodyProps) {
  const { subject, edited, place, above, title, current, video, notices, exits } = props
  const { draft, change } = edited
  const reader = useReader()
  const { wholeMs, canTrim } = video
  const { publishing, publish, keep } = usePublish({
    ...{ subject, edited, place, current, wholeMs },
    prepareVideo: (onJob) => video.prepare(draft.trim, onJob),
  })
  return (
    <SplitLayout
      raised
      sideWidth={324}
      sideLabel={text('review.words')}
      side={
        <div className={css.reviewSide}>
          {draft.replaces === null ? (
            <ThreadSelect
              value={{ library: draft.library, thread: draft.thread }}
              libraryName={place.libraryName}
              onChoose={(choice) => change((before) => ({ ...before, ...choice, cycle: null }))}
            />
          ) : (
            <Note>{text('review.correct-note')}</Note>
          )}
          <Stack gap={4}>
            <WordsForm draft={draft} change={change} place={place} />
            <CaptionsControl
              draft={draft}
              change={change}
              questions={place.thread?.questions ?? []}
              chapters={video.chapters}
            />
          </Stack>
          {exits}
          <Spacer />
          <div className={css.sideFoot}>
            <PublishFoot
              draft={draft}
              place={place}
              watchMs={canTrim ? keptMs({ trim: draft.trim, durationMs: wholeMs }) : wholeMs}
              publishing={publishing}
              onPublish={() => void publish()}
              onKeep={() => void keep()}
            />
          </div>
        </div>
      }
    >
      <div className={css.main}>
        <PageHeader above={above} title={title} below={<Note inline>{placeWords(place, reader)}</Note>} />
        {notices}
        <ReviewPlayer
          videoUrl={video.url}
          previewUrl={video.previewUrl}
          durationMs={wholeMs}
          chapters={video.chapters}
          trim={draft.trim}
          onTrim={canTrim ? (trim) => change((before) => ({ ...before, trim })) : undefined}
        />
      </div>
    </SplitLayout>
  )
}
