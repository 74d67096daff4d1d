import { type Ref, useState } from 'react'
import type { CommentView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { useCommentsOn } from '../../cache/queries.ts'
import type { Playback } from '../../playback/playback.ts'
import { Section } from '../../ui/page.tsx'
import { Stack } from '../../ui/row.tsx'
import { CommentBox } from '../watch/comment-box.tsx'
import { CommentList, type CommentsOn, type SentComment } from '../watch/comments.tsx'
import { inVideoOrder } from '../watch/moments.ts'
import type { StepItem } from './progress.ts'
import type { PathPlace } from './use-path.ts'

interface StepCommentsProps {
  place: PathPlace
  item: StepItem
  /** Null where there is no video to have a second of. */
  timed: { playback: Playback; version: string } | null
  msOf: CommentsOn['msOf']
  box: Ref<HTMLTextAreaElement>
}

const none: readonly CommentView[] = []

/** What was asked and said about a step's video or document, and a box to ask. */
export function StepComments({ place, item, timed, msOf, box }: StepCommentsProps) {
  const { library, people, reader } = place
  const comments = useCommentsOn(library.id, item.id) ?? none
  const [sent, setSent] = useState<readonly SentComment[]>([])
  const onSeek = (ms: number): void => timed?.playback.seek(ms)
  return (
    <Section title={text('onboarding.comments')}>
      <Stack gap={4}>
        <CommentList
          on={{
            library,
            people,
            reader,
            comments: inVideoOrder(comments, (comment) => msOf(comment.on)),
            msOf,
            onSeek,
          }}
          sent={sent}
        />
        <CommentBox
          ref={box}
          library={library.id}
          item={item.id}
          version={item.version}
          timed={timed}
          onSent={(comment) => setSent((before) => [...before, comment])}
        />
      </Stack>
    </Section>
  )
}
