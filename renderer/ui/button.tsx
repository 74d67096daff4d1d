import { LoaderCircle, type LucideIcon } from 'lucide-react'
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import css from './button.module.css'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'

export type ButtonVariant = 'primary' | 'outline' | 'record' | 'ghost' | 'danger'
export type ButtonSize = 's' | 'm' | 'l'

interface ButtonLook {
  /** `primary` is the screen's one filled button; `record` is the outlined one of the rail. */
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
  icon?: LucideIcon | undefined
  /** As wide as its place. */
  wide?: boolean | undefined
  children?: ReactNode
}

interface ButtonProps extends ButtonLook, ButtonHTMLAttributes<HTMLButtonElement> {
  /** What is being done meanwhile ("Publishing"); the button stays focusable and does nothing. */
  busy?: string | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}

interface LinkButtonProps extends ButtonLook, AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  ref?: Ref<HTMLAnchorElement> | undefined
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'children'> {
  icon: LucideIcon
  label: string
  size?: ButtonSize | undefined
  /** For a button that stays pressed. */
  pressed?: boolean | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}

interface TextActionProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The first action of a row: full ink and heavier. */
  leading?: boolean | undefined
  danger?: boolean | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}

interface TextLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  leading?: boolean | undefined
  ref?: Ref<HTMLAnchorElement> | undefined
}

const lookOf = ({ variant = 'outline', size = 'm', wide }: ButtonLook, className: string | undefined): string =>
  classes(css.button, css[variant], css[size], wide && css.wide, className)

/** A push button with words and perhaps an icon before them. */
export function Button({ variant, size, icon, wide, busy, children, className, ...rest }: ButtonProps) {
  const isBusy = busy !== undefined
  return (
    <button
      type="button"
      {...rest}
      className={lookOf({ variant, size, wide }, className)}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || rest['aria-disabled']}
      onClick={isBusy ? (event) => event.preventDefault() : rest.onClick}
    >
      {isBusy ? <Icon of={LoaderCircle} className={css.turning} /> : icon && <Icon of={icon} />}
      {isBusy ? <span aria-live="polite">{busy}</span> : children}
    </button>
  )
}

/** A link that looks like a button, for what is a place to go to. */
export function LinkButton({ variant, size, icon, wide, children, className, ...rest }: LinkButtonProps) {
  return (
    <a {...rest} className={lookOf({ variant, size, wide }, className)}>
      {icon && <Icon of={icon} />}
      {children}
    </a>
  )
}

/** A square button with an icon alone; its label is spoken and shown by the system as a hint. */
export function IconButton({ icon, label, size = 'm', pressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      aria-pressed={pressed}
      className={classes(css.iconOnly, css[size], className)}
    >
      <Icon of={icon} />
    </button>
  )
}

/** The actions under a row: plain words in one line. */
export function TextActions({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <div className={classes(css.textActions, className)}>{children}</div>
}

/** One action written as a word. */
export function TextAction({ leading, danger, className, ...rest }: TextActionProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(css.textAction, leading && css.leading, danger && css.dangerText, className)}
    />
  )
}

/** One action written as a word, that leads elsewhere. */
export function TextLink({ leading, className, children, ...rest }: TextLinkProps) {
  return (
    <a {...rest} className={classes(css.textAction, leading && css.leading, className)}>
      {children}
    </a>
  )
}
