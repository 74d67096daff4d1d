import type { AnswerView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { writtenDay } from '../../app/messages/when.ts'
import { usePerform } from '../../app/use-perform.ts'
import { TextAction } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Row } from '../../ui/row.tsx'
import type { WatchPlace } from './watch-place.ts'
import css from './words.module.css'

/** Says that an answer is in the way, or since when it no longer is; its author says so. */
export function BlockerNote({ place, answer }: { place: WatchPlace; answer: AnswerView }) {
  const perform = usePerform()
  const { library, view, reader, isMine } = place
  const { question, clearedAtMs } = answer
  const setCleared = (cleared: boolean): void => {
    const request = { request: 'blocker.clear', id: view.id, question, cleared } as const
    void perform({ library: library.id, request })
  }
  return (
    <Row gap={3} className={css.blocker}>
      <Pill>
        {clearedAtMs === null
          ? text('watch.in-the-way')
          : text('watch.cleared', { when: writtenDay(clearedAtMs, reader) })}
      </Pill>
      {isMine && (
        <TextAction onClick={() => setCleared(clearedAtMs === null)}>
          {text(clearedAtMs === null ? 'watch.clear' : 'watch.clear-back')}
        </TextAction>
      )}
    </Row>
  )
}
