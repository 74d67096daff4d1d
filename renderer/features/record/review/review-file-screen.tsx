import { useEffect, useMemo, useState } from 'react'
import { type FailureBody, toFailure } from '../../../../domain/failure.ts'
import { preparedAssetUrl } from '../../../api/media-url.ts'
import { fetchPrepared, type PreparedVideo } from '../../../api/prepared-api.ts'
import { text } from '../../../app/messages/text.ts'
import { writtenLength } from '../../../app/messages/when.ts'
import { goTo } from '../../../app/route.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Page } from '../../../ui/page.tsx'
import { Loading, Note } from '../../../ui/words.tsx'
import { newDraft } from '../publish/draft.ts'
import { usePlace } from '../publish/use-place.ts'
import { useUpdateDraft } from '../publish/use-update-draft.ts'
import css from '../record.module.css'
import { draftOfCorrected } from './corrected.ts'
import { ReviewBody } from './review-body.tsx'
import { useCorrected } from './use-corrected.ts'

interface ReviewFileScreenProps {
  prepared: string
  library: string
  thread: string | null
  replaces: string | null
}

/** A file that was brought in, before it is published. */
export function ReviewFileScreen({ prepared, library, thread, replaces }: ReviewFileScreenProps) {
  const [video, setVideo] = useState<PreparedVideo | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  useEffect(() => {
    fetchPrepared(prepared).then(setVideo, (thrown: unknown) => setFailure(toFailure(thrown).body))
  }, [prepared])
  const replaced = useCorrected(library, replaces)
  const initial = useMemo(() => {
    if (replaced === undefined) return undefined
    return replaced === null ? newDraft({ library, thread, cycle: null }) : draftOfCorrected(library, replaced, null)
  }, [library, thread, replaced])
  const edited = useUpdateDraft({ kind: 'file', prepared }, initial)
  const { draft } = edited
  const place = usePlace(
    { library: draft?.library ?? library, thread: draft ? draft.thread : thread },
    draft?.cycle ?? null,
  )
  if (failure !== null || edited.isSent) {
    return (
      <Page>
        {failure === null ? (
          <p>{text('review.on-its-way')}</p>
        ) : (
          <ErrorNotice
            failure={failure}
            actions={<Button onClick={() => goTo({ screen: 'catch-up' })}>{text('common.back')}</Button>}
          />
        )}
      </Page>
    )
  }
  if (draft === undefined || place === undefined || video === null) return <Loading>{text('common.loading')}</Loading>
  if (place === null) return <Loading>{text('review.not-here')}</Loading>
  const name = 'fileName' in video.source ? video.source.fileName : ''
  return (
    <ReviewBody
      subject={{ kind: 'file', prepared }}
      edited={{ ...edited, draft }}
      place={place}
      current={replaced ?? null}
      above={text('review.brought', { name, length: writtenLength(video.durationMs) })}
      title={text('review.title-file')}
      video={{
        ...{ watchMs: video.durationMs, chapters: video.chapters },
        prepare: async () => ({ ...video, parts: null, cuesOf: () => [] }),
      }}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: the words stand beside it, and captions are made from them */}
      <video
        className={css.file}
        src={preparedAssetUrl(prepared, 'video.mp4')}
        controls
        playsInline
        aria-label={text('review.video')}
      />
      <Note>{text('review.as-it-is', { whole: writtenLength(video.durationMs) })}</Note>
    </ReviewBody>
  )
}
