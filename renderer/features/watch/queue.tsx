import { useEffect, useState } from 'react'
import { queueFrom } from '../../../domain/catch-up/queue.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf, type Route } from '../../app/route.ts'
import { usePrivate } from '../../cache/private.ts'
import { usePeople } from '../../cache/queries.ts'
import { Band } from '../../ui/band.tsx'
import { Button, LinkButton, TextAction } from '../../ui/button.tsx'
import { Note } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { type QueuePlace, queuePlaceOf } from './queue-place.ts'
import { useItem } from './use-item.ts'

/** Where one is in the queue, and how to go on. */
export interface InQueue extends QueuePlace {
  /** Who made what comes next; empty at the end and until it is known. */
  nextName: string
  /** Goes to what comes next; at the end to the catch-up. */
  goOn: () => void
}

/** The queue around an item: undefined until known, null where one is not going through it. */
export function useInQueue({
  library,
  item,
  isQueue,
  isReading,
}: {
  library: string
  item: string
  isQueue: boolean
  isReading: boolean
}): InQueue | null | undefined {
  const stored = usePrivate('queue')
  const place = isQueue && stored !== undefined ? queuePlaceOf(queueFrom(stored), { library, item }) : null
  const next = place?.next ?? { library, item }
  const nextItem = useItem(next.library, next.item)
  const people = usePeople(next.library)
  if (stored === undefined) return undefined
  if (place === null) return null
  const author = nextItem && 'author' in nextItem ? nextItem.author : ''
  return {
    ...place,
    nextName: place.next === null || author === '' ? '' : shortNameOf(author, people),
    goOn: () => goTo(routeAfter(place, isReading)),
  }
}

function routeAfter({ next }: QueuePlace, isReading: boolean): Route {
  if (next === null) return { screen: 'catch-up' }
  return { screen: 'watch', ...next, atMs: null, isReading, isQueue: true }
}

/** "1 of 5, next Tomas", which also leads there. */
export function QueueNote({ queue }: { queue: InQueue }) {
  const { place, count, next, nextName, goOn } = queue
  if (next === null) {
    return (
      <Note inline tone={3} tabular>
        {text('watch.queue-last', { place, count })}
      </Note>
    )
  }
  return (
    <TextAction title={text('watch.go-on')} onClick={goOn}>
      {text('watch.queue', { place, count, next: nextName })}
    </TextAction>
  )
}

/** How long the end of one video stands before the next begins. */
const pauseSec = 3

/** At the end of a video: what comes next, after a breath in which one can stay. */
export function UpNext({ queue, onStay }: { queue: InQueue; onStay: () => void }) {
  const [seconds, setSeconds] = useState(pauseSec)
  const { next, nextName, goOn } = queue
  const hasNext = next !== null
  useEffect(() => {
    if (!hasNext) return
    const timer = setInterval(() => setSeconds((left) => left - 1), 1000)
    return () => clearInterval(timer)
  }, [hasNext])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the passing of time leads on by itself
  useEffect(() => {
    if (hasNext && seconds <= 0) goOn()
  }, [seconds, hasNext])
  if (!hasNext) {
    return (
      <Band
        actions={
          <LinkButton size="s" href={hrefOf({ screen: 'catch-up' })}>
            {text('watch.to-catch-up')}
          </LinkButton>
        }
      >
        <span role="status">{text('watch.queue-done')}</span>
      </Band>
    )
  }
  return (
    <Band
      actions={
        <>
          <Button size="s" onClick={goOn}>
            {text('watch.up-next-now')}
          </Button>
          <Button size="s" variant="ghost" onClick={onStay}>
            {text('watch.stay')}
          </Button>
        </>
      }
    >
      {text('watch.up-next', { name: nextName, seconds: Math.max(0, seconds) })}
    </Band>
  )
}
