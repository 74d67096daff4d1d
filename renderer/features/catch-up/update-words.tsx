import type { AskView, ThreadView, UpdateView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { useReader } from '../../app/use-reader.ts'
import { Answers } from '../../ui/answers.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Row } from '../../ui/row.tsx'
import { Note, Said } from '../../ui/words.tsx'
import { questionLabel } from '../threads/thread-words.ts'
import css from './catch-up.module.css'
import { asksYou } from './catch-up-words.ts'

interface UpdateWordsProps {
  update: UpdateView
  asksMe: readonly AskView[]
  thread: ThreadView | undefined
  /** Where all of it can be read. */
  href: string
}

/** How many answers a row shows; the rest is read on the update's own page. */
const mostAnswers = 3

/** What someone answered, as words, and what they ask of me. */
export function UpdateWords({ update, asksMe, thread, href }: UpdateWordsProps) {
  const reader = useReader()
  const written = update.answers.flatMap(({ question: id, text: words }) => {
    const question = thread?.questions.find((each) => each.id === id)
    // What is asked of people stands in the asks; said twice it would only be longer.
    if (!words || (question?.intent === 'ask' && update.asks.length > 0)) return []
    return [{ id, question: question === undefined ? '' : questionLabel(question.text), words }]
  })
  const hiddenCount = written.length - mostAnswers
  return (
    <>
      {written.length > 0 ? <Answers answers={written.slice(0, mostAnswers)} /> : <WithoutWords update={update} />}
      {hiddenCount > 0 && (
        <p className={css.moreAnswers}>
          <a href={href}>{text('catch-up.more-answers', { count: hiddenCount })}</a>
        </p>
      )}
      {asksMe.map((ask) => (
        <Row key={ask.id} gap={2} align="baseline" wrap className={css.asked}>
          <Pill tone="ask">{asksYou({ ask, askedAtMs: update.atMs, reader })}</Pill>
          <span>{ask.text}</span>
        </Row>
      ))}
    </>
  )
}

/** What was only said: its title, and how long it takes to watch. */
function WithoutWords({ update: { title, video } }: { update: UpdateView }) {
  return (
    <>
      <Said className={css.words}>{title}</Said>
      {video !== null && <Note>{text('catch-up.not-written-out', { length: roughLength(video.durationMs) })}</Note>}
    </>
  )
}
