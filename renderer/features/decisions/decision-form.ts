import { z } from 'zod'
import type { JsonValue } from '../../../domain/json.ts'
import type { LibraryRequest } from '../../../domain/requests/requests.ts'
import type { DecisionView, MomentView, RecordView } from '../../../domain/views/records.ts'

const formSchema = z.object({
  title: z.string(),
  why: z.string(),
  /** Empty for none. */
  thread: z.string(),
  decidedBy: z.array(z.string()),
  evidence: z.array(z.object({ item: z.string(), version: z.string().nullable(), ms: z.number().nullable() })),
  replaces: z.string().nullable(),
})

/** A decision as it is being written. */
export type DecisionForm = z.infer<typeof formSchema>

/** What was being written before, as it was kept; null where nothing was. */
export function formFrom(kept: JsonValue): DecisionForm | null {
  return formSchema.safeParse(kept).data ?? null
}

export function formOf(view: DecisionView): DecisionForm {
  const { title, why, thread, decidedBy, evidence, replaces } = view
  return { title, why: why ?? '', thread: thread ?? '', decidedBy, evidence, replaces }
}

/**
 * An empty form, begun on something: on an update, a video or a comment that is its evidence, at a second where one is
 * given; or on a decision that the new one replaces. `commentedOn` is what a comment stands on.
 */
export function newForm({
  me,
  on,
  atMs,
  commentedOn,
}: {
  me: string
  on: RecordView | null
  atMs: number | null
  commentedOn: RecordView | null
}): DecisionForm {
  const empty: DecisionForm = { title: '', why: '', thread: '', decidedBy: [me], evidence: [], replaces: null }
  if (on === null) return empty
  if (on.kind === 'decision') return { ...empty, thread: on.thread ?? '', replaces: on.id }
  if (on.kind === 'thread') return { ...empty, thread: on.id }
  const about = on.kind === 'comment' ? commentedOn : on
  const thread = about && 'thread' in about ? (about.thread ?? '') : ''
  return { ...empty, thread, evidence: [momentOf(on, atMs)] }
}

/** A second belongs to the video's own version, the whole to the words'. */
function momentOf(on: RecordView, atMs: number | null): MomentView {
  if (on.kind === 'comment') return { item: on.id, version: on.on.version, ms: null }
  const version = 'version' in on ? on.version : null
  const video = 'video' in on ? on.video : null
  return { item: on.id, version: atMs === null ? version : (video?.version ?? version), ms: atMs }
}

/** What is missing before it can be written down. */
export function missingIn(form: DecisionForm): { title: boolean; why: boolean } {
  return { title: form.title.trim() === '', why: form.why.trim() === '' }
}

/** The request that writes it; of an existing decision the one that corrects it. */
export function requestOf(form: DecisionForm, decision: string | null): LibraryRequest {
  const said = {
    title: form.title.trim(),
    why: form.why.trim(),
    thread: form.thread === '' ? null : form.thread,
    evidence: form.evidence,
    decidedBy: form.decidedBy,
    replaces: form.replaces,
  }
  if (decision === null) return { request: 'decision.write', ...said }
  return { request: 'decision.correct', id: decision, ...said }
}
