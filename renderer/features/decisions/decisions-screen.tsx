import { useState } from 'react'
import type { DecisionView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { messagesLocale, text } from '../../app/messages/text.ts'
import { writtenDay } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { type Placed, usePeople, useRecords } from '../../cache/queries.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { Loading, Note, Said } from '../../ui/words.tsx'
import { PersonMark } from '../people/person-mark.tsx'
import { deciderNames } from './decider-names.ts'
import css from './decisions.module.css'
import { ledgerOf } from './ledger.ts'

const all = 'all'

/** What was decided, month by month, in every open library. */
export function DecisionsScreen() {
  const decisions = useRecords('decision', null)
  const threads = useRecords('thread', null)
  const libraries = useLive((live) => live.libraries)
  const { timeZone } = useReader()
  const [thread, setThread] = useState<string>(all)
  if (!decisions || !threads || !libraries) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  const [first] = libraries
  const write =
    first === undefined
      ? null
      : hrefOf({ screen: 'decision-edit', library: first.id, decision: null, onItem: null, atMs: null })
  if (decisions.length === 0) {
    return (
      <Page>
        <EmptyState
          title={text('decisions.empty')}
          actions={
            write !== null && (
              <LinkButton variant="primary" href={write}>
                {text('decisions.write')}
              </LinkButton>
            )
          }
        >
          {text('decisions.empty-lead')}
        </EmptyState>
      </Page>
    )
  }
  const used = new Set(decisions.map(({ view }) => view.thread))
  const options = threads
    .filter(({ view }) => used.has(view.id))
    .map(({ view }) => ({ value: view.id, label: view.name }))
    .sort((a, b) => a.label.localeCompare(b.label))
  const threadNames = new Map(threads.map(({ view }) => [view.id, view.name]))
  const months = ledgerOf(decisions, { thread: thread === all ? null : thread, timeZone })
  return (
    <Page>
      <PageHeader
        title={text('decisions.title')}
        actions={
          <>
            {options.length > 0 && (
              <Select
                size="s"
                label={text('decisions.thread')}
                options={[{ value: all, label: text('decisions.all-threads') }, ...options]}
                value={thread}
                onValueChange={setThread}
              />
            )}
            {write !== null && (
              <LinkButton variant="primary" href={write}>
                {text('decisions.write')}
              </LinkButton>
            )}
          </>
        }
      />
      {months.length === 0 && <Note className={css.none}>{text('decisions.none-in-thread')}</Note>}
      {months.map((month) => (
        <Section key={month.month} title={monthName(month.atMs, timeZone)}>
          <LinedList label={monthName(month.atMs, timeZone)}>
            {month.decisions.map((decision) => (
              <LedgerRow
                key={`${decision.library}/${decision.view.id}`}
                decision={decision}
                thread={threadNames.get(decision.view.thread ?? '') ?? null}
              />
            ))}
          </LinedList>
        </Section>
      ))}
    </Page>
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
