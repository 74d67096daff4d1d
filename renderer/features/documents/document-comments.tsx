import { type Ref, useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { CommentView, DocumentView, PersonView } from '../../../domain/views/records.ts'
import type { Reader } from '../../app/messages/when.ts'
import { Stack } from '../../ui/row.tsx'
import { CommentBox } from '../watch/comment-box.tsx'
import { CommentList, type SentComment } from '../watch/comments.tsx'

interface DocumentCommentsProps {
  library: LibraryView
  view: DocumentView
  people: ReadonlyMap<string, PersonView>
  comments: readonly CommentView[]
  reader: Reader
  box: Ref<HTMLTextAreaElement>
}

/** What was said about a document, and a box to say more. */
export function DocumentComments({ library, view, people, comments, reader, box }: DocumentCommentsProps) {
  const [sent, setSent] = useState<readonly SentComment[]>([])
  const on = { library, people, comments, reader, msOf: () => null, onSeek: () => undefined }
  return (
    <Stack gap={4}>
      <CommentList on={on} sent={sent} />
      <CommentBox
        ref={box}
        library={library.id}
        item={view.id}
        version={view.version}
        timed={null}
        onSent={(comment) => setSent((before) => [...before, comment])}
      />
    </Stack>
  )
}
