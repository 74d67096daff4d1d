import { withoutTitle } from '../../../domain/reading/heading.ts'
import type { DocumentView } from '../../../domain/views/records.ts'
import { LinkedMarkdown } from '../../app/linked-markdown.tsx'
import { text } from '../../app/messages/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import { useDocumentText } from './use-document-text.ts'

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
