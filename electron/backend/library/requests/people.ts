import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { Plan, PlannedOperation } from '../plan.ts'
import { type PlanContext, sayingPlan } from './context.ts'

type Change = Extract<LibraryRequest, { request: 'person.change' }>
type Name = Extract<LibraryRequest, { request: 'device.name' }>
type Endorse = Extract<LibraryRequest, { request: 'device.endorse' }>

export async function planPersonChange(request: Change, context: PlanContext): Promise<Plan> {
  const { name, timeZone, workingDays, fromMinutes, toMinutes, awayUntil } = request
  const found = await context.index.record(context.subject)
  const current = found?.view.kind === 'person' ? found.view : null
  const profile = { name, timeZone, workingDays, fromMinutes, toMinutes }
  const standing = current && {
    name: current.name,
    timeZone: current.timeZone,
    workingDays: current.workingDays,
    fromMinutes: current.fromMinutes,
    toMinutes: current.toMinutes,
  }
  const operations: PlannedOperation[] = []
  if (JSON.stringify(profile) !== JSON.stringify(standing)) {
    operations.push({ kind: 'person.profile', subject: context.subject, body: profile })
  }
  if ((current?.awayUntil ?? null) !== awayUntil) {
    operations.push({ kind: 'person.away', subject: context.subject, body: { until: awayUntil } })
  }
  return sayingPlan(context, operations)
}

export function planDeviceName(request: Name, context: PlanContext): Plan {
  return sayingPlan(context, [
    { kind: 'writer.label', subject: context.writer, body: { deviceName: request.name.slice(0, 120) } },
  ])
}

export function planDeviceEndorse(request: Endorse, context: PlanContext): Plan {
  return sayingPlan(context, [{ kind: 'writer.endorse', subject: request.writer, body: { person: request.person } }])
}

export async function planAcknowledge(
  request: Extract<LibraryRequest, { request: 'acknowledge' }>,
  context: PlanContext,
): Promise<Plan> {
  const { path, step, item, version } = request
  const operation = { kind: 'acknowledgement.given', subject: context.subject, body: { path, step, item, version } }
  return sayingPlan(context, [context.nonce === undefined ? operation : { ...operation, nonce: context.nonce }])
}
