import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Row } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import css from './thread-edit.module.css'
import { type FormQuestion, moved } from './thread-form.ts'

interface QuestionsEditorProps {
  questions: readonly FormQuestion[]
  onChange: (questions: FormQuestion[]) => void
}

/** The questions in their order; each is moved by its buttons, or with Alt and the arrow keys. */
export function QuestionsEditor({ questions, onChange }: QuestionsEditorProps) {
  const list = useRef<HTMLOListElement>(null)
  const [said, setSaid] = useState('')
  const move = (place: number, step: -1 | 1): void => {
    const focused = document.activeElement
    onChange(moved(questions, place, step))
    // An element that is moved in the page loses the focus.
    requestAnimationFrame(() => {
      if (focused instanceof HTMLElement) focused.focus()
    })
    setSaid(text('threads.question-moved-to', { place: place + step + 1, count: questions.length }))
  }
  const add = (): void => {
    onChange([...questions, { id: newQuestionId(), text: '', hint: '', intent: 'plain' }])
    // The field is there after the next drawing.
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus())
  }
  const onKeyDown = (event: KeyboardEvent, place: number): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    const step = event.key === 'ArrowUp' ? -1 : 1
    if (questions[place + step] !== undefined) move(place, step)
  }
  return (
    <>
      <ol ref={list} className={css.questions}>
        {questions.map((question, place) => (
          <li key={question.id} className={css.question} onKeyDown={(event) => onKeyDown(event, place)}>
            <QuestionFields
              question={question}
              number={place + 1}
              onChange={(changed) => onChange(questions.map((each) => (each.id === changed.id ? changed : each)))}
            />
            <Row gap={0} className={css.questionButtons}>
              <IconButton
                icon={ArrowUp}
                size="s"
                label={text('threads.question-up', { number: place + 1 })}
                disabled={place === 0}
                onClick={() => move(place, -1)}
              />
              <IconButton
                icon={ArrowDown}
                size="s"
                label={text('threads.question-down', { number: place + 1 })}
                disabled={place === questions.length - 1}
                onClick={() => move(place, 1)}
              />
              <IconButton
                icon={X}
                size="s"
                label={text('threads.question-remove', { number: place + 1 })}
                onClick={() => onChange(questions.filter(({ id }) => id !== question.id))}
              />
            </Row>
          </li>
        ))}
      </ol>
      <Button size="s" icon={Plus} onClick={add} disabled={questions.length >= mostQuestions}>
        {text('threads.question-add')}
      </Button>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </>
  )
}

/** As many as a library takes. */
const mostQuestions = 24

interface QuestionFieldsProps {
  question: FormQuestion
  number: number
  onChange: (question: FormQuestion) => void
}

function QuestionFields({ question, number, onChange }: QuestionFieldsProps) {
  return (
    <div className={css.questionFields}>
      <TextInput
        value={question.text}
        onValueChange={(value) => onChange({ ...question, text: value })}
        aria-label={text('threads.question-number', { number })}
        placeholder={text('threads.question-placeholder')}
        maxLength={200}
      />
      <Row gap={2} wrap>
        <TextInput
          size="s"
          className={css.hintInput}
          value={question.hint}
          onValueChange={(value) => onChange({ ...question, hint: value })}
          aria-label={text('threads.question-hint', { number })}
          placeholder={text('threads.question-hint-placeholder')}
          maxLength={200}
        />
        <Select
          size="s"
          className={css.intent}
          label={text('threads.question-intent', { number })}
          options={[
            { value: 'plain', label: text('threads.intent-plain') },
            { value: 'blocker', label: text('threads.intent-blocker') },
            { value: 'ask', label: text('threads.intent-ask') },
          ]}
          value={question.intent}
          onValueChange={(intent) => onChange({ ...question, intent })}
        />
      </Row>
    </div>
  )
}

function newQuestionId(): string {
  return `q-${crypto.randomUUID().slice(0, 13)}`
}
