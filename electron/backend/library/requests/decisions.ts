import { decisionFields } from '../../../../domain/records/decision.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import { itemText } from '../item-text.ts'
import type { Plan } from '../plan.ts'
import { nameOf, ownRecordOf, type PlanContext, placeOf, recordOf } from './context.ts'
import { publishingPlan, versionOperation } from './publication.ts'

type Write = Extract<LibraryRequest, { request: 'decision.write' }>
type Correct = Extract<LibraryRequest, { request: 'decision.correct' }>

export async function planDecisionCorrect(request: Correct, context: PlanContext): Promise<Plan> {
  await ownRecordOf(context, 'decision')
  return await planDecision(request, context)
}

/** A decision as it stands from now on, new or corrected. */
export async function planDecision(request: Write | Correct, context: PlanContext): Promise<Plan> {
  const { title, why, thread, evidence, decidedBy, replaces } = request
  const threadName = thread === null ? null : (await recordOf(context, { id: thread, kind: 'thread' })).name
  const replaced = replaces === null ? null : await recordOf(context, { id: replaces, kind: 'decision' })
  const body = decisionFields.version.parse({
    ...(await placeOf(context, threadName === null ? 'decision' : `decision ${threadName}`)),
    title: context.words.put(title),
    why: context.words.put(why),
    thread,
    evidence,
    decidedBy,
    replaces,
  })
  const deciders = await Promise.all(decidedBy.map((person) => nameOf(context, person)))
  const itemMd = itemText({
    title,
    author: await nameOf(context, context.me),
    atMs: context.nowMs,
    timeZone: context.timeZone,
    facts: [
      ...(threadName === null ? [] : [{ name: 'Thread', value: threadName }]),
      ...(deciders.length === 0 ? [] : [{ name: 'Decided by', value: deciders.join(', ') }]),
      ...(replaced === null ? [] : [{ name: 'Replaces', value: replaced.title }]),
    ],
    text: null,
    parts: [{ heading: 'Why', text: why }],
    files: [],
  })
  return publishingPlan(context, { body, operations: [versionOperation(context, 'decision', body)], itemMd })
}
