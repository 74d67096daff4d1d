import type { LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Shortcut } from './kbd.tsx'
import css from './menu.module.css'

interface MenuEntry {
  label: string
  icon?: LucideIcon | undefined
  /** A place to go to; or `onSelect`, a thing to do. */
  href?: string | undefined
  onSelect?: (() => void) | undefined
  keys?: readonly string[] | undefined
  /** Destroys something. */
  danger?: boolean | undefined
  disabled?: boolean | undefined
}

/** `'line'` parts one group of entries from the next. */
export type MenuItem = MenuEntry | 'line'

interface MenuProps {
  /** The button that opens it: a Button or an IconButton. */
  trigger: ReactElement
  items: readonly MenuItem[]
  align?: 'start' | 'center' | 'end' | undefined
  side?: 'top' | 'bottom' | 'left' | 'right' | undefined
}

/** A short list of things to do, opened by a button. */
export function Menu({ trigger, items, align = 'end', side = 'bottom' }: MenuProps) {
  return (
    // Not modal: the page behind stays readable to those who listen, and a click beside it still closes it.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={css.content} align={align} side={side} sideOffset={4} collisionPadding={8}>
          {items.map((item, place) =>
            item === 'line' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing of its own but its place
              <DropdownMenu.Separator key={`line${place}`} className={css.line} />
            ) : (
              <Entry key={item.label} item={item} />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Entry({ item }: { item: MenuEntry }) {
  const inside = (
    <>
      {item.icon && <Icon of={item.icon} size={16} />}
      <span className={css.label}>{item.label}</span>
      {item.keys && <Shortcut keys={item.keys} />}
    </>
  )
  return (
    <DropdownMenu.Item
      className={classes(css.item, item.danger && css.danger)}
      onSelect={() => item.onSelect?.()}
      disabled={item.disabled ?? false}
      asChild={item.href !== undefined}
    >
      {item.href === undefined ? inside : <a href={item.href}>{inside}</a>}
    </DropdownMenu.Item>
  )
}
