import { text } from '../../app/messages/text.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import type { ThreadForm } from './thread-form.ts'

interface KeepVideosFieldProps {
  form: ThreadForm
  onChange: (patch: Partial<ThreadForm>) => void
}

const usualMonths = [3, 6, 12, 24]
const always = 'always'

/** How long the thread's videos are kept; its words are kept in any case. */
export function KeepVideosField({ form: { keepVideosMonths }, onChange }: KeepVideosFieldProps) {
  const months = [...new Set(keepVideosMonths === null ? usualMonths : [...usualMonths, keepVideosMonths])]
  return (
    <Field label={text('threads.keep-videos')} hint={text('threads.keep-videos-hint')}>
      <Select
        options={[
          { value: always, label: text('threads.keep-videos-always') },
          ...months
            .toSorted((a, b) => a - b)
            .map((each) => ({ value: String(each), label: text('threads.keep-videos-months', { months: each }) })),
        ]}
        value={keepVideosMonths === null ? always : String(keepVideosMonths)}
        onValueChange={(value) => onChange({ keepVideosMonths: value === always ? null : Number(value) })}
      />
    </Field>
  )
}
