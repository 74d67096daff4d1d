import { cycleOfId } from '../../../domain/time/cadence.ts'
import { hrefOf } from '../../app/route.ts'
import { Row, Spacer } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { cycleName } from '../threads/thread-words.ts'
import { type InQueue, QueueNote } from './queue.tsx'
import css from './watch.module.css'
import type { WatchPlace } from './watch-place.ts'

/** "Payments / Week 47", and at the right where one is in the queue. */
export function WhereLine({ place, queue }: { place: WatchPlace; queue: InQueue | null }) {
  const { view, thread, library } = place
  const cycle = view.kind === 'update' && thread ? cycleOfId({ id: view.cycle, cadence: thread.cadence }) : null
  return (
    <Row gap={2} wrap className={css.where}>
      {thread === null ? (
        <Note inline>{library.name}</Note>
      ) : (
        <a href={hrefOf({ screen: 'thread', library: library.id, thread: thread.id, tab: 'now' })}>{thread.name}</a>
      )}
      {cycle !== null && cycle.unit !== 'always' && (
        <>
          <span aria-hidden="true">/</span>
          <span>{cycleName(cycle)}</span>
        </>
      )}
      <Spacer />
      {queue !== null && <QueueNote queue={queue} />}
    </Row>
  )
}
