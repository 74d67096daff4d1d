import { useCallback, useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../../domain/failure.ts'
import { type CaptureSourceView, listCaptureSources } from '../../../api/host-api.ts'
import { text } from '../../../app/messages/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Loading } from '../../../ui/words.tsx'
import css from './source-picker.module.css'

interface SourcePickerProps {
  onChoose: (sourceId: string) => void
  onClose: () => void
}

/** The screens and windows that can be recorded, with what they show. */
export function SourcePicker({ onChoose, onClose }: SourcePickerProps) {
  const [sources, setSources] = useState<CaptureSourceView[] | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const look = useCallback(async () => {
    try {
      setSources(await listCaptureSources())
      setFailure(null)
    } catch (thrown) {
      setFailure(toFailure(thrown).body)
    }
  }, [])
  useEffect(() => {
    void look()
  }, [look])
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={text('record.picker-title')}
      width="l"
      actions={<Button onClick={() => void look()}>{text('record.look-again')}</Button>}
    >
      {failure !== null && <ErrorNotice failure={failure} />}
      {sources === null && failure === null && <Loading>{text('record.looking-for-windows')}</Loading>}
      {sources?.length === 0 && <p>{text('record.no-sources')}</p>}
      <ul className={css.sources}>
        {sources?.map(({ id, name, kind, thumbnail }) => (
          <li key={id}>
            <button type="button" className={css.source} onClick={() => onChoose(id)}>
              <img className={css.picture} src={thumbnail} alt="" />
              <span className={css.name}>{name}</span>
              <span className={css.kind}>{text('record.source-kind', { kind })}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
