import type { TakeView } from '../../../../domain/takes/view.ts'
import { text } from '../../../app/messages/text.ts'
import { writtenLength, writtenMoment } from '../../../app/messages/when.ts'
import { goTo } from '../../../app/route.ts'
import { useReader } from '../../../app/use-reader.ts'
import { Band } from '../../../ui/band.tsx'
import { TextAction } from '../../../ui/button.tsx'

/** Says, while one sets up, that what is recorded comes behind what was interrupted. */
export function ContinuedBand({ view: { take, durationMs } }: { view: TakeView }) {
  const reader = useReader()
  const values = { when: writtenMoment(take.madeAtMs, reader), length: writtenLength(durationMs) }
  return (
    <Band
      actions={
        <TextAction leading onClick={() => goTo({ screen: 'review', take: take.id, replaces: null })}>
          {text('record.review-as-is')}
        </TextAction>
      }
    >
      {text('record.continues', values)}
    </Band>
  )
}
