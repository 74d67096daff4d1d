import type { RecordState } from '../library/fold.ts'
import { commentFields, reactionSchema } from '../records/comment.ts'
import type { CommentView } from '../views/records.ts'
import type { ProjectionContext } from './context.ts'
import { shownVersion } from './versions.ts'

export function projectComment(state: RecordState, context: ProjectionContext): CommentView | null {
  const found = shownVersion(state, commentFields.version, context.sha256)
  if (!found || !state.maker) return null
  const { on, text, answersAsk, reaction } = found.shown.value
  const known = reactionSchema.safeParse(reaction).data
  return {
    kind: 'comment',
    id: state.subject,
    atMs: state.maker.ms,
    author: state.maker.person,
    version: found.shown.id,
    editedAtMs: found.editedAtMs,
    on,
    text: context.words(text),
    answersAsk,
    ...(known === undefined ? {} : { reaction: known }),
  }
}
