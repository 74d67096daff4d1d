import type { QuestionView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { classes } from '../../ui/classes.ts'
import { Note } from '../../ui/words.tsx'
import css from './record.module.css'

interface PrompterProps {
  questions: readonly QuestionView[]
  /** The one being answered. */
  current?: number | undefined
}

/** The thread's questions, to speak along. */
export function Prompter({ questions, current }: PrompterProps) {
  if (questions.length === 0) return null
  return (
    <section className={css.prompter} aria-label={text('record.prompter')}>
      {current === undefined && <Note>{text('record.prompter-note')}</Note>}
      <ol className={css.questions}>
        {questions.map(({ id, text: words, hint }, place) => (
          <li
            key={id}
            className={classes(css.question, current !== undefined && place !== current && css.otherQuestion)}
            aria-current={place === current ? 'step' : undefined}
          >
            <b>{words}</b>
            {hint !== '' && <Note>{hint}</Note>}
          </li>
        ))}
      </ol>
    </section>
  )
}
