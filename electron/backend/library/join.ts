import type { JoinLibrary } from '../../../domain/requests/requests.ts'
import { deviceLabel, introduction } from './found.ts'
import type { Plan } from './plan.ts'
import { emptyPlan } from './requests/context.ts'
import type { Writer } from './writer-key.ts'

/** What a device says first in a library that is there already: who its new person is, or whose further device it is. */
export function joiningPlan({ as }: JoinLibrary, writer: Writer): Plan {
  if ('new' in as) return { ...emptyPlan, operations: introduction({ writer: writer.id, person: as.new }) }
  const claim = { kind: 'writer.claim', subject: writer.id, body: { person: as.claim } }
  return { ...emptyPlan, operations: [claim, deviceLabel({ writer: writer.id, deviceName: 'Another computer' })] }
}
