import { useState } from 'react'
import type { DocumentView } from '../../../domain/views/records.ts'
import { openLink } from '../../api/host-api.ts'
import { text } from '../../app/messages/text.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import css from './documents.module.css'
import { useDocumentText } from './use-document-text.ts'
import { withoutTitle } from './without-title.ts'

/** The words of a document, as they are read. */
export function DocumentWords({ library, view }: { library: string; view: DocumentView }) {
  const found = useDocumentText({ library, document: view.id, version: view.version, readSec: view.readSec })
  switch (found.state) {
    case 'fetching':
      return <Loading>{text('common.loading')}</Loading>
    case 'not-here':
      return <Note>{text('documents.no-text')}</Note>
    case 'failed':
      return <ErrorNotice failure={found.failure} />
    case 'here':
      if (found.text.trim() === '') return <Note>{text('documents.empty-text')}</Note>
      return <LinkedMarkdown source={withoutTitle(found.text, view.title)} />
  }
}

/** Markdown whose links are followed only after asking. */
export function LinkedMarkdown({ source }: { source: string }) {
  const [link, setLink] = useState<string | null>(null)
  const sayFailure = useSayFailure()
  const follow = (): void => {
    if (link !== null) openLink(link).catch(sayFailure)
    setLink(null)
  }
  return (
    <>
      <Markdown source={source} onOpenLink={setLink} />
      <Dialog
        open={link !== null}
        onOpenChange={(open) => {
          if (!open) setLink(null)
        }}
        width="s"
        title={text('documents.open-link-title')}
        description={<span className={css.address}>{link}</span>}
        actions={
          <>
            <Button variant="ghost" onClick={() => setLink(null)}>
              {text('common.cancel')}
            </Button>
            <Button variant="primary" onClick={follow}>
              {text('documents.open-link')}
            </Button>
          </>
        }
      />
    </>
  )
}
