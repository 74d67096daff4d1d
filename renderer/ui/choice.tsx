import { RadioGroup as RadixRadioGroup, Switch as RadixSwitch } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import css from './choice.module.css'
import { classes } from './classes.ts'
import { useField } from './field.tsx'

interface CheckboxProps {
  label: ReactNode
  detail?: ReactNode
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean | undefined
}

/** Something that holds or does not; takes part in what is saved later. */
export function Checkbox({ label, detail, checked, onCheckedChange, disabled }: CheckboxProps) {
  return (
    <label className={css.choice}>
      <input
        type="checkbox"
        className={css.box}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onCheckedChange(event.target.checked)}
      />
      <span>
        {label}
        {detail !== undefined && <span className={css.detail}>{detail}</span>}
      </span>
    </label>
  )
}

interface SwitchProps extends CheckboxProps {
  /** The switch stands at the right end of the line, as in a list of settings. */
  atEnd?: boolean | undefined
}

/** A setting that holds from the moment it is turned. */
export function Switch({ label, detail, checked, onCheckedChange, disabled = false, atEnd }: SwitchProps) {
  const id = useId()
  return (
    <div className={classes(css.choice, css.switchLine, atEnd && css.atEnd)}>
      <RadixSwitch.Root
        id={id}
        className={css.switch}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        aria-describedby={detail === undefined ? undefined : `${id}detail`}
      >
        <RadixSwitch.Thumb className={css.knob} />
      </RadixSwitch.Root>
      <span>
        <label htmlFor={id}>{label}</label>
        {detail !== undefined && (
          <span className={css.detail} id={`${id}detail`}>
            {detail}
          </span>
        )}
      </span>
    </div>
  )
}

export interface RadioOption<Value extends string> {
  value: Value
  label: ReactNode
  detail?: ReactNode
  disabled?: boolean | undefined
}

interface RadioGroupProps<Value extends string> {
  options: readonly RadioOption<Value>[]
  value: Value | undefined
  onValueChange: (value: Value) => void
  /** Spoken name outside a Field. */
  label?: string | undefined
  /** Side by side instead of one under the other. */
  inline?: boolean | undefined
}

/** One of a few, all in sight. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { options, value, onValueChange, label, inline } = props
  const field = useField()
  const id = useId()
  return (
    <RadixRadioGroup.Root
      className={classes(css.group, inline && css.inline)}
      value={value ?? null}
      onValueChange={(chosen) => {
        const option = options.find((each) => each.value === chosen)
        if (option !== undefined) onValueChange(option.value)
      }}
      aria-label={label}
      aria-labelledby={label === undefined ? field?.labelId : undefined}
      aria-describedby={field?.describedBy}
    >
      {options.map((option) => (
        <div key={option.value} className={css.choice}>
          <RadixRadioGroup.Item
            id={`${id}${option.value}`}
            value={option.value}
            className={css.radio}
            disabled={option.disabled ?? false}
          >
            <RadixRadioGroup.Indicator className={css.radioDot} />
          </RadixRadioGroup.Item>
          <span>
            <label htmlFor={`${id}${option.value}`}>{option.label}</label>
            {option.detail !== undefined && <span className={css.detail}>{option.detail}</span>}
          </span>
        </div>
      ))}
    </RadixRadioGroup.Root>
  )
}

interface SegmentedControlProps<Value extends string> {
  options: readonly { value: Value; label: string }[]
  value: Value
  onValueChange: (value: Value) => void
  /** Spoken name of the whole. */
  label: string
}

/** Two to four short choices in one frame: Watch or Read, light or dark. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { options, value, onValueChange, label } = props
  const name = useId()
  return (
    <fieldset className={css.segments} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={css.segment}>
          <input
            type="radio"
            className={css.segmentInput}
            name={name}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
