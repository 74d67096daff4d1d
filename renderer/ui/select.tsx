import { Check, ChevronDown, type LucideIcon } from 'lucide-react'
import { Select as RadixSelect } from 'radix-ui'
import type { ReactNode } from 'react'
import { text } from '../app/messages/text.ts'
import { classes } from './classes.ts'
import { useField } from './field.tsx'
import { Icon } from './icon.tsx'
import { styleNonce } from './nonce.ts'
import css from './select.module.css'

export interface SelectOption<Value extends string> {
  /** Never empty: an empty value means that nothing was chosen. */
  value: Value
  label: string
  /** A second line: a resolution, a time zone's offset. */
  detail?: string | undefined
  disabled?: boolean | undefined
}

interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[]
  /** Undefined shows the placeholder. */
  value: Value | undefined
  onValueChange: (value: Value) => void
  /** Spoken name outside a Field. */
  label?: string | undefined
  placeholder?: string | undefined
  icon?: LucideIcon | undefined
  /** What stands before the arrow: a level meter, "off". */
  after?: ReactNode
  size?: 's' | 'm' | undefined
  disabled?: boolean | undefined
  className?: string | undefined
}

/** One choice out of several; by keyboard it opens, moves, and finds by typing. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onValueChange, label, placeholder = text('common.choose'), icon, after, size = 'm' } = props
  const field = useField()
  return (
    <RadixSelect.Root
      value={value ?? ''}
      onValueChange={(chosen) => {
        const option = options.find((each) => each.value === chosen)
        if (option !== undefined) onValueChange(option.value)
      }}
      {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
    >
      <RadixSelect.Trigger
        className={classes(css.trigger, css[size], props.className)}
        id={field?.id}
        aria-label={label}
        aria-labelledby={label === undefined ? field?.labelId : undefined}
        aria-describedby={field?.describedBy}
      >
        {icon && <Icon of={icon} />}
        <span className={css.value}>
          <RadixSelect.Value placeholder={placeholder} />
        </span>
        {after}
        <RadixSelect.Icon asChild>
          <Icon of={ChevronDown} size={15} className={css.arrow} />
        </RadixSelect.Icon>
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content className={css.content} position="popper" sideOffset={4}>
          <RadixSelect.Viewport className={css.viewport} nonce={styleNonce()}>
            {options.map((option) => (
              <Option key={option.value} option={option} />
            ))}
          </RadixSelect.Viewport>
        </RadixSelect.Content>
      </RadixSelect.Portal>
    </RadixSelect.Root>
  )
}

function Option({ option }: { option: SelectOption<string> }) {
  return (
    <RadixSelect.Item
      value={option.value}
      className={css.option}
      {...(option.disabled === undefined ? {} : { disabled: option.disabled })}
    >
      <span className={css.words}>
        <RadixSelect.ItemText>{option.label}</RadixSelect.ItemText>
        {option.detail !== undefined && <span className={css.detail}>{option.detail}</span>}
      </span>
      <RadixSelect.ItemIndicator>
        <Icon of={Check} size={15} strokeWidth={2} />
      </RadixSelect.ItemIndicator>
    </RadixSelect.Item>
  )
}
