import { type ReactNode, useEffect } from 'react'
import type { RecordView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf, type Route } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { usePrivate } from '../../cache/private.ts'
import { useCommentsOn, usePeople, useRecord } from '../../cache/queries.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Loading } from '../../ui/words.tsx'
import { DecisionScreen } from '../decisions/decision-screen.tsx'
import { inVideoOrder, momentPlace, msInVideo } from './moments.ts'
import { positionFrom, startMsOf } from './position.ts'
import { useInQueue } from './queue.tsx'
import { useItem } from './use-item.ts'
import type { WatchPlace } from './watch-place.ts'
import { Watching } from './watching.tsx'

interface WatchScreenProps {
  library: string
  item: string
  atMs: number | null
  /** The version in whose video that second lies; null for the one that is shown. */
  ofVersion: string | null
  isReading: boolean
  isQueue: boolean
}

/** One update or video to watch or to read. Whatever else is asked for here is shown where it belongs. */
export function WatchScreen(props: WatchScreenProps) {
  const view = useItem(props.library, props.item)
  const queue = useInQueue(props)
  const elsewhere = view ? routeElsewhere(props.library, view) : null
  const elsewhereHref = elsewhere === null ? null : hrefOf(elsewhere)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address stands for the route
  useEffect(() => {
    if (elsewhere !== null) goTo(elsewhere, { replace: true })
  }, [elsewhereHref])
  if (view === undefined || queue === undefined || elsewhere !== null) return <Waiting />
  if (view === null) return <Missing item={props.item} />
  if (view.kind === 'decision') {
    return <DecisionScreen library={props.library} decision={view.id} queue={queue} />
  }
  if (view.kind !== 'update' && view.kind !== 'video') return <Missing item={props.item} />
  return <WithSurroundings {...props} view={view} queue={queue} />
}

/** Where something that is neither watched nor read here belongs: a comment is read where it stands. */
function routeElsewhere(library: string, view: RecordView): Route | null {
  switch (view.kind) {
    case 'comment':
      return { screen: 'watch', library, item: view.on.item, ...momentPlace(view.on), isReading: false, isQueue: false }
    case 'document':
      return { screen: 'document', library, document: view.id }
    case 'path':
      return { screen: 'path', library, path: view.id }
    case 'thread':
      return { screen: 'thread', library, thread: view.id, tab: 'now' }
    default:
      return null
  }
}

function WithSurroundings({
  view,
  queue,
  ...props
}: WatchScreenProps & { view: WatchPlace['view']; queue: Exclude<ReturnType<typeof useInQueue>, undefined> }) {
  const { library: libraryId, item } = props
  const library = useLive((live) => live.libraries?.find(({ id }) => id === libraryId))
  const settings = useLive((live) => live.settings)
  const reader = useReader()
  const people = usePeople(libraryId)
  const comments = useCommentsOn(libraryId, item)
  const thread = useRecord('thread', libraryId, view.kind === 'update' ? view.thread : '')
  const saved = usePrivate(`position:${libraryId}:${item}`)
  const seen = usePrivate(`seen:${libraryId}:${item}`)
  if (!library || !settings || !people || !comments || thread === undefined) return <Waiting />
  if (saved === undefined || seen === undefined) return <Waiting />
  const { video } = view
  const shown = { video, version: view.version }
  const asked = { item: view.id, version: props.ofVersion, ms: props.atMs }
  const atMs = props.ofVersion === null ? props.atMs : msInVideo(asked, shown)
  const startMs =
    video === null
      ? 0
      : startMsOf({
          atMs,
          saved: positionFrom(saved),
          version: video.version,
          durationMs: video.durationMs,
        })
  const place: WatchPlace = {
    library,
    view,
    thread,
    people,
    comments: inVideoOrder(comments, ({ on }) => msInVideo(on, shown)),
    reader,
    isMine: view.author === library.me,
  }
  return (
    <Watching
      key={video?.version ?? 'words'}
      place={place}
      queue={queue}
      startMs={startMs}
      atMs={atMs}
      isReading={props.isReading || video === null}
      isSeen={seen === view.version}
      settings={settings}
    />
  )
}

function Waiting(): ReactNode {
  return (
    <Page>
      <Loading>{text('common.loading')}</Loading>
    </Page>
  )
}

/** Nothing by this name, or something of mine that the folder does not have yet. */
function Missing({ item }: { item: string }) {
  const waiting = useLive((live) => live.outbox.find(({ subject }) => subject === item))
  const isWaiting = waiting !== undefined
  return (
    <Page>
      <EmptyState
        title={isWaiting ? waiting.title : text('watch.missing')}
        actions={<LinkButton href={hrefOf({ screen: 'catch-up' })}>{text('watch.to-catch-up')}</LinkButton>}
      >
        {text(isWaiting ? 'watch.waits' : 'watch.missing-lead')}
      </EmptyState>
    </Page>
  )
}
