import type { CommentView, MomentView, PersonView } from '../../../domain/views/records.ts'
import { nameOf, shortNameOf } from '../people/person-mark.tsx'
import { voiceOf } from '../people/voice.ts'
import type { TimelineMark } from './timeline-marks.tsx'

/** The comments that have a second in what is shown, as marks on its timeline. */
export function marksOf({
  comments,
  people,
  msOf,
}: {
  comments: readonly CommentView[]
  people: ReadonlyMap<string, PersonView>
  msOf: (moment: MomentView) => number | null
}): TimelineMark[] {
  return comments.flatMap(({ id, on, author, text, reaction = null }) => {
    const atMs = msOf(on)
    if (atMs === null) return []
    return [
      {
        id,
        atMs,
        name: shortNameOf(author, people),
        fullName: nameOf(author, people),
        voice: voiceOf(author),
        words: text,
        reaction,
      },
    ]
  })
}
