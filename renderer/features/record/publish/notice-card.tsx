import type { ReactNode } from 'react'
import css from './notice-card.module.css'

interface NoticeCardProps {
  words: ReactNode
  detail?: ReactNode
  actions?: ReactNode
  /** Read out at once: something has to be done about it. */
  isUrgent?: boolean | undefined
  children?: ReactNode
}

/** A small card at the lower right that stays until it is dealt with. */
export function NoticeCard({ words, detail, actions, isUrgent, children }: NoticeCardProps) {
  return (
    <div className={css.card} role={isUrgent ? 'alert' : 'group'}>
      <p className={css.words}>{words}</p>
      {detail !== undefined && <p className={css.detail}>{detail}</p>}
      {children}
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </div>
  )
}
