import { documentFields } from '../../../../domain/records/document.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import { itemText } from '../item-text.ts'
import type { Plan } from '../plan.ts'
import { nameOf, type PlanContext, placeOf, recordOf } from './context.ts'
import { publishingPlan, versionOperation } from './publication.ts'

type Write = Extract<LibraryRequest, { request: 'document.write' }>
type Change = Extract<LibraryRequest, { request: 'document.change' }>

export async function planDocumentWrite(request: Write, context: PlanContext): Promise<Plan> {
  const { thread } = request
  const threadName = thread === null ? null : (await recordOf(context, { id: thread, kind: 'thread' })).name
  const plan = await versionPlan(context, { title: request.title, text: request.text, threadName })
  if (thread === null) return plan
  return {
    ...plan,
    operations: [...plan.operations, { kind: 'document.thread', subject: context.subject, body: { thread } }],
  }
}

/** Replaces only the versions that the person has read: what somebody else wrote meanwhile stays beside it. */
export async function planDocumentChange(request: Change, context: PlanContext): Promise<Plan> {
  const current = await recordOf(context, { id: request.id, kind: 'document' })
  const heads = (await context.index.heads(request.id)).find(({ field }) => field === 'version')?.heads ?? []
  // heads and versions both stand in the order of the fold: the one shown first, then the concurrent ones
  const standing = [current.version, ...current.concurrentVersions]
  const replaces = heads.filter((_, place) => request.basedOn.includes(standing[place] ?? ''))
  const thread = current.thread === null ? null : await context.index.record(current.thread)
  const threadName = thread?.view.kind === 'thread' ? thread.view.name : null
  const plan = await versionPlan(context, { title: request.title, text: request.text, threadName })
  return { ...plan, operations: plan.operations.map((operation) => ({ ...operation, replaces })) }
}

async function versionPlan(
  context: PlanContext,
  { title, text, threadName }: { title: string; text: string; threadName: string | null },
): Promise<Plan> {
  const body = documentFields.version.parse({
    ...(await placeOf(context, threadName === null ? 'document' : `document ${threadName}`)),
    title: context.words.put(title),
    text: context.words.put(text),
  })
  const itemMd = itemText({
    title,
    author: await nameOf(context, context.me),
    atMs: context.nowMs,
    timeZone: context.timeZone,
    facts: threadName === null ? [] : [{ name: 'Thread', value: threadName }],
    text,
    parts: [],
    files: [],
  })
  return publishingPlan(context, { body, operations: [versionOperation(context, 'document', body)], itemMd })
}
