import { documentFields } from '../../../../domain/records/document.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import { itemText } from '../item-text.ts'
import type { Plan } from '../plan.ts'
import { nameOf, type PlanContext, placeOf, recordOf, textFile } from './context.ts'
import { publishingPlan, versionOperation } from './publication.ts'

type Write = Extract<LibraryRequest, { request: 'document.write' }>
type Change = Extract<LibraryRequest, { request: 'document.change' }>

export async function planDocumentWrite(request: Write, context: PlanContext): Promise<Plan> {
  const { thread, title, text } = request
  if (thread !== null) await recordOf(context, { id: thread, kind: 'thread' })
  const plan = await planDocumentVersion(context, { title, text, thread })
  if (thread === null) return plan
  return {
    ...plan,
    operations: [...plan.operations, { kind: 'document.thread', subject: context.subject, body: { thread } }],
  }
}

/** Replaces only the versions that the person has read: what somebody else wrote meanwhile stays beside it. */
export async function planDocumentChange(request: Change, context: PlanContext): Promise<Plan> {
  const { thread } = await recordOf(context, { id: request.id, kind: 'document' })
  const replaces = await standingOf(context, request.basedOn)
  const plan = await planDocumentVersion(context, { title: request.title, text: request.text, thread })
  return { ...plan, operations: plan.operations.map((operation) => ({ ...operation, replaces })) }
}

/** The operations that say these versions and are not replaced yet; the same version may have been said twice. */
export async function standingOf(context: PlanContext, versions: readonly string[]): Promise<string[]> {
  const standing = await context.index.standing({ subject: context.subject, field: 'version' })
  return standing.flatMap(({ operation, version }) =>
    version !== null && versions.includes(version) ? [operation] : [],
  )
}

/** A version of a document, in the place of all that stand. */
export async function planDocumentVersion(
  context: PlanContext,
  { title, text, thread }: { title: string; text: string; thread: string | null },
): Promise<Plan> {
  const found = thread === null ? null : await context.index.record(thread)
  const threadName = found?.view.kind === 'thread' ? found.view.name : null
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
  const { size, sha256 } = textFile('item.md', itemMd)
  const body = documentFields.version.parse({
    ...(await placeOf(context, threadName === null ? 'document' : `document ${threadName}`)),
    title: context.words.put(title),
    text: context.words.put(text),
    textFile: { size, sha256 },
  })
  return publishingPlan(context, { body, operations: [versionOperation(context, 'document', body)], itemMd })
}
