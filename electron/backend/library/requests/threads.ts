import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { ThreadView } from '../../../../domain/views/records.ts'
import type { Plan, PlannedOperation } from '../plan.ts'
import { type PlanContext, recordOf, sayingPlan, wordsOrNull } from './context.ts'

type Make = Extract<LibraryRequest, { request: 'thread.make' }>
type Change = Extract<LibraryRequest, { request: 'thread.change' }>
type Archive = Extract<LibraryRequest, { request: 'thread.archive' }>
type Shape = Omit<Make, 'request'>

export async function planThreadMake(request: Make, context: PlanContext): Promise<Plan> {
  const about = aboutOperation(request, context)
  return sayingPlan(context, [
    context.nonce === undefined ? about : { ...about, nonce: context.nonce },
    cadenceOperation(request, context),
    questionsOperation(request, context),
    ...request.people.map((person) => personOperation(context, { person, present: true })),
    ...keepVideosOperations(context, { wanted: request.keepVideosMonths, standing: null }),
  ])
}

/** Only what differs from what stands is said again, so that two people changing different things both succeed. */
export async function planThreadChange(request: Change, context: PlanContext): Promise<Plan> {
  const current = await recordOf(context, { id: request.id, kind: 'thread' })
  const heads = await context.index.heads(request.id)
  const isDisputed = (field: string): boolean => heads.some((head) => head.field === field && head.heads.length > 1)
  const operations: PlannedOperation[] = []
  if (isDisputed('about') || !isSame(aboutOf(current), aboutOf(viewOf(request)))) {
    operations.push(aboutOperation(request, context))
  }
  if (isDisputed('cadence') || !isSame(cadenceOf(current.cadence), cadenceOf(request.cadence))) {
    operations.push(cadenceOperation(request, context))
  }
  if (isDisputed('questions') || !isSame(questionsOf(current.questions), questionsOf(request.questions))) {
    operations.push(questionsOperation(request, context))
  }
  const joined = request.people.filter((person) => !current.people.includes(person))
  const left = current.people.filter((person) => !request.people.includes(person))
  operations.push(
    ...joined.map((person) => personOperation(context, { person, present: true })),
    ...left.map((person) => personOperation(context, { person, present: false })),
    ...keepVideosOperations(context, {
      wanted: request.keepVideosMonths,
      standing: current.keepVideosMonths ?? null,
    }),
  )
  return sayingPlan(context, operations)
}

export async function planThreadArchive(request: Archive, context: PlanContext): Promise<Plan> {
  await recordOf(context, { id: request.id, kind: 'thread' })
  return sayingPlan(context, [
    { kind: 'thread.archived', subject: context.subject, body: { archived: request.isArchived } },
  ])
}

function aboutOperation(request: Shape, context: PlanContext): PlannedOperation {
  const { purpose, replacesMinutes, suggestedSec } = request
  const replaces = replacesMinutes === null ? null : { minutes: replacesMinutes }
  const body = { name: context.words.put(request.name), purpose, replaces, suggestedSec }
  return { kind: 'thread.about', subject: context.subject, body }
}

function cadenceOperation({ cadence }: Shape, context: PlanContext): PlannedOperation {
  return { kind: 'thread.cadence', subject: context.subject, body: cadenceOf(cadence) }
}

function questionsOperation({ questions }: Shape, context: PlanContext): PlannedOperation {
  const body = questions.map(({ id, text, hint, intent }) => {
    return { id, text: context.words.put(text), hint: wordsOrNull(context, hint), intent }
  })
  return { kind: 'thread.questions', subject: context.subject, body: { questions: body } }
}

function personOperation(
  context: PlanContext,
  { person, present }: { person: string; present: boolean },
): PlannedOperation {
  return { kind: `thread.person:${person}`, subject: context.subject, body: { present } }
}

/** Nothing where it stays as it is. */
function keepVideosOperations(
  context: PlanContext,
  { wanted, standing }: { wanted: number | null | undefined; standing: number | null },
): PlannedOperation[] {
  if (wanted === undefined || wanted === standing) return []
  return [{ kind: 'thread.keepvideos', subject: context.subject, body: { months: wanted } }]
}

type About = Pick<ThreadView, 'name' | 'purpose' | 'replacesMinutes' | 'suggestedSec'>
const viewOf = (request: Shape): About => request

function aboutOf({ name, purpose, replacesMinutes, suggestedSec }: About): unknown {
  return { name, purpose, replacesMinutes, suggestedSec }
}

function cadenceOf({ every, weekday, dueMinutes }: Shape['cadence']): Shape['cadence'] {
  return { every, weekday, dueMinutes }
}

function questionsOf(questions: Shape['questions']): unknown {
  return questions.map(({ id, text, hint, intent }) => ({ id, text, hint, intent }))
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
