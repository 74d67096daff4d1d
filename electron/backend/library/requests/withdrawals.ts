import { Failure } from '../../../../domain/failure.ts'
import type { RecordKind } from '../../../../domain/views/records.ts'
import type { Plan } from '../plan.ts'
import { emptyPlan, type PlanContext, requireOwn } from './context.ts'

const withdrawable = new Set<RecordKind>(['update', 'comment', 'decision', 'problem', 'document', 'video', 'path'])

/** What goes is listed before the withdrawal is said, since the index forgets it for good when it is. */
export async function planWithdraw(context: PlanContext): Promise<Plan> {
  const found = await context.index.record(context.subject)
  if (found === null || !withdrawable.has(found.view.kind) || !('author' in found.view)) {
    throw new Failure({ code: 'not-found', message: 'There is nothing here to withdraw.' })
  }
  // an owner speaks for a device that was closed, whose person may be gone
  const maker = await context.index.makerOf(context.subject)
  const mayTakeOut = maker !== null && (await context.index.mayTakeOut({ writer: maker, person: context.me }))
  if (!mayTakeOut) requireOwn(context, found.view.author)
  const versions = await context.index.versions(context.subject)
  return {
    ...emptyPlan,
    operations: [{ kind: `${found.view.kind}.withdrawn`, subject: context.subject, body: {} }],
    strip: {
      subject: context.subject,
      person: context.me,
      batches: await context.index.batchesWithWordsOf(context.subject),
      folders: versions.map(({ folder }) => folder),
    },
  }
}
