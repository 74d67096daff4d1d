import { type CSSProperties, type ReactNode, useContext } from 'react'
import { classes } from './classes.ts'
import { ListSlotContext } from './list-slot.ts'
import css from './row.module.css'

/** A step of the spacing grid: 1 to 7 are 4, 8, 12, 16, 24, 32, 48 px. */
export type Space = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

interface RowProps {
  gap?: Space | undefined
  align?: 'start' | 'center' | 'end' | 'baseline' | undefined
  wrap?: boolean | undefined
  children: ReactNode
  className?: string | undefined
}

interface StackProps {
  gap?: Space | undefined
  children: ReactNode
  className?: string | undefined
}

const spaced = (gap: Space, more: CSSProperties = {}): CSSProperties => ({
  gap: gap === 0 ? 0 : `var(--space-${gap})`,
  ...more,
})

/** Things side by side. */
export function Row({ gap = 2, align = 'center', wrap, children, className }: RowProps) {
  return (
    <div className={classes(css.row, wrap && css.wrap, className)} style={spaced(gap, { alignItems: align })}>
      {children}
    </div>
  )
}

/** Things one under the other. */
export function Stack({ gap = 3, children, className }: StackProps) {
  return (
    <div className={classes(css.stack, className)} style={spaced(gap)}>
      {children}
    </div>
  )
}

/** Takes the room that is left in a Row, or in a Stack of full height. */
export function Spacer() {
  return <span className={css.spacer} aria-hidden="true" />
}

/** A hairline. */
export function Hairline() {
  return <hr className={css.hairline} />
}

/** A list whose entries are parted by hairlines. */
export function LinedList({ children, label }: { children: ReactNode; label?: string | undefined }) {
  return (
    <ul className={css.lined} aria-label={label}>
      {children}
    </ul>
  )
}

interface LinedItemProps {
  /** What stands at the left: a VoiceMark, a StepMark, an icon. */
  mark?: ReactNode
  /** What stands at the right: a length, a Thumb, a Pill, a button. */
  aside?: ReactNode
  /** `roomy` for updates in the catch-up, `usual` for steps and hits. */
  density?: 'roomy' | 'usual' | undefined
  align?: 'start' | 'center' | undefined
  /** The one the keys act on. */
  chosen?: boolean | undefined
  children: ReactNode
  className?: string | undefined
}

/** One entry of a LinedList, or of a LongList. */
export function LinedItem({
  mark,
  aside,
  density = 'usual',
  align = 'start',
  chosen,
  children,
  className,
}: LinedItemProps) {
  const slot = useContext(ListSlotContext)
  return (
    <li
      ref={slot?.ref}
      data-index={slot?.place}
      aria-setsize={slot?.count}
      aria-posinset={slot === null ? undefined : slot.place + 1}
      style={slot === null || slot.gap === 0 ? undefined : { marginTop: slot.gap }}
      className={classes(css.item, css[density], align === 'center' && css.centered, chosen && css.chosen, className)}
      aria-current={chosen || undefined}
    >
      {mark !== undefined && <span className={css.mark}>{mark}</span>}
      <div className={css.body}>{children}</div>
      {aside !== undefined && <div className={css.aside}>{aside}</div>}
    </li>
  )
}
