import type { RecordState } from '../library/fold.ts'
import { acknowledgementFields } from '../records/acknowledgement.ts'
import type { AcknowledgementView } from '../views/records.ts'
import { standing } from './state.ts'

export function projectAcknowledgement(state: RecordState): AcknowledgementView | null {
  const given = standing(state, 'given', acknowledgementFields.given)
  if (!given || !state.maker) return null
  const { path, step, item, version } = given.value
  return {
    kind: 'acknowledgement',
    id: state.subject,
    atMs: state.maker.ms,
    person: state.maker.person,
    path,
    step,
    item,
    version,
  }
}
