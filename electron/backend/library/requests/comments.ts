import { commentFields } from '../../../../domain/records/comment.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { Plan } from '../plan.ts'
import { fieldOf, ownRecordOf, type PlanContext, sayingPlan } from './context.ts'
import { versionOperation } from './publication.ts'

type Write = Extract<LibraryRequest, { request: 'comment.write' }>
type Correct = Extract<LibraryRequest, { request: 'comment.correct' }>

export async function planCommentWrite(request: Write, context: PlanContext): Promise<Plan> {
  const { on, text, answersAsk, reaction } = request
  const body = commentFields.version.parse({
    ...{ on, text: context.words.put(text), answersAsk },
    ...(reaction === undefined ? {} : { reaction }),
  })
  return sayingPlan(context, [versionOperation(context, 'comment', body)])
}

export async function planCommentCorrect(request: Correct, context: PlanContext): Promise<Plan> {
  await ownRecordOf(context, 'comment')
  const current = fieldOf(await context.index.heads(context.subject), 'version', commentFields.version)
  const body = { ...current, text: context.words.put(request.text) }
  return sayingPlan(context, [versionOperation(context, 'comment', body)])
}
