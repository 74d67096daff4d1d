import { useId, useMemo } from 'react'
import { isTimeZone } from '../../../domain/time/zoned.ts'
import { text } from '../../app/messages/text.ts'
import { Field, TextInput } from '../../ui/field.tsx'

interface TimeZoneFieldProps {
  value: string
  onValueChange: (value: string) => void
}

/** A time zone by its name; the list narrows as one types. */
export function TimeZoneField({ value, onValueChange }: TimeZoneFieldProps) {
  const listId = useId()
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const isKnown = isTimeZone(value)
  return (
    <Field
      label={text('people.time-zone')}
      hint={text('people.time-zone-hint')}
      error={isKnown || value === '' ? undefined : text('people.time-zone-unknown')}
    >
      <TextInput value={value} onValueChange={onValueChange} list={listId} spellCheck={false} autoComplete="off" />
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </Field>
  )
}
