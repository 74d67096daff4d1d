import type { TakeView } from '../../../../domain/takes/view.ts'
import { text } from '../../../app/messages/text.ts'
import { goTo } from '../../../app/route.ts'
import { useReader } from '../../../app/use-reader.ts'
import { Band } from '../../../ui/band.tsx'
import { TextAction } from '../../../ui/button.tsx'
import { recordedWords } from '../publish/recorded-words.ts'

/** Says, while one sets up, that what is recorded comes behind what was interrupted. */
export function ContinuedBand({ view }: { view: TakeView }) {
  const reader = useReader()
  return (
    <Band
      actions={
        <TextAction leading onClick={() => goTo({ screen: 'review', take: view.take.id, replaces: null })}>
          {text('record.review-as-is')}
        </TextAction>
      }
    >
      {text('record.continues', recordedWords(view, reader))}
    </Band>
  )
}
