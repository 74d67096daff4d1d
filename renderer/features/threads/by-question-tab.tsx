import { useMemo, useState } from 'react'
import { previousCycle } from '../../../domain/time/cadence.ts'
import type { AnswerView, QuestionView, UpdateView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { SegmentedControl } from '../../ui/choice.tsx'
import { Section } from '../../ui/page.tsx'
import { LinedItem } from '../../ui/row.tsx'
import { LongList } from '../../ui/virtual-list.tsx'
import { Note, Said } from '../../ui/words.tsx'
import { PersonMark, shortNameOf } from '../people/person-mark.tsx'
import css from './thread.module.css'
import type { ThreadPlace } from './thread-place.ts'
import { nearCycleName } from './thread-words.ts'

/** Everyone's answers to one question, one under the other. */
export function ByQuestionTab({ place }: { place: ThreadPlace }) {
  const { thread, updates, cycle } = place
  const before = previousCycle({ cadence: thread.cadence, cycle })
  const [which, setWhich] = useState<'this' | 'last'>('this')
  const shown = which === 'last' && before ? before : cycle
  const answering = useMemo(
    () => updates.filter((update) => update.cycle === shown.id).toSorted((a, b) => a.atMs - b.atMs),
    [updates, shown.id],
  )
  return (
    <>
      {before !== null && (
        <div className={css.which}>
          <SegmentedControl
            options={[
              { value: 'this', label: nearCycleName(cycle.unit, 'this') },
              { value: 'last', label: nearCycleName(cycle.unit, 'last') },
            ]}
            value={which}
            onValueChange={setWhich}
            label={text('threads.which-cycle')}
          />
        </div>
      )}
      {thread.questions.map((question) => (
        <Section key={question.id} title={question.text}>
          <AnswersTo place={place} question={question} updates={answering} />
        </Section>
      ))}
    </>
  )
}

interface AnswersToProps {
  place: ThreadPlace
  question: QuestionView
  updates: readonly UpdateView[]
}

function AnswersTo({ place, question, updates }: AnswersToProps) {
  const found = updates.flatMap((update) => {
    const answer = update.answers.find((each) => each.question === question.id)
    return answer && (answer.text || answer.startMs !== null) ? [{ update, answer }] : []
  })
  if (found.length === 0) return <Note className={css.none}>{text('threads.no-answers')}</Note>
  return (
    <LongList label={question.text} items={found} keyOf={({ update }) => update.id} rowHeight={80}>
      {({ update, answer }) => (
        <LinedItem mark={<PersonMark id={update.author} people={place.people} />}>
          <AnswerLine place={place} update={update} answer={answer} />
        </LinedItem>
      )}
    </LongList>
  )
}

function AnswerLine({ place, update, answer }: { place: ThreadPlace; update: UpdateView; answer: AnswerView }) {
  const href = hrefOf({
    screen: 'watch',
    library: place.library,
    item: update.id,
    atMs: answer.startMs,
    isReading: !update.video?.isHere,
    isQueue: false,
  })
  const isCleared = answer.clearedAtMs !== null
  return (
    <>
      <p>
        <b>{shortNameOf(update.author, place.people)}</b>{' '}
        {answer.startMs !== null && (
          <a href={href} className={css.timeLink}>
            {text('threads.said-at', { time: writtenLength(answer.startMs) })}
          </a>
        )}
      </p>
      {answer.text && <Said>{isCleared ? <s>{answer.text}</s> : answer.text}</Said>}
    </>
  )
}
