import type { RecordState } from '../library/fold.ts'
import { problemFields } from '../records/problem.ts'
import type { ProblemView } from '../views/records.ts'
import { type ProjectionContext, textOf } from './context.ts'
import { standing } from './state.ts'
import { shownVersion } from './versions.ts'

export function projectProblem(state: RecordState, context: ProjectionContext): ProblemView | null {
  const found = shownVersion(state, problemFields.version, context.sha256)
  if (!found || !state.maker) return null
  const { title, statement, thread, opensAtMs, workingDays, isBlind } = found.shown.value
  return {
    kind: 'problem',
    id: state.subject,
    atMs: state.maker.ms,
    author: state.maker.person,
    version: found.shown.id,
    editedAtMs: found.editedAtMs,
    title: textOf(title, context),
    statement: context.words(statement),
    thread,
    opensAtMs,
    workingDays,
    isBlind,
    isClosed: standing(state, 'closed', problemFields.closed) !== null,
  }
}
