import { useState } from 'react'
import type { DocumentView } from '../../../domain/views/records.ts'
import type { AlteredDocument } from '../../../domain/views/versions.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { setPrivate, usePrivate } from '../../cache/private.ts'
import { Band } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/words.tsx'
import { Difference } from '../versions/difference.tsx'
import { useAsked } from '../versions/use-version.ts'
import css from '../versions/versions.module.css'
import { fetchAltered } from '../versions/versions-api.ts'
import { useDocumentText } from './use-document-text.ts'

/**
 * Says that another program wrote into the document's file, and lets one read it and publish it, or leave it be. Looked for
 * when the document is opened; what one left is not spoken of again until the file says something else.
 */
export function AlteredBand({ library, view }: { library: string; view: DocumentView }) {
  const key = `left:${library}:${view.id}`
  const left = usePrivate(key)
  const [isReading, setIsReading] = useState(false)
  const asked = useAsked(`${library}/${view.id}/${view.version}`, () => fetchAltered({ library, id: view.id }))
  const altered = asked.state === 'answered' ? asked.value : null
  if (altered === null || left === undefined || left === altered.hash) return null
  return (
    <div className={css.bands}>
      <Band
        actions={
          <Button size="s" onClick={() => setIsReading(true)}>
            {text('versions.see-difference')}
          </Button>
        }
      >
        {text('versions.altered')}
        <Note>{text('versions.altered-lead')}</Note>
      </Band>
      {isReading && (
        <AlteredDialog
          library={library}
          view={view}
          altered={altered}
          onClose={() => setIsReading(false)}
          onSettled={() => {
            setIsReading(false)
            void setPrivate({ [key]: altered.hash })
          }}
        />
      )}
    </div>
  )
}

interface AlteredDialogProps {
  library: string
  view: DocumentView
  altered: AlteredDocument
  onClose: () => void
  /** Published or left: it is not spoken of again. */
  onSettled: () => void
}

function AlteredDialog({ library, view, altered, onClose, onSettled }: AlteredDialogProps) {
  const perform = usePerform()
  const words = useDocumentText({ library, document: view.id, version: view.version, readSec: view.readSec })
  const publish = async (): Promise<void> => {
    const { version, markdown } = altered
    const request = { request: 'document.take-altered', id: view.id, version, markdown } as const
    const answer = await perform({ library, request, done: text('versions.altered-used') })
    if (answer !== null) onSettled()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      width="l"
      title={text('versions.altered-title')}
      description={
        altered.title === view.title
          ? text('versions.altered-lead')
          : text('versions.altered-titled', { title: altered.title })
      }
      actions={
        <>
          <Button variant="ghost" onClick={onSettled}>
            {text('versions.leave-altered')}
          </Button>
          <Button variant="primary" onClick={() => void publish()}>
            {text('versions.use-altered')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <div className={css.words} tabIndex={0}>
        {words.state === 'here' && <Difference before={words.text.trim()} after={altered.text} />}
      </div>
    </Dialog>
  )
}
