import { useRef } from 'react'
import type { DocumentView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength, writtenMoment } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { useCommentsOn, usePeople, useRecord } from '../../cache/queries.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { Loading } from '../../ui/words.tsx'
import { wasJustMade } from '../onboarding/just-made.ts'
import { useStepKeys } from '../onboarding/use-step-keys.ts'
import { HiddenBand } from '../people/hidden-band.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { Disputes } from '../versions/disputes.tsx'
import { useItem } from '../watch/use-item.ts'
import { AlteredBand } from './altered-band.tsx'
import { DocumentActions } from './document-actions.tsx'
import { DocumentComments } from './document-comments.tsx'
import { DocumentWords } from './document-words.tsx'
import css from './documents.module.css'
import { useMerge } from './use-merge.ts'

/** One document, to be read. */
export function DocumentScreen({ library, document }: { library: string; document: string }) {
  const view = useItem(library, document)
  const isOnItsWay = useLive((live) => live.outbox.some(({ subject }) => subject === document)) || wasJustMade(document)
  if (view?.kind === 'document') return <Document libraryId={library} view={view} />
  if (view === undefined || isOnItsWay) {
    return (
      <Page>
        <Loading>{text(isOnItsWay ? 'documents.awaited' : 'common.loading')}</Loading>
      </Page>
    )
  }
  return <MissingDocument />
}

/** Said where a document has not arrived, or was withdrawn. */
export function MissingDocument() {
  return (
    <Page>
      <EmptyState
        title={text('documents.missing')}
        actions={<LinkButton href={hrefOf({ screen: 'onboarding' })}>{text('onboarding.title')}</LinkButton>}
      >
        {text('documents.missing-lead')}
      </EmptyState>
    </Page>
  )
}

function Document({ libraryId, view }: { libraryId: string; view: DocumentView }) {
  const library = useLive((live) => live.libraries?.find(({ id }) => id === libraryId))
  const people = usePeople(libraryId)
  const reader = useReader()
  const thread = useRecord('thread', libraryId, view.thread ?? '')
  const comments = useCommentsOn(libraryId, view.id)
  const box = useRef<HTMLTextAreaElement>(null)
  const merge = useMerge(libraryId, view)
  useStepKeys({ onBefore: null, onComment: () => box.current?.focus() })
  if (!library || !people || !comments) return null
  const facts = [
    text('documents.by', { name: shortNameOf(view.author, people), when: writtenMoment(view.atMs, reader) }),
    view.editedAtMs === null ? '' : text('documents.edited', { when: writtenMoment(view.editedAtMs, reader) }),
    text('documents.read', { length: roughLength(view.readSec * 1000) }),
  ]
  return (
    <Page>
      <PageHeader
        above={
          <span className={css.where}>
            {thread ? (
              <a href={hrefOf({ screen: 'thread', library: libraryId, thread: thread.id, tab: 'documents' })}>
                {thread.name}
              </a>
            ) : (
              <a href={hrefOf({ screen: 'onboarding' })}>{text('onboarding.title')}</a>
            )}
          </span>
        }
        title={view.title}
        below={facts.filter((fact) => fact !== '').join(' · ')}
        actions={<DocumentActions library={libraryId} view={view} isMine={view.author === library.me} />}
      />
      <HiddenBand library={libraryId} view={view} />
      <Disputes library={libraryId} view={view} canKeep isMarkdown onMerge={merge} />
      <AlteredBand library={libraryId} view={view} />
      <div className={css.words}>
        <DocumentWords library={libraryId} view={view} />
      </div>
      <Section title={text('documents.comments')}>
        <DocumentComments library={library} view={view} people={people} comments={comments} reader={reader} box={box} />
      </Section>
    </Page>
  )
}
