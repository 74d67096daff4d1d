import type { ReactNode } from 'react'
import css from './kbd.module.css'

const isApple = (): boolean => /^(Mac|iP)/.test(navigator.platform)

const appleKeys: Record<string, string> = { mod: '⌘', shift: '⇧', alt: '⌥', enter: '↵', up: '↑', down: '↓' }
const otherKeys: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: '↵',
  up: '↑',
  down: '↓',
}

/** One key cap. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={css.kbd}>{children}</kbd>
}

/** A chord as this machine writes it: `['mod', 'K']` is ⌘K on a Mac and Ctrl K elsewhere. */
export function Shortcut({ keys }: { keys: readonly string[] }) {
  return <Kbd>{writtenShortcut(keys, isApple())}</Kbd>
}

/** The text of a chord; the names mod, shift, alt, enter, up, down are replaced, other keys stay. */
export function writtenShortcut(keys: readonly string[], apple: boolean): string {
  const names = apple ? appleKeys : otherKeys
  return keys.map((key) => names[key] ?? key).join(apple ? '' : ' ')
}
