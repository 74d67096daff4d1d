import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'

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
    <AskDialog
      isOpen={isOpen}
      title={title}
      description={
        <>
          <p>{text('watch.withdraw-lead')}</p>
          {hint !== undefined && <p>{hint}</p>}
        </>
      }
      verb={text('common.withdraw')}
      onDo={() => void withdraw()}
      onClose={onClose}
      isDanger
    />
  )
}
