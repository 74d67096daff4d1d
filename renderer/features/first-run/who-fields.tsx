import { text } from '../../app/messages/text.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { TimeZoneField } from '../people/time-zone-field.tsx'

export interface Who {
  name: string
  timeZone: string
}

interface WhoFieldsProps {
  who: Who
  onWhoChange: (who: Who) => void
}

/** A name and a time zone: all that a library asks of a person. */
export function WhoFields({ who, onWhoChange }: WhoFieldsProps) {
  return (
    <>
      <Field label={text('first-run.your-name')} hint={text('first-run.your-name-hint')}>
        <TextInput
          value={who.name}
          onValueChange={(name) => onWhoChange({ ...who, name })}
          maxLength={120}
          autoComplete="name"
        />
      </Field>
      <TimeZoneField value={who.timeZone} onValueChange={(timeZone) => onWhoChange({ ...who, timeZone })} />
    </>
  )
}
