import { text } from '../../app/messages/text.ts'
import { Select } from '../../ui/select.tsx'
import css from './cues.module.css'
import { spokenLanguages } from './languages.ts'

interface LanguageChoiceProps {
  /** As a model knows it; empty where it is listened for. */
  value: string
  onValueChange: (language: string) => void
  /** Whether listening for it is a choice. */
  canListen?: boolean | undefined
  /** Spoken name outside a Field. */
  label?: string | undefined
  size?: 's' | 'm' | undefined
  disabled?: boolean | undefined
  /** Beside other things, no wider than a language's name. */
  isNarrow?: boolean | undefined
}

const any = 'any'

/** What is spoken in a video. */
export function LanguageChoice({
  value,
  onValueChange,
  canListen = false,
  isNarrow = false,
  ...select
}: LanguageChoiceProps) {
  const options = spokenLanguages(value)
  return (
    <Select
      {...select}
      className={isNarrow ? css.language : undefined}
      options={canListen ? [{ value: any, label: text('captions.language-any') }, ...options] : options}
      value={value === '' ? any : value}
      onValueChange={(chosen) => onValueChange(chosen === any ? '' : chosen)}
    />
  )
}
