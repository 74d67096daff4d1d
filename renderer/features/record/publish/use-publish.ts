import { useSyncExternalStore } from 'react'
import { editKey } from '../../../../domain/takes/edit-cuts.ts'
import type { UpdateView, VideoItemView } from '../../../../domain/views/records.ts'
import { text } from '../../../app/messages/text.ts'
import { goTo, parseRoute } from '../../../app/route.ts'
import { useReader } from '../../../app/use-reader.ts'
import { useToasts } from '../../../ui/toast.tsx'
import { type DraftSubject, draftName } from './draft.ts'
import { requestOf, type VideoToPublish } from './publication.ts'
import { forgetPublishing, type Publishing, publishDraft, publishings } from './publish.ts'
import { type Place, usualTitle } from './use-place.ts'
import type { EditedDraft } from './use-update-draft.ts'

interface Publication {
  subject: DraftSubject
  edited: EditedDraft
  place: Place
  current: UpdateView | VideoItemView | null
  /** Left out where there is no recording. */
  prepareVideo?: ((onJob: (jobId: string) => void) => Promise<VideoToPublish>) | undefined
}

interface PublishActions {
  publishing: Publishing | undefined
  publish: () => Promise<void>
  /** Keeps it as a draft and leaves. */
  keep: () => Promise<void>
}

/** The two ways out of a screen on which something is written: to the folder, or to the drafts. */
export function usePublish({ subject, edited, place, current, prepareVideo }: Publication): PublishActions {
  const reader = useReader()
  const toasts = useToasts()
  const name = draftName(subject)
  const publishing = useSyncExternalStore(publishings.subscribe, publishings.get).get(name)
  const leave = (): void => {
    const { library, thread } = place
    // Whoever has gone elsewhere meanwhile stays there.
    if (!['review', 'review-file', 'write'].includes(parseRoute(location.hash).screen)) return
    if (current !== null) {
      const { id: item } = current
      goTo({ screen: 'watch', library, item, atMs: null, isReading: false, isQueue: false }, { replace: true })
    } else if (thread === null) goTo({ screen: 'catch-up' }, { replace: true })
    else goTo({ screen: 'thread', library, thread: thread.id, tab: 'now' }, { replace: true })
  }

  const publish = async (): Promise<void> => {
    const { draft } = edited
    if (draft === undefined) return
    await edited.flush()
    const placed = { ...draft, cycle: place.cycle }
    const item = await publishDraft({
      subject,
      draft: placed,
      prepare: async (onJob) => {
        const video = prepareVideo === undefined ? null : await prepareVideo(onJob)
        const composed =
          video === null
            ? draft.composed
            : [
                ...draft.composed.filter(({ prepared }) => prepared !== video.id),
                { prepared: video.id, edit: editKey(draft.edit) },
              ].slice(-20)
        const request = requestOf(placed, {
          ...{ video, current, people: place.people, nowMs: Date.now() },
          questions: place.thread?.questions ?? [],
          otherwise: usualTitle(place, reader),
        })
        return { request, draft: { ...placed, composed } }
      },
    })
    if (item === null) return
    forgetPublishing(name)
    leave()
  }
  const keep = async (): Promise<void> => {
    edited.change((draft) => draft)
    await edited.flush()
    toasts.show({ title: text('review.draft-kept') })
    leave()
  }
  return { publishing, publish, keep }
}
