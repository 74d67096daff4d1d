import { Failure } from '../../../../domain/failure.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { Plan, PlannedOperation } from '../plan.ts'
import { type PlanContext, recordOf, sayingPlan } from './context.ts'

type Change = Extract<LibraryRequest, { request: 'person.change' }>
type Name = Extract<LibraryRequest, { request: 'device.name' }>
type Endorse = Extract<LibraryRequest, { request: 'device.endorse' }>
type Close = Extract<LibraryRequest, { request: 'device.close' }>
type Own = Extract<LibraryRequest, { request: 'owner.add' }>
type Hide = Extract<LibraryRequest, { request: 'hide' }>

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

/** A lost device is closed by one of its person's others, or by an owner; what is known of it now still counts. */
export async function planDeviceClose({ writer }: Close, context: PlanContext): Promise<Plan> {
  if (writer === context.writer) {
    throw new Failure({
      code: 'not-allowed',
      message: 'A device cannot close itself.',
      remedy: 'Close it from another device of yours, or ask an owner.',
    })
  }
  if ((await context.index.personOf(writer)) !== context.me) await requireOwner(context)
  const lastSeq = (await context.index.position(writer))?.seq ?? 0
  return sayingPlan(context, [{ kind: 'writer.close', subject: writer, body: { lastSeq } }])
}

/** `context.subject` is the library. */
export async function planOwnerAdd({ person }: Own, context: PlanContext): Promise<Plan> {
  await requireOwner(context)
  await recordOf(context, { id: person, kind: 'person' })
  return sayingPlan(context, [{ kind: `library.owner:${person}`, subject: context.subject, body: { present: true } }])
}

export async function planHide({ isHidden }: Hide, context: PlanContext): Promise<Plan> {
  await requireOwner(context)
  const found = await context.index.record(context.subject)
  if (found === null || found.view.kind === 'person') {
    throw new Failure({ code: 'not-found', message: 'There is nothing here to hide.' })
  }
  return sayingPlan(context, [
    { kind: `${found.view.kind}.hidden`, subject: context.subject, body: { hidden: isHidden } },
  ])
}

async function requireOwner(context: PlanContext): Promise<void> {
  const me = (await context.index.record(context.me))?.view
  if (me?.kind === 'person' && me.isOwner) return
  throw new Failure({
    code: 'not-allowed',
    message: 'Only an owner of the library can do this.',
    remedy: 'Ask one of its owners; People says who they are.',
  })
}

export async function planAcknowledge(
  request: Extract<LibraryRequest, { request: 'acknowledge' }>,
  context: PlanContext,
): Promise<Plan> {
  const { path, step, item, version } = request
  const operation = { kind: 'acknowledgement.given', subject: context.subject, body: { path, step, item, version } }
  return sayingPlan(context, [context.nonce === undefined ? operation : { ...operation, nonce: context.nonce }])
}
