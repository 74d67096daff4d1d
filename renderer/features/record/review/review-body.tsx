import type { ReactNode } from 'react'
import { text } from '../../../app/messages/text.ts'
import { useReader } from '../../../app/use-reader.ts'
import { PageHeader, SplitLayout } from '../../../ui/page.tsx'
import { Spacer, Stack } from '../../../ui/row.tsx'
import { Note } from '../../../ui/words.tsx'
import type { DraftSubject } from '../publish/draft.ts'
import type { VideoToPublish } from '../publish/publication.ts'
import { PublishFoot } from '../publish/publish-foot.tsx'
import { type Place, placeWords } from '../publish/use-place.ts'
import { usePublish } from '../publish/use-publish.ts'
import type { EditedDraft } from '../publish/use-update-draft.ts'
import { WordsForm } from '../publish/words-form.tsx'
import css from '../record.module.css'
import { ThreadSelect } from '../setup/thread-select.tsx'
import { CaptionsControl } from './captions-control.tsx'
import type { Corrected } from './corrected.ts'

interface ReviewBodyProps {
  subject: DraftSubject
  edited: EditedDraft & { draft: NonNullable<EditedDraft['draft']> }
  place: Place
  above: string
  title: string
  /** What is corrected. */
  current: Corrected | null
  video: {
    /** How long what is published is. */
    watchMs: number
    /** From the start of the recording. */
    chapters: readonly { questionId: string; startMs: number }[]
    /** Makes it ready to be published. */
    prepare: (onJob: (jobId: string) => void) => Promise<VideoToPublish>
  }
  /** What is said over the picture: that it was cut off, how far its video is made. */
  notices?: ReactNode
  /** Quiet ways out, at the end of the column. */
  exits?: ReactNode
  /** The picture with its timeline. */
  children: ReactNode
}

/** The recording and its words side by side; who can see them, and the way back, above Publish. */
export function ReviewBody(props: ReviewBodyProps) {
  const { subject, edited, place, above, title, current, video, notices, exits, children } = props
  const { draft, change } = edited
  const reader = useReader()
  const { publishing, publish, keep } = usePublish({ subject, edited, place, current, prepareVideo: video.prepare })
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
            {subject.kind !== 'take' && (
              <CaptionsControl
                draft={draft}
                change={change}
                questions={place.thread?.questions ?? []}
                chapters={video.chapters}
              />
            )}
          </Stack>
          {exits}
          <Spacer />
          <div className={css.sideFoot}>
            <PublishFoot
              draft={draft}
              place={place}
              watchMs={video.watchMs}
              publishing={publishing}
              onPublish={() => void publish()}
              onKeep={() => void keep()}
            />
          </div>
        </div>
      }
    >
      <div className={css.main}>
        <PageHeader
          above={above}
          title={title}
          below={
            <Note inline>
              {current === null ? placeWords(place, reader) : text('review.new-version', { title: current.title })}
            </Note>
          }
        />
        {notices}
        {children}
      </div>
    </SplitLayout>
  )
}
