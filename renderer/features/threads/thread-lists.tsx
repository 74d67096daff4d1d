import { text } from '../../app/messages/text.ts'
import { roughLength, writtenMoment } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { usePaged } from '../../cache/older.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem } from '../../ui/row.tsx'
import { LongList } from '../../ui/virtual-list.tsx'
import { Loading, Note, Said } from '../../ui/words.tsx'
import { PersonMark, shortNameOf } from '../people/person-mark.tsx'
import css from './thread.module.css'
import type { ThreadPlace } from './thread-place.ts'

/** What was decided in the thread, the latest first. */
export function ThreadDecisions({ place }: { place: ThreadPlace }) {
  const { library, thread, people, reader } = place
  const paged = usePaged('decision', { library, thread: thread.id })
  if (!paged) return <Loading>{text('common.loading')}</Loading>
  const { records, hasOlder, loadOlder } = paged
  if (records.length === 0 && !hasOlder) {
    const href = hrefOf({ screen: 'decision-edit', library, decision: null, onItem: null, atMs: null })
    return (
      <EmptyState
        level={2}
        title={text('threads.no-decisions')}
        actions={<LinkButton href={href}>{text('threads.write-decision')}</LinkButton>}
      >
        {text('threads.no-decisions-lead')}
      </EmptyState>
    )
  }
  return (
    <LongList
      label={text('threads.decisions')}
      items={records}
      keyOf={({ view }) => view.id}
      rowHeight={76}
      onEnd={hasOlder ? loadOlder : undefined}
    >
      {({ view }) => (
        <LinedItem
          mark={<PersonMark id={view.author} people={people} />}
          aside={view.replacedBy === null ? undefined : <Pill>{text('threads.replaced')}</Pill>}
        >
          <a href={hrefOf({ screen: 'decision', library, decision: view.id })} className={css.opening}>
            <Said>{view.title}</Said>
          </a>
          <Note>
            {text('threads.decided-by', {
              name: shortNameOf(view.author, people),
              when: writtenMoment(view.atMs, reader),
            })}
          </Note>
        </LinedItem>
      )}
    </LongList>
  )
}

/** What was written down for the thread. */
export function ThreadDocuments({ place }: { place: ThreadPlace }) {
  const { library, thread, people, reader } = place
  const paged = usePaged('document', { library, thread: thread.id })
  if (!paged) return <Loading>{text('common.loading')}</Loading>
  const { records, hasOlder, loadOlder } = paged
  if (records.length === 0 && !hasOlder) {
    return (
      <EmptyState
        level={2}
        title={text('threads.no-documents')}
        actions={
          <LinkButton href={hrefOf({ screen: 'document-edit', library, document: null, path: null })}>
            {text('threads.write-document')}
          </LinkButton>
        }
      >
        {text('threads.no-documents-lead')}
      </EmptyState>
    )
  }
  return (
    <LongList
      label={text('threads.documents')}
      items={records}
      keyOf={({ view }) => view.id}
      rowHeight={76}
      onEnd={hasOlder ? loadOlder : undefined}
    >
      {({ view }) => (
        <LinedItem
          mark={<PersonMark id={view.author} people={people} />}
          aside={text('when.to-read', { length: roughLength(view.readSec * 1000) })}
        >
          <a href={hrefOf({ screen: 'document', library, document: view.id })} className={css.opening}>
            {view.title}
          </a>
          <Note>
            {text('threads.changed-by', {
              name: shortNameOf(view.author, people),
              when: writtenMoment(view.editedAtMs ?? view.atMs, reader),
            })}
          </Note>
        </LinedItem>
      )}
    </LongList>
  )
}
