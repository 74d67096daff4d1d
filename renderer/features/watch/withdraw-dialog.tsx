import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface WithdrawDialogProps {
  library: string
  id: string
  title: string
  /** What might be done instead. */
  hint?: string | undefined
  isOpen: boolean
  onClose: () => void
  /** Called once it is withdrawn. */
  onWithdrawn?: (() => void) | undefined
}

/** Asks once more, in plain words, before something is taken out of the folder. */
export function WithdrawDialog({ library, id, title, hint, isOpen, onClose, onWithdrawn }: WithdrawDialogProps) {
  const perform = usePerform()
  const withdraw = async (): Promise<void> => {
    onClose()
    const answer = await perform({ library, request: { request: 'withdraw', id }, done: text('watch.withdrawn') })
    if (answer !== null) onWithdrawn?.()
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      width="s"
      title={title}
      description={
        <>
          <p>{text('watch.withdraw-lead')}</p>
          {hint !== undefined && <p>{hint}</p>}
        </>
      }
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {text('common.cancel')}
          </Button>
          <Button variant="danger" onClick={() => void withdraw()}>
            {text('common.withdraw')}
          </Button>
        </>
      }
    />
  )
}
