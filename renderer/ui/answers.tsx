import css from './answers.module.css'
import { Said } from './words.tsx'

interface AnswersProps {
  answers: readonly { id: string; question: string; words: string }[]
}

/** What one person answered, question by question, as words. */
export function Answers({ answers }: AnswersProps) {
  return (
    <dl className={css.answers}>
      {answers.map(({ id, question, words }) => (
        <div key={id} className={css.pair}>
          <dt className={css.question}>{question}</dt>
          <dd>
            <Said>{words}</Said>
          </dd>
        </div>
      ))}
    </dl>
  )
}
