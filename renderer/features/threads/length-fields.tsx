import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { Field } from '../../ui/field.tsx'
import { Row } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import type { ThreadForm } from './thread-form.ts'

interface LengthFieldsProps {
  form: ThreadForm
  onChange: (patch: Partial<ThreadForm>) => void
}

const meetingMinutes = [15, 30, 45, 60, 90, 120]
const updateSeconds = [60, 120, 180, 300, 600]

/** The meeting that the thread replaces, and how long an update should be at most. */
export function LengthFields({ form, onChange }: LengthFieldsProps) {
  return (
    <Row gap={4} align="start" wrap>
      <Field label={text('threads.replaces')}>
        <Select
          options={[
            { value: 'none', label: text('threads.replaces-none') },
            ...withValue(meetingMinutes, form.replacesMinutes).map((minutes) => ({
              value: String(minutes),
              label: roughLength(minutes * 60_000),
            })),
          ]}
          value={form.replacesMinutes === null ? 'none' : String(form.replacesMinutes)}
          onValueChange={(value) => onChange({ replacesMinutes: value === 'none' ? null : Number(value) })}
        />
      </Field>
      <Field label={text('threads.suggested')} hint={text('threads.suggested-hint')}>
        <Select
          options={withValue(updateSeconds, form.suggestedSec).map((seconds) => ({
            value: String(seconds),
            label: roughLength(seconds * 1000),
          }))}
          value={String(form.suggestedSec)}
          onValueChange={(value) => onChange({ suggestedSec: Number(value) })}
        />
      </Field>
    </Row>
  )
}

/** The usual choices and the one that stands, which another device may have chosen otherwise. */
function withValue(usual: readonly number[], standing: number | null): number[] {
  return [...new Set(standing === null ? usual : [...usual, standing])].toSorted((a, b) => a - b)
}
