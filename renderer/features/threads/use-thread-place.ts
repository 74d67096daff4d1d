import { useEffect, useMemo } from 'react'
import { type Cycle, cycleAt, cycleSpan, previousCycle } from '../../../domain/time/cadence.ts'
import type { PersonView, ThreadView, UpdateView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { useReader } from '../../app/use-reader.ts'
import { useOlderOpen, usePaged } from '../../cache/older.ts'
import type { ThreadPlace } from './thread-place.ts'

/** What a thread's page shows, with the present cycle and the one before whole; undefined until it is known. */
export function useThreadPlace({
  library,
  thread,
  people,
}: {
  library: string
  thread: ThreadView
  people: ReadonlyMap<string, PersonView>
}): ThreadPlace | undefined {
  const reader = useReader()
  const me = useLive((live) => live.libraries?.find(({ id }) => id === library)?.me ?? '')
  const paged = usePaged('update', { library, thread: thread.id })
  const olderOpen = useOlderOpen(library, thread.id)
  const timeZone = people.get(me)?.timeZone ?? reader.timeZone
  const { records, hasOlder, loadOlder } = paged ?? nothing
  const updates = useMemo(() => records.map(({ view }) => view), [records])
  const open = useMemo(() => withoutTwins([...updates, ...olderOpen]), [updates, olderOpen])
  const place = useMemo<Omit<ThreadPlace, 'hasOlder' | 'loadOlder'>>(() => {
    const cycle = cycleAt({ cadence: thread.cadence, nowMs: reader.nowMs, timeZone })
    return { library, thread, updates, open, people, me, reader, cycle }
  }, [library, thread, updates, open, people, me, reader, timeZone])
  const isShort = hasOlder && !reachesBefore({ updates, thread, cycle: place.cycle, timeZone })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more for each page that did not reach far enough
  useEffect(() => {
    if (isShort) loadOlder()
  }, [isShort, updates.length])
  return useMemo(() => paged && { ...place, hasOlder, loadOlder }, [paged, place, hasOlder, loadOlder])
}

const nothing = { records: [], hasOlder: false, loadOlder: () => undefined }

/** An update of the mirror may be among the older ones too: while a page was asked for, it may have fallen out. */
function withoutTwins(updates: readonly UpdateView[]): UpdateView[] {
  return [...new Map(updates.map((update) => [update.id, update])).values()]
}

/** Whether what was read goes back beyond the cycle before the present one. */
function reachesBefore({
  updates,
  thread,
  cycle,
  timeZone,
}: {
  updates: readonly UpdateView[]
  thread: ThreadView
  cycle: Cycle
  timeZone: string
}): boolean {
  const oldest = updates.at(-1)
  const before = previousCycle({ cadence: thread.cadence, cycle })
  const span = before && cycleSpan({ cycle: before, timeZone })
  if (span === null) return updates.length > 0
  return oldest !== undefined && oldest.atMs < span.startMs
}
