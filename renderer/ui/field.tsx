import { CircleAlert, type LucideIcon } from 'lucide-react'
import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
  useContext,
  useId,
  useMemo,
} from 'react'
import { text } from '../app/messages/text.ts'
import { classes } from './classes.ts'
import css from './field.module.css'
import { Icon } from './icon.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

interface FieldIds {
  id: string
  labelId: string
  describedBy: string | undefined
  isWrong: boolean
}

const FieldContext = createContext<FieldIds | null>(null)

/** The ids that tie a control to the label and the notes of the Field around it; null outside a Field. */
export function useField(): FieldIds | null {
  return useContext(FieldContext)
}

interface FieldProps {
  label: ReactNode
  /** The label is spoken, not shown. */
  labelHidden?: boolean | undefined
  optional?: boolean | undefined
  hint?: ReactNode
  /** What is wrong and how to put it right; nothing else marks the field as wrong. */
  error?: string | undefined
  children: ReactNode
  className?: string | undefined
}

/** A label, a control, a hint below it, and what is wrong with it. */
export function Field({ label, labelHidden, optional, hint, error, children, className }: FieldProps) {
  const id = useId()
  const hasHint = hint !== undefined && hint !== null
  const ids = useMemo<FieldIds>(() => {
    const notes = [hasHint && `${id}hint`, error !== undefined && `${id}error`].filter(Boolean).join(' ')
    return {
      id,
      labelId: `${id}label`,
      describedBy: notes === '' ? undefined : notes,
      isWrong: error !== undefined,
    }
  }, [id, hasHint, error])
  return (
    <div className={classes(css.field, className)}>
      <label htmlFor={id} id={ids.labelId} className={labelHidden ? css.labelHidden : css.label}>
        {labelHidden ? <VisuallyHidden>{label}</VisuallyHidden> : label}
        {optional && !labelHidden && <span className={css.optional}>{text('common.optional')}</span>}
      </label>
      <FieldContext value={ids}>{children}</FieldContext>
      {hasHint && (
        <p className={css.hint} id={`${id}hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className={css.error} id={`${id}error`} role="alert">
          <Icon of={CircleAlert} size={15} />
          {error}
        </p>
      )}
    </div>
  )
}

interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'size' | 'type'> {
  type?: 'text' | 'search' | 'email' | 'url' | 'number' | 'date' | 'time' | 'datetime-local' | 'password' | undefined
  onValueChange?: ((value: string) => void) | undefined
  size?: 's' | 'm' | 'l' | undefined
  icon?: LucideIcon | undefined
  /** What stands at the right end inside the frame: a unit, a count, a small button. */
  after?: ReactNode
  ref?: Ref<HTMLInputElement> | undefined
}

/** One line of text. Outside a Field it needs an `aria-label`. */
export function TextInput({ onValueChange, size = 'm', icon, after, className, ...rest }: TextInputProps) {
  const field = useField()
  return (
    <span className={classes(css.frame, css[size], field?.isWrong && css.wrong, className)}>
      {icon && <Icon of={icon} />}
      <input
        type="text"
        id={field?.id}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.isWrong || undefined}
        onChange={onValueChange && ((event) => onValueChange(event.target.value))}
        {...rest}
        className={css.input}
      />
      {after !== undefined && <span className={css.after}>{after}</span>}
    </span>
  )
}

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  onValueChange?: ((value: string) => void) | undefined
  /** For people's own words: set as they will be read. */
  said?: boolean | undefined
  /** Without a frame, where it stands among read words; the frame shows while one writes. */
  bare?: boolean | undefined
  ref?: Ref<HTMLTextAreaElement> | undefined
}

/** Several lines of text; it grows with what is written. Outside a Field it needs an `aria-label`. */
export function TextArea({ onValueChange, said, bare, className, rows = 3, ...rest }: TextAreaProps) {
  const field = useField()
  return (
    <textarea
      id={field?.id}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.isWrong || undefined}
      rows={rows}
      onChange={onValueChange && ((event) => onValueChange(event.target.value))}
      {...rest}
      className={classes(css.area, said && css.said, bare && css.bare, field?.isWrong && css.wrong, className)}
      style={{ minHeight: `calc(${rows} * 1.5em + ${bare ? 10 : 18}px)`, ...rest.style }}
    />
  )
}
