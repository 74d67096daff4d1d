import type { ReactNode } from 'react'
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
  return (
    <ThreadRecords
      paged={paged}
      label={text('threads.decisions')}
      none={{
        title: text('threads.no-decisions'),
        lead: text('threads.no-decisions-lead'),
        action: text('threads.write-decision'),
        href: hrefOf({ screen: 'decision-edit', library, decision: null, onItem: null, atMs: null }),
      }}
    >
      {(view) => (
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
    </ThreadRecords>
  )
}

/** What was written down for the thread. */
export function ThreadDocuments({ place }: { place: ThreadPlace }) {
  const { library, thread, people, reader } = place
  const paged = usePaged('document', { library, thread: thread.id })
  return (
    <ThreadRecords
      paged={paged}
      label={text('threads.documents')}
      none={{
        title: text('threads.no-documents'),
        lead: text('threads.no-documents-lead'),
        action: text('threads.write-document'),
        href: hrefOf({ screen: 'document-edit', library, document: null, path: null }),
      }}
    >
      {(view) => (
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
    </ThreadRecords>
  )
}

interface ThreadRecordsProps<View extends { id: string }> {
  paged: { records: readonly { view: View }[]; hasOlder: boolean; loadOlder: () => void } | undefined
  label: string
  /** What stands there while there are none, with the way to write the first. */
  none: { title: string; lead: string; action: string; href: string }
  children: (view: View) => ReactNode
}

function ThreadRecords<View extends { id: string }>(props: ThreadRecordsProps<View>) {
  const { paged, label, none, children } = props
  if (!paged) return <Loading>{text('common.loading')}</Loading>
  const { records, hasOlder, loadOlder } = paged
  if (records.length === 0 && !hasOlder) {
    return (
      <EmptyState level={2} title={none.title} actions={<LinkButton href={none.href}>{none.action}</LinkButton>}>
        {none.lead}
      </EmptyState>
    )
  }
  return (
    <LongList
      label={label}
      items={records}
      keyOf={({ view }) => view.id}
      rowHeight={76}
      onEnd={hasOlder ? loadOlder : undefined}
    >
      {({ view }) => children(view)}
    </LongList>
  )
}
