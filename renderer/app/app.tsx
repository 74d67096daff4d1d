import { Ellipsis, Scale, Search } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { type CatchUp, threadsWithNews } from '../../domain/catch-up/catch-up.ts'
import { useRecord, useRecords, useThreads } from '../cache/queries.ts'
import { CatchUpContext, useCatchUp } from '../features/catch-up/use-catch-up.ts'
import { HostLink } from '../features/control/host-link.tsx'
import { keepVoices } from '../features/people/voice.ts'
import { FloatingRecording } from '../features/record/under-way/floating-recording.tsx'
import { IconButton } from '../ui/button.tsx'
import { CatchUpIcon, PathIcon } from '../ui/icons.ts'
import { Menu } from '../ui/menu.tsx'
import { Shell } from '../ui/shell.tsx'
import type { ShellThread } from '../ui/shell-nav.tsx'
import { ToastRegion } from '../ui/toast.tsx'
import css from './app.module.css'
import { Commands } from './commands/commands.tsx'
import { useLive } from './live.ts'
import { text } from './messages/text.ts'
import { NoAnswer } from './no-answer.tsx'
import { OutboxNotices } from './outbox-notices.tsx'
import { goTo, hrefOf, type Route } from './route.ts'
import { Screen } from './screen.tsx'
import { scrollToPlace } from './scroll-places.ts'
import { statusOf } from './status.ts'
import { useAppearance } from './use-appearance.ts'
import { useGoKeys } from './use-go-keys.ts'
import { useClosingWaysBack } from './use-perform.ts'
import { useRoute } from './use-route.ts'

/** The whole page: the frame, the screen of the address, and what appears over both. */
export function App() {
  useAppearance()
  return (
    <ToastRegion>
      <Frame />
      <FloatingRecording />
      <HostLink />
      <OutboxNotices />
    </ToastRegion>
  )
}

/** What can be opened before there is a library. */
const openToNewcomers: readonly Route['screen'][] = ['first-run', 'join', 'settings', 'health']
/** Making something takes the whole window. */
const withoutRail: readonly Route['screen'][] = ['record', 'review', 'review-file', 'write']

function Frame() {
  const route = useRoute()
  const libraries = useLive((live) => live.libraries)
  const isConnected = useLive((live) => live.isConnected)
  const isEmpty = libraries?.length === 0
  const isLost = isEmpty && !openToNewcomers.includes(route.screen)
  useEffect(() => {
    if (isLost) goTo({ screen: 'first-run' }, { replace: true })
  }, [isLost])
  useFocusOnScreen(route)
  useVoices()
  useClosingWaysBack()
  useGoKeys(!isEmpty && !withoutRail.includes(route.screen))
  if (libraries === null) return isConnected ? null : <NoAnswer />
  if (isLost) return null
  if (withoutRail.includes(route.screen)) {
    return (
      <main id="content" className={css.whole} tabIndex={-1}>
        <Screen route={route} />
      </main>
    )
  }
  return (
    <RailFrame route={route}>
      <Screen route={route} />
      <Commands />
    </RailFrame>
  )
}

function RailFrame({ route, children }: { route: Route; children: ReactNode }) {
  const libraries = useLive((live) => live.libraries) ?? []
  const isConnected = useLive((live) => live.isConnected)
  const outbox = useLive((live) => live.outbox)
  const jobs = useLive((live) => live.jobs)
  const catchUp = useCatchUp()
  const threads = useRailThreads(catchUp)
  const library = ('library' in route ? route.library : null) ?? libraries[0]?.id ?? null
  const thread = route.screen === 'thread' ? route.thread : null
  const watched = useRecord('update', library ?? '', route.screen === 'watch' ? route.item : '')
  return (
    <Shell
      sections={[
        { id: 'catch-up', name: text('shell.catch-up'), icon: CatchUpIcon, href: hrefOf({ screen: 'catch-up' }) },
        { id: 'onboarding', name: text('shell.onboarding'), icon: PathIcon, href: hrefOf({ screen: 'onboarding' }) },
        { id: 'decisions', name: text('shell.decisions'), icon: Scale, href: hrefOf({ screen: 'decisions' }) },
        {
          id: 'search',
          name: text('shell.search'),
          icon: Search,
          href: hrefOf({ screen: 'search', query: '' }),
          keys: ['mod', 'K'],
        },
      ]}
      threads={threads}
      current={watched?.thread ?? currentOf(route)}
      status={statusOf({ isConnected, libraries, outbox, jobs })}
      onRecord={() => goTo({ screen: 'record', library, thread, replaces: null })}
      recordDisabled={libraries.length === 0}
      newThreadHref={library === null ? undefined : hrefOf({ screen: 'thread-edit', library, thread: null })}
      more={<MoreMenu library={library} />}
    >
      <CatchUpContext value={catchUp}>{children}</CatchUpContext>
    </Shell>
  )
}

function MoreMenu({ library }: { library: string | null }) {
  const places = [
    { label: text('shell.people'), href: hrefOf({ screen: 'people' }) },
    ...(library === null ? [] : [{ label: text('shell.invite'), href: hrefOf({ screen: 'invite', library }) }]),
    { label: text('shell.library-health'), href: hrefOf({ screen: 'health' }) },
    { label: text('shell.settings'), href: hrefOf({ screen: 'settings' }) },
    'line' as const,
    { label: text('shell.add-library'), href: hrefOf({ screen: 'first-run' }) },
  ]
  return (
    <Menu trigger={<IconButton icon={Ellipsis} size="s" label={text('shell.more')} />} items={places} align="start" />
  )
}

function useRailThreads(catchUp: CatchUp | undefined): ShellThread[] {
  const libraries = useLive((live) => live.libraries) ?? []
  const threads = useThreads(null) ?? []
  const news = threadsWithNews(catchUp?.awaiting ?? [])
  return libraries.flatMap(({ id, name }) =>
    threads
      .filter(({ library }) => library === id)
      .map(({ view }) => ({
        id: view.id,
        name: view.name,
        href: hrefOf({ screen: 'thread', library: id, thread: view.id, tab: 'now' }),
        hasNews: news.has(`${id}/${view.id}`),
        library: name,
      })),
  )
}

/** Before anything below is drawn, everyone has their colour. */
function useVoices(): void {
  const people = useRecords('person', null)
  useMemo(() => keepVoices(people ?? []), [people])
}

/** The entry of the rail that a screen belongs to. */
function currentOf(route: Route): string | undefined {
  switch (route.screen) {
    case 'thread':
      return route.thread
    case 'thread-edit':
      return route.thread ?? undefined
    case 'onboarding':
    case 'path':
    case 'path-edit':
    case 'step':
    case 'document':
    case 'document-edit':
      return 'onboarding'
    case 'decisions':
    case 'decision':
    case 'decision-edit':
      return 'decisions'
    default:
      return route.screen
  }
}

/** Puts the focus on the content of a screen that one came to, so that reading and the Tab key begin there. */
function useFocusOnScreen(route: Route): void {
  const { tab: _tab, ...place } = { tab: null, ...route }
  const key = JSON.stringify(place)
  const before = useRef(key)
  useEffect(() => {
    if (before.current === key) return
    before.current = key
    const content = document.getElementById('content')
    if (content) scrollToPlace(content)
    // A dialog that is open, or a field that the screen itself put the focus on, keeps it.
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body || !content?.contains(activeElement)) {
      content?.focus({ preventScroll: true })
    }
  }, [key])
}
