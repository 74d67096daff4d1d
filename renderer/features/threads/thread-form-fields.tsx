import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { PersonView, ThreadView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import type { Draft } from '../../app/use-draft.ts'
import { usePerform } from '../../app/use-perform.ts'
import { Button, LinkButton, TextAction } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Section } from '../../ui/page.tsx'
import { Row, Spacer, Stack } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { CadenceFields } from './cadence-fields.tsx'
import { KeepVideosField } from './keep-videos-field.tsx'
import { LengthFields } from './length-fields.tsx'
import { QuestionsEditor } from './questions-editor.tsx'
import css from './thread-edit.module.css'
import { meetingAgainstThread, problemOf, type ThreadForm, threadRequest } from './thread-form.ts'

interface ThreadFormFieldsProps {
  library: string
  thread: ThreadView | null
  people: readonly PersonView[]
  initial: ThreadForm
  draft: Draft
}

/** All fields of a thread, kept as a draft while one fills them in. */
export function ThreadFormFields({ library, thread, people, initial, draft }: ThreadFormFieldsProps) {
  const perform = usePerform()
  const [form, setForm] = useState(initial)
  const [isTried, setIsTried] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const problem = problemOf(form)
  const change = (patch: Partial<ThreadForm>): void => {
    const next = { ...form, ...patch }
    setForm(next)
    draft.keep(next)
  }
  useNewcomers(thread === null ? people : [], (newcomers) => change({ people: [...form.people, ...newcomers] }))
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setIsTried(true)
    if (problem !== null || isBusy) return
    setIsBusy(true)
    const answer = await perform({ library, request: threadRequest(form, thread?.id ?? null) })
    setIsBusy(false)
    if (answer === null) return
    draft.clear()
    goTo({ screen: 'thread', library, thread: thread?.id ?? answer.id, tab: 'now' }, { replace: true })
  }
  const archive = async (): Promise<void> => {
    if (thread === null) return
    const request = { request: 'thread.archive', id: thread.id, isArchived: !thread.isArchived } as const
    const done = text(thread.isArchived ? 'threads.unarchived' : 'threads.archived', { thread: thread.name })
    if ((await perform({ library, request, done })) !== null) goTo({ screen: 'catch-up' })
  }
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <Stack gap={5}>
        <Field
          label={text('threads.name')}
          hint={text('threads.name-hint')}
          error={isTried && problem === 'name' ? text('threads.name-missing') : undefined}
        >
          <TextInput value={form.name} onValueChange={(name) => change({ name })} maxLength={200} />
        </Field>
        <CadenceFields form={form} onChange={change} />
      </Stack>
      <Section title={text('threads.questions')}>
        <Note className={css.lead}>{text('threads.questions-lead')}</Note>
        <QuestionsEditor questions={form.questions} onChange={(questions) => change({ questions })} />
        {isTried && problem === 'questions' && <Missing>{text('threads.questions-missing')}</Missing>}
      </Section>
      <Section title={text('threads.people')}>
        <PeopleChoice people={people} chosen={form.people} onChange={(chosen) => change({ people: chosen })} />
        {isTried && problem === 'people' && <Missing>{text('threads.people-missing')}</Missing>}
      </Section>
      <Section title={text('threads.lengths')}>
        <LengthFields form={form} onChange={change} />
        <Comparison form={form} />
      </Section>
      <Section title={text('threads.keeping')}>
        <KeepVideosField form={form} onChange={change} />
      </Section>
      <Row gap={3} className={css.foot}>
        <Button variant="primary" type="submit" busy={isBusy ? text('common.saving') : undefined}>
          {text(thread === null ? 'threads.make' : 'common.save')}
        </Button>
        <LinkButton
          variant="ghost"
          href={hrefOf(
            thread === null ? { screen: 'catch-up' } : { screen: 'thread', library, thread: thread.id, tab: 'now' },
          )}
        >
          {text('common.cancel')}
        </LinkButton>
        <Spacer />
        {thread !== null && (
          <TextAction onClick={() => void archive()}>
            {text(thread.isArchived ? 'threads.unarchive' : 'threads.archive')}
          </TextAction>
        )}
      </Row>
    </form>
  )
}

/** A new thread asks everyone: who joins while it is being made is asked too. */
function useNewcomers(people: readonly PersonView[], onCome: (ids: string[]) => void): void {
  const known = useRef(new Set(people.map(({ id }) => id)))
  useEffect(() => {
    const newcomers = people.map(({ id }) => id).filter((id) => !known.current.has(id))
    if (newcomers.length === 0) return
    known.current = new Set(people.map(({ id }) => id))
    onCome(newcomers)
  })
}

function Missing({ children }: { children: string }) {
  return (
    <p role="alert" className={css.missing}>
      {children}
    </p>
  )
}

interface PeopleChoiceProps {
  people: readonly PersonView[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

function PeopleChoice({ people, chosen, onChange }: PeopleChoiceProps) {
  return (
    <fieldset className={css.people} aria-label={text('threads.people')}>
      {people.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={chosen.includes(id)}
          onCheckedChange={(isIn) => onChange(isIn ? [...chosen, id] : chosen.filter((each) => each !== id))}
        />
      ))}
      <Note>{text('threads.people-note')}</Note>
    </fieldset>
  )
}

/** What the meeting took, and what this takes instead. */
function Comparison({ form }: { form: ThreadForm }) {
  const found = meetingAgainstThread(form)
  if (found === null) return null
  return (
    <Note className={css.comparison}>
      {text('threads.comparison', {
        count: form.people.length,
        together: roughLength(found.togetherMs),
        each: roughLength(found.eachMs),
      })}
    </Note>
  )
}
