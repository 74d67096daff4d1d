import type { RecordState } from '../library/fold.ts'
import { readingSec } from '../reading/reading-time.ts'
import { decisionFields } from '../records/decision.ts'
import type { DecisionView } from '../views/records.ts'
import { type ProjectionContext, textOf } from './context.ts'
import { shownVersion } from './versions.ts'

/** A decision; where several replace it, the newest is named. */
export function projectDecision(state: RecordState, context: ProjectionContext): DecisionView | null {
  const found = shownVersion(state, decisionFields.version, context.sha256)
  if (!found || !state.maker) return null
  const { value, id: version } = found.shown
  const title = textOf(value.title, context)
  const why = context.words(value.why)
  const successors = context.pointingHere
    .filter((view) => view.kind === 'decision' && view.replaces === state.subject && view.id !== state.subject)
    .sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1))
  return {
    kind: 'decision',
    id: state.subject,
    atMs: state.maker.ms,
    author: state.maker.person,
    version,
    editedAtMs: found.editedAtMs,
    title,
    why,
    thread: value.thread,
    evidence: value.evidence,
    decidedBy: value.decidedBy,
    replaces: value.replaces,
    replacedBy: successors[0]?.id ?? null,
    readSec: Math.round(readingSec(`${title}\n${why ?? ''}`)),
  }
}
