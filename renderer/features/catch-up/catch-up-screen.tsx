import { type ReactNode, useContext, useMemo } from 'react'
import { type CatchUp, summaryOf } from '../../../domain/catch-up/catch-up.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenPresent } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { usePeople, useRecords } from '../../cache/queries.ts'
import { Band } from '../../ui/band.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Loading } from '../../ui/words.tsx'
import { AwaitingList } from './awaiting-list.tsx'
import type { RowContext } from './awaiting-row.tsx'
import css from './catch-up.module.css'
import { awaitsSentence } from './catch-up-words.ts'
import { OwedBands } from './owed-bands.tsx'
import { PlayAll } from './play-all.tsx'
import { CatchUpContext } from './use-catch-up.ts'

/** Home: what I give first, then what awaits me, in one sentence and then in words. */
export function CatchUpScreen() {
  const catchUp = useContext(CatchUpContext)
  const people = usePeople(null)
  const threads = useRecords('thread', null)
  const context = useMemo(
    () =>
      people && threads
        ? { people, threads: new Map(threads.map(({ library, view }) => [`${library}/${view.id}`, view])) }
        : undefined,
    [people, threads],
  )
  if (!catchUp || !context) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  return <Filled catchUp={catchUp} context={context} />
}

function Filled({ catchUp, context }: { catchUp: CatchUp; context: RowContext }) {
  const reader = useReader()
  const { owed, awaiting, later } = catchUp
  const isUnused = context.threads.size === 0 && awaiting.length === 0
  if (isUnused && later.length === 0) return <Unused owed={<OwedBands owed={owed} people={context.people} />} />
  const summary = summaryOf(awaiting)
  return (
    <Page>
      <PageHeader
        above={writtenPresent(reader)}
        title={awaiting.length === 0 ? text('catch-up.done') : awaitsSentence(summary, context.people)}
        below={
          awaiting.length > 0 ? undefined : text(later.length > 0 ? 'catch-up.done-lead-later' : 'catch-up.done-lead')
        }
      />
      <PlayAll awaiting={awaiting} summary={summary} />
      <UnconfirmedBands />
      <OwedBands owed={owed} people={context.people} />
      <AwaitingList awaiting={awaiting} later={later} context={context} />
    </Page>
  )
}

/** Until another device has said that this one is mine, my own things are not known here. */
function UnconfirmedBands() {
  const libraries = useLive((live) => live.libraries) ?? []
  return libraries
    .filter(({ isUnconfirmed }) => isUnconfirmed)
    .map(({ id, name }) => (
      <div key={id} className={css.unconfirmed}>
        <Band>{text('catch-up.unconfirmed', { library: name })}</Band>
      </div>
    ))
}

/** A library in which nothing has begun: the first step is a thread, or a path. */
function Unused({ owed }: { owed: ReactNode }) {
  const library = useLive((live) => live.libraries?.[0]?.id ?? null)
  if (library === null) return null
  return (
    <Page>
      <UnconfirmedBands />
      {owed}
      <EmptyState
        title={text('catch-up.empty')}
        actions={
          <>
            <LinkButton variant="primary" href={hrefOf({ screen: 'thread-edit', library, thread: null })}>
              {text('catch-up.make-thread')}
            </LinkButton>
            <LinkButton href={hrefOf({ screen: 'invite', library })}>{text('catch-up.invite')}</LinkButton>
          </>
        }
      >
        {text('catch-up.empty-lead')}
      </EmptyState>
    </Page>
  )
}
