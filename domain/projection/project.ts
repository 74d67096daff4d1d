import type { RecordState } from '../library/fold.ts'
import type { RecordView } from '../views/records.ts'
import { projectAcknowledgement } from './acknowledgement.ts'
import { projectComment } from './comment.ts'
import type { ProjectionContext } from './context.ts'
import { projectDecision } from './decision.ts'
import { disputesOf } from './disputes.ts'
import { projectDocument } from './document.ts'
import { projectLearningPath } from './learning-path.ts'
import { projectProblem } from './problem.ts'
import { isGone, isHidden } from './state.ts'
import { projectThread } from './thread.ts'
import { projectUpdate } from './update.ts'
import { projectVideoItem } from './video.ts'

/**
 * What screens read of one record that somebody made; null where there is nothing to show: it was withdrawn or deleted,
 * hidden from this reader, its maker is not proven yet, or it is of a kind that this app does not know. People are not made: see person.ts.
 * `text` is a document's whole text.
 */
export function projectRecord(
  state: RecordState,
  context: ProjectionContext,
): { view: RecordView; text: string | null } | null {
  if (!state.maker || isGone(state)) return null
  const hidden = isHidden(state)
  if (hidden && !context.showsHidden) return null
  const projected = plainly(state, context)
  if (projected === null) return null
  const disputes = disputesOf(state, context)
  const marks = { ...(hidden ? { isHidden: true as const } : {}), ...(disputes.length > 0 ? { disputes } : {}) }
  return { ...projected, view: { ...projected.view, ...marks } }
}

function plainly(state: RecordState, context: ProjectionContext): { view: RecordView; text: string | null } | null {
  if (state.record === 'document') return projectDocument(state, context)
  const view = viewOf(state, context)
  return view && { view, text: null }
}

function viewOf(state: RecordState, context: ProjectionContext): RecordView | null {
  switch (state.record) {
    case 'thread':
      return projectThread(state, context)
    case 'update':
      return projectUpdate(state, context)
    case 'comment':
      return projectComment(state, context)
    case 'decision':
      return projectDecision(state, context)
    case 'problem':
      return projectProblem(state, context)
    case 'video':
      return projectVideoItem(state, context)
    case 'path':
      return projectLearningPath(state, context)
    case 'acknowledgement':
      return projectAcknowledgement(state)
    default:
      return null
  }
}

/** The record that a view speaks about and may change: of a comment what it answers, of a decision what it replaces. */
export function pointsAt(view: RecordView): string | null {
  if (view.kind === 'comment') return view.answersAsk === null ? null : view.on.item
  return view.kind === 'decision' ? view.replaces : null
}
