import type { ReactNode } from 'react'
import css from './visually-hidden.module.css'

/** Words for those who listen, where the eye has something else. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className={css.hidden}>{children}</span>
}
