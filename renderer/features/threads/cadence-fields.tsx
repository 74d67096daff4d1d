import { text } from '../../app/messages/text.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { Row } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { minutesOfTimeField, type ThreadForm, timeField } from './thread-form.ts'
import { weekdayName } from './weekday.ts'

interface CadenceFieldsProps {
  form: ThreadForm
  onChange: (patch: Partial<ThreadForm>) => void
}

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

/** How often updates are due, on which day, and until when; always by the clock where each person is. */
export function CadenceFields({ form, onChange }: CadenceFieldsProps) {
  const hasDay = form.every !== 'day' && form.every !== 'never'
  return (
    <Row gap={4} align="start" wrap>
      <Field label={text('threads.every')}>
        <Select
          options={[
            { value: 'week', label: text('threads.every-week') },
            { value: 'two-weeks', label: text('threads.every-two-weeks') },
            { value: 'month', label: text('threads.every-month') },
            { value: 'day', label: text('threads.every-day') },
            { value: 'never', label: text('threads.every-never'), detail: text('threads.every-never-detail') },
          ]}
          value={form.every}
          onValueChange={(every) => onChange({ every })}
        />
      </Field>
      {hasDay && (
        <Field label={text('threads.weekday')}>
          <Select
            options={weekdays.map((value) => ({ value, label: weekdayName(Number(value)) }))}
            value={weekdays.find((value) => Number(value) === form.weekday)}
            onValueChange={(value) => onChange({ weekday: Number(value) })}
          />
        </Field>
      )}
      {form.every !== 'never' && (
        <Field label={text('threads.due')} hint={text('threads.due-hint')}>
          <TextInput
            type="time"
            value={timeField(form.dueMinutes)}
            onValueChange={(value) => {
              const dueMinutes = minutesOfTimeField(value)
              if (dueMinutes !== null) onChange({ dueMinutes })
            }}
          />
        </Field>
      )}
    </Row>
  )
}
