import { useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { CommentView, DecisionView, PersonView } from '../../../domain/views/records.ts'
import type { Reader } from '../../app/messages/when.ts'
import { Stack } from '../../ui/row.tsx'
import { CommentBox } from '../watch/comment-box.tsx'
import { CommentList, type SentComment } from '../watch/comments.tsx'

interface DecisionCommentsProps {
  library: LibraryView
  view: DecisionView
  people: ReadonlyMap<string, PersonView>
  comments: readonly CommentView[]
  reader: Reader
}

/** What was said about a decision, and a box to say more. */
export function DecisionComments({ library, view, people, comments, reader }: DecisionCommentsProps) {
  const [sent, setSent] = useState<readonly SentComment[]>([])
  const on = { library, people, comments, reader, msOf: () => null, onSeek: () => undefined }
  return (
    <Stack gap={4}>
      <CommentList on={on} sent={sent} />
      <CommentBox
        library={library.id}
        item={view.id}
        version={view.version}
        timed={null}
        onSent={(comment) => setSent((before) => [...before, comment])}
      />
    </Stack>
  )
}
