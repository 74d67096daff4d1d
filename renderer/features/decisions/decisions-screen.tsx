import { useMemo, useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { DecisionView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { messagesLocale, text } from '../../app/messages/text.ts'
import { writtenDay } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { usePaged } from '../../cache/older.ts'
import { usePeople, useRecords } from '../../cache/queries.ts'
import type { Placed } from '../../cache/use-mirror.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LongStack } from '../../ui/long-stack.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { EndMark, LongList } from '../../ui/virtual-list.tsx'
import { Loading, Note, Said } from '../../ui/words.tsx'
import { PersonMark } from '../people/person-mark.tsx'
import { deciderNames } from './decider-names.ts'
import css from './decisions.module.css'
import { ledgerOf } from './ledger.ts'

const all = 'all'

/** What was decided, month by month, in every open library. */
export function DecisionsScreen() {
  const [thread, setThread] = useState<string>(all)
  const paged = usePaged('decision', { library: null, thread: thread === all ? null : thread })
  const kept = useRecords('decision', null)
  const threads = useRecords('thread', null)
  const libraries = useLive((live) => live.libraries)
  const { timeZone } = useReader()
  const months = useMemo(
    () => ledgerOf(paged?.records ?? [], { thread: thread === all ? null : thread, timeZone }),
    [paged?.records, thread, timeZone],
  )
  if (!paged || !kept || !threads || !libraries) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  const { records: decisions, hasOlder, loadOlder } = paged
  if (decisions.length === 0 && thread === all && !hasOlder) {
    return (
      <Page>
        <EmptyState title={text('decisions.empty')} actions={<WriteButton libraries={libraries} />}>
          {text('decisions.empty-lead')}
        </EmptyState>
      </Page>
    )
  }
  const used = new Set([...kept, ...decisions].map(({ view }) => view.thread))
  const options = threads
    .filter(({ view }) => hasOlder || used.has(view.id))
    .map(({ view }) => ({ value: view.id, label: view.name }))
    .sort((a, b) => a.label.localeCompare(b.label))
  const threadNames = new Map(threads.map(({ view }) => [view.id, view.name]))
  return (
    <Page>
      <PageHeader
        title={text('decisions.title')}
        actions={
          <>
            {options.length > 0 && (
              <div className={css.filter}>
                <Select
                  size="s"
                  label={text('decisions.thread')}
                  options={[{ value: all, label: text('decisions.all-threads') }, ...options]}
                  value={thread}
                  onValueChange={setThread}
                />
              </div>
            )}
            <WriteButton libraries={libraries} />
          </>
        }
      />
      {months.length === 0 && <Note className={css.none}>{text('decisions.none-in-thread')}</Note>}
      <LongStack name="months" items={months} keyOf={({ month }) => month} rowHeight={600}>
        {(month) => (
          <Section title={monthName(month.atMs, timeZone)}>
            <LongList
              label={monthName(month.atMs, timeZone)}
              items={month.decisions}
              keyOf={({ library, view }) => `${library}/${view.id}`}
              rowHeight={76}
            >
              {(decision) => (
                <LedgerRow decision={decision} thread={threadNames.get(decision.view.thread ?? '') ?? null} />
              )}
            </LongList>
          </Section>
        )}
      </LongStack>
      {hasOlder && (
        <>
          <EndMark onEnd={loadOlder} count={decisions.length} />
          <Loading>{text('common.loading')}</Loading>
        </>
      )}
    </Page>
  )
}

/** Begins a decision; where there are several libraries it asks in which. */
function WriteButton({ libraries }: { libraries: readonly LibraryView[] }) {
  const places = libraries.map(({ id, name }) => ({
    label: name,
    href: hrefOf({ screen: 'decision-edit', library: id, decision: null, onItem: null, atMs: null }),
  }))
  const [first] = places
  if (places.length > 1) {
    return <Menu trigger={<Button variant="primary">{text('decisions.write')}</Button>} items={places} />
  }
  return (
    first && (
      <LinkButton variant="primary" href={first.href}>
        {text('decisions.write')}
      </LinkButton>
    )
  )
}

function LedgerRow({ decision, thread }: { decision: Placed<DecisionView>; thread: string | null }) {
  const { library, view } = decision
  const people = usePeople(library)
  const reader = useReader()
  const isReplaced = view.replacedBy !== null
  const names = deciderNames(view, people)
  const when = writtenDay(view.atMs, reader)
  return (
    <LinedItem
      mark={<PersonMark id={view.author} people={people} />}
      aside={isReplaced ? <Pill>{text('decisions.replaced')}</Pill> : undefined}
    >
      <a href={hrefOf({ screen: 'decision', library, decision: view.id })} className={css.opening}>
        <Said className={isReplaced ? css.struck : undefined}>{view.title}</Said>
      </a>
      <Note>
        {thread === null ? text('decisions.by', { names, when }) : text('decisions.by-in', { names, thread, when })}
      </Note>
    </LinedItem>
  )
}

/** "November 2026". */
function monthName(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat(messagesLocale, { month: 'long', year: 'numeric', timeZone }).format(atMs)
}
