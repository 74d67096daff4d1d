import type { ReactNode } from 'react'
import css from './kbd.module.css'
import { writtenShortcut } from './shortcut.ts'

/** Whether this machine has the keys of a Mac. */
export const isApple = (): boolean => /^(Mac|iP)/.test(navigator.platform)

/** One key cap. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={css.kbd}>{children}</kbd>
}

/** A chord as this machine writes it: `['mod', 'K']` is ⌘K on a Mac and Ctrl K elsewhere. */
export function Shortcut({ keys }: { keys: readonly string[] }) {
  return <Kbd>{writtenShortcut(keys, isApple())}</Kbd>
}
