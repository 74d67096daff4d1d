import { X } from 'lucide-react'
import { Dialog as RadixDialog } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { text } from '../app/messages/text.ts'
import { IconButton } from './button.tsx'
import { classes } from './classes.ts'
import css from './dialog.module.css'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  /** The buttons at the foot, the one that goes on last. */
  actions?: ReactNode
  /** What stands at the foot's left: a note, a quiet way out. */
  aside?: ReactNode
  /** 420, 560 or 800 px wide. */
  width?: 's' | 'm' | 'l' | undefined
  children?: ReactNode
}

/** A window over the page that asks for one thing; Escape and a click beside it close it. */
export function Dialog({ open, onOpenChange, title, description, actions, aside, width = 'm', children }: DialogProps) {
  const hasDescription = description !== undefined
  // Radix gives the focus back to its own trigger alone, and this window may be opened by anything.
  const opener = useRef<Element | null>(null)
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={css.scrim}>
          <RadixDialog.Content
            className={classes(css.window, css[width])}
            onOpenAutoFocus={() => {
              opener.current = document.activeElement
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              if (opener.current instanceof HTMLElement) opener.current.focus()
            }}
            {...(hasDescription ? {} : { 'aria-describedby': undefined })}
          >
            <header className={css.head}>
              <RadixDialog.Title className={css.title}>{title}</RadixDialog.Title>
              <RadixDialog.Close asChild>
                <IconButton icon={X} label={text('common.close')} size="s" />
              </RadixDialog.Close>
            </header>
            {hasDescription && (
              <RadixDialog.Description asChild>
                <div className={css.description}>{description}</div>
              </RadixDialog.Description>
            )}
            {children !== undefined && <div className={css.body}>{children}</div>}
            {(actions !== undefined || aside !== undefined) && (
              <footer className={css.foot}>
                <div className={css.aside}>{aside}</div>
                {actions}
              </footer>
            )}
          </RadixDialog.Content>
        </RadixDialog.Overlay>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}
