import type { PersonView, ThreadView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, type Route } from '../../app/route.ts'
import { usePeople, useRecord } from '../../cache/queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { Loading } from '../../ui/words.tsx'
import { Disputes } from '../versions/disputes.tsx'
import { ByQuestionTab } from './by-question-tab.tsx'
import { PresentTab } from './present-tab.tsx'
import css from './thread.module.css'
import { ThreadActions } from './thread-actions.tsx'
import { ThreadDecisions, ThreadDocuments } from './thread-lists.tsx'
import { cadenceSentence, nearCycleName } from './thread-words.ts'
import { useThreadPlace } from './use-thread-place.ts'

type ThreadTab = Extract<Route, { screen: 'thread' }>['tab']

interface ThreadScreenProps {
  library: string
  thread: string
  tab: ThreadTab
}

/** One thread: its present cycle and those before, question by question, what was decided, and its documents. */
export function ThreadScreen({ library, thread, tab }: ThreadScreenProps) {
  const view = useRecord('thread', library, thread)
  const people = usePeople(library)
  const isOnItsWay = useLive((live) => live.outbox.some(({ subject }) => subject === thread))
  if (view === undefined || people === undefined) return <Waiting />
  if (view !== null) return <Thread library={library} thread={view} people={people} tab={tab} />
  if (isOnItsWay) return <Waiting />
  return (
    <Page>
      <EmptyState title={text('threads.unknown')}>{text('threads.unknown-lead')}</EmptyState>
    </Page>
  )
}

interface ThreadProps {
  library: string
  thread: ThreadView
  people: ReadonlyMap<string, PersonView>
  tab: ThreadTab
}

function Thread({ library, thread, people, tab }: ThreadProps) {
  const place = useThreadPlace({ library, thread, people })
  if (place === undefined) return <Waiting />
  const tabs = [
    { value: 'now', label: nearCycleName(place.cycle.unit, 'this') },
    { value: 'by-question', label: text('threads.by-question') },
    { value: 'decisions', label: text('threads.decisions') },
    { value: 'documents', label: text('threads.documents') },
  ] as const
  return (
    <Page width="wide">
      <PageHeader
        above={thread.isArchived ? text('threads.about-archived') : cadenceSentence(thread)}
        title={thread.name}
        actions={<ThreadActions place={place} />}
      />
      <Disputes library={library} view={thread} canKeep />
      <Tabs
        tabs={tabs}
        value={tab}
        onValueChange={(value) => goTo({ screen: 'thread', library, thread: thread.id, tab: value }, { replace: true })}
        label={text('threads.parts', { thread: thread.name })}
        className={css.tabs}
      >
        <TabPanel value="now">
          <PresentTab place={place} />
        </TabPanel>
        <TabPanel value="by-question">
          <ByQuestionTab place={place} />
        </TabPanel>
        <TabPanel value="decisions">
          <ThreadDecisions place={place} />
        </TabPanel>
        <TabPanel value="documents">
          <ThreadDocuments place={place} />
        </TabPanel>
      </Tabs>
    </Page>
  )
}

function Waiting() {
  return (
    <Page>
      <Loading>{text('common.loading')}</Loading>
    </Page>
  )
}
