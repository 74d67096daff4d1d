import type { TakeView } from '../../../../domain/takes/view.ts'
import { type Reader, writtenLength, writtenMoment } from '../../../app/messages/when.ts'

/** When something was recorded and how long it is, as sentences about it name them. */
export function recordedWords({ take, durationMs }: Pick<TakeView, 'take' | 'durationMs'>, reader: Reader) {
  return { when: writtenMoment(take.madeAtMs, reader), length: writtenLength(durationMs) }
}
