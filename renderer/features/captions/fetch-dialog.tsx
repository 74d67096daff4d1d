import type { ListedModel } from '../../../domain/captions/engine.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'
import css from './captions.module.css'

interface FetchDialogProps {
  model: ListedModel
  onAgreed: () => void
  onClose: () => void
}

/** Asks before a model is fetched: how large it is, where it comes from, and what it has to be. */
export function FetchDialog({ model, onAgreed, onClose }: FetchDialogProps) {
  const size = writtenSize(model.sizeBytes)
  const { host } = new URL(model.url)
  return (
    <AskDialog
      title={text('captions.fetch-title')}
      description={text('captions.fetch-lead', { size, host })}
      verb={text('captions.fetch-verb', { size })}
      width="m"
      onDo={() => {
        onClose()
        onAgreed()
      }}
      onClose={onClose}
    >
      <dl className={css.facts}>
        <dt>{text('captions.fetch-source')}</dt>
        <dd>{model.url}</dd>
        <dt>{text('captions.fetch-sum')}</dt>
        <dd>{model.sha256}</dd>
      </dl>
    </AskDialog>
  )
}
