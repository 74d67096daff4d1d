import { X } from 'lucide-react'
import type { MomentView, PersonView, RecordView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { useThreads } from '../../cache/queries.ts'
import { IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Row } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { Note } from '../../ui/words.tsx'
import type { DecisionForm } from './decision-form.ts'
import css from './decisions.module.css'
import { EvidenceLink, useEvidenceTitle } from './evidence.tsx'

interface DecisionFormFieldsProps {
  library: string
  form: DecisionForm
  people: ReadonlyMap<string, PersonView>
  replaced: RecordView | null
  missing: { title: boolean; why: boolean }
  onChange: (patch: Partial<DecisionForm>) => void
}

const none = 'none'

export function DecisionFormFields({ library, form, people, replaced, missing, onChange }: DecisionFormFieldsProps) {
  const threads = useThreads(library) ?? []
  const everyone = [...people.values()].sort((a, b) => a.name.localeCompare(b.name))
  const setDecider = (id: string, isIn: boolean): void =>
    onChange({ decidedBy: isIn ? [...form.decidedBy, id] : form.decidedBy.filter((each) => each !== id) })
  return (
    <>
      {replaced?.kind === 'decision' && form.replaces === replaced.id && (
        <p>
          <Note inline size="m">
            {text('decisions.replaces')}
          </Note>{' '}
          {replaced.title}
        </p>
      )}
      <Field
        label={text('decisions.what')}
        hint={text('decisions.what-hint')}
        error={missing.title ? text('decisions.what-missing') : undefined}
      >
        <TextInput value={form.title} onValueChange={(title) => onChange({ title })} maxLength={200} />
      </Field>
      <Field
        label={text('decisions.why')}
        hint={text('decisions.why-hint')}
        error={missing.why ? text('decisions.why-missing') : undefined}
      >
        <TextArea said rows={6} value={form.why} onValueChange={(why) => onChange({ why })} maxLength={20_000} />
      </Field>
      {form.evidence.length > 0 && (
        <fieldset className={css.group}>
          <legend>{text('decisions.evidence')}</legend>
          <ul className={css.evidence}>
            {form.evidence.map((moment) => (
              <li key={`${moment.item}/${moment.ms}`}>
                <Evidence
                  library={library}
                  moment={moment}
                  onRemove={() => onChange({ evidence: form.evidence.filter((each) => each !== moment) })}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <Field label={text('decisions.in-thread')}>
        <Select
          options={[
            { value: none, label: text('decisions.no-thread') },
            ...threads.map(({ view }) => ({ value: view.id, label: view.name })),
          ]}
          value={form.thread === '' ? none : form.thread}
          onValueChange={(thread) => onChange({ thread: thread === none ? '' : thread })}
        />
      </Field>
      <fieldset className={css.group}>
        <legend>{text('decisions.decided-by-label')}</legend>
        <div className={css.deciders}>
          {everyone.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={form.decidedBy.includes(id)}
              onCheckedChange={(isIn) => setDecider(id, isIn)}
            />
          ))}
        </div>
      </fieldset>
    </>
  )
}

function Evidence({ library, moment, onRemove }: { library: string; moment: MomentView; onRemove: () => void }) {
  const title = useEvidenceTitle(library, moment) ?? ''
  return (
    <Row gap={2}>
      <EvidenceLink library={library} moment={moment} />
      <IconButton size="s" icon={X} label={text('decisions.remove-evidence', { title })} onClick={onRemove} />
    </Row>
  )
}
