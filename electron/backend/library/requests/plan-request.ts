import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { Plan } from '../plan.ts'
import { planTakeAltered } from './altered.ts'
import { planCaptionsAdd } from './captions.ts'
import { planCommentCorrect, planCommentWrite } from './comments.ts'
import { type PlanContext, requireOpenDevice } from './context.ts'
import { planDecision, planDecisionCorrect } from './decisions.ts'
import { planDocumentChange, planDocumentWrite } from './documents.ts'
import { planPathChange, planPathMake } from './paths.ts'
import {
  planAcknowledge,
  planDeviceClose,
  planDeviceEndorse,
  planDeviceName,
  planHide,
  planOwnerAdd,
  planPersonChange,
} from './people.ts'
import { planTermSet } from './terms.ts'
import { planThreadArchive, planThreadChange, planThreadMake } from './threads.ts'
import { planBlockerClear, planUpdateCorrect, planUpdateMove, planUpdatePublish } from './updates.ts'
import { planVersionKeep } from './versions.ts'
import { planVideoCorrect, planVideoPublish } from './videos.ts'
import { planWithdraw } from './withdrawals.ts'

/** What a request writes, against what this device knows now. Throws the Failure that the person should read. */
export async function planRequest(request: LibraryRequest, context: PlanContext): Promise<Plan> {
  await requireOpenDevice(context)
  switch (request.request) {
    case 'thread.make':
      return await planThreadMake(request, context)
    case 'thread.change':
      return await planThreadChange(request, context)
    case 'thread.archive':
      return await planThreadArchive(request, context)
    case 'update.publish':
      return await planUpdatePublish(request, context)
    case 'update.correct':
      return await planUpdateCorrect(request, context)
    case 'update.move':
      return await planUpdateMove(request, context)
    case 'blocker.clear':
      return await planBlockerClear(request, context)
    case 'term.set':
      return planTermSet(request, context)
    case 'captions.add':
      return await planCaptionsAdd(request, context)
    case 'comment.write':
      return await planCommentWrite(request, context)
    case 'comment.correct':
      return await planCommentCorrect(request, context)
    case 'decision.write':
      return await planDecision(request, context)
    case 'decision.correct':
      return await planDecisionCorrect(request, context)
    case 'document.write':
      return await planDocumentWrite(request, context)
    case 'document.change':
      return await planDocumentChange(request, context)
    case 'video.publish':
      return await planVideoPublish(request, context)
    case 'video.correct':
      return await planVideoCorrect(request, context)
    case 'path.make':
      return await planPathMake(request, context)
    case 'path.change':
      return await planPathChange(request, context)
    case 'acknowledge':
      return await planAcknowledge(request, context)
    case 'withdraw':
      return await planWithdraw(context)
    case 'person.change':
      return await planPersonChange(request, context)
    case 'device.name':
      return planDeviceName(request, context)
    case 'device.endorse':
      return planDeviceEndorse(request, context)
    case 'device.close':
      return await planDeviceClose(request, context)
    case 'owner.add':
      return await planOwnerAdd(request, context)
    case 'hide':
      return await planHide(request, context)
    case 'version.keep':
      return await planVersionKeep(request, context)
    case 'document.take-altered':
      return await planTakeAltered(request, context)
  }
}
