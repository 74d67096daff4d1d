import type { ReactNode } from 'react'
import { text } from '../app/messages/text.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface AskDialogProps {
  isOpen?: boolean | undefined
  title: string
  description: ReactNode
  /** What the button says that does it. */
  verb: string
  onDo: () => void
  onClose: () => void
  /** It destroys something. */
  isDanger?: boolean | undefined
  isDisabled?: boolean | undefined
  width?: 's' | 'm' | 'l' | undefined
  children?: ReactNode
}

/** A window that asks before one thing is done: cancel, or do it. Closing it in any way cancels. */
export function AskDialog(props: AskDialogProps) {
  const { isOpen = true, title, description, verb, onDo, onClose, isDanger, isDisabled, width = 's', children } = props
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      width={width}
      title={title}
      description={description}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {text('common.cancel')}
          </Button>
          <Button variant={isDanger ? 'danger' : 'primary'} disabled={isDisabled} onClick={onDo}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
