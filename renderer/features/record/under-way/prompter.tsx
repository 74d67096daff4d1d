import type { ReactNode } from 'react'
import type { QuestionView } from '../../../../domain/views/records.ts'
import { text } from '../../../app/messages/text.ts'
import { classes } from '../../../ui/classes.ts'
import { Field, TextArea } from '../../../ui/field.tsx'
import { Note } from '../../../ui/words.tsx'
import css from '../record.module.css'

interface PrompterProps {
  questions: readonly QuestionView[]
  notes: string
  /** The one being answered; left out before one records. */
  current?: number | undefined
  /** Where it can be seen by others, or not. */
  whereSeen?: ReactNode
  /** Left out where they are only read. */
  onNotesChange?: ((notes: string) => void) | undefined
}

/** The thread's questions and my own notes, to speak along. */
export function Prompter({ questions, notes, current, whereSeen, onNotesChange }: PrompterProps) {
  if (questions.length === 0 && notes === '' && onNotesChange === undefined) return null
  return (
    <section className={css.prompter} aria-label={text('record.prompter')}>
      {whereSeen !== undefined && <Note>{whereSeen}</Note>}
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
      {onNotesChange ? (
        <Field label={text('record.notes')} hint={text('record.notes-hint')}>
          <TextArea rows={2} value={notes} onValueChange={onNotesChange} />
        </Field>
      ) : (
        notes !== '' && <p className={css.notes}>{notes}</p>
      )}
    </section>
  )
}
