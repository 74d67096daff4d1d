import { useMemo } from 'react'
import { type CycleLabel, cycleAt, cycleOfId, labelOf } from '../../../../domain/time/cadence.ts'
import type { PersonView, ThreadView } from '../../../../domain/views/records.ts'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { type Reader, writtenDate } from '../../../app/messages/when.ts'
import { useNowMs, useTimeZone } from '../../../app/use-reader.ts'
import { usePeople, useRecord, useThreads } from '../../../cache/queries.ts'
import { useCatchUp } from '../../catch-up/use-catch-up.ts'

/** Where something will be published: a thread's cycle, or a library without a thread. */
export interface ThreadChoice {
  library: string
  thread: string | null
}

/** Every thread one can answer, those that wait for me first. Undefined until it is known. */
export function useThreadChoices(): { library: string; libraryName: string; thread: ThreadView }[] | undefined {
  const libraries = useLive((live) => live.libraries)
  const threads = useThreads(null)
  const catchUp = useCatchUp()
  return useMemo(() => {
    if (!libraries || !threads || !catchUp) return undefined
    const owed = catchUp.owed.flatMap((each) => (each.kind === 'answers' ? [`${each.library}/${each.thread.id}`] : []))
    const rankOf = (key: string): number => (owed.includes(key) ? owed.indexOf(key) : owed.length)
    return threads
      .flatMap(({ library, view }) => {
        const libraryName = libraries.find(({ id }) => id === library)?.name
        return libraryName === undefined ? [] : [{ library, libraryName, thread: view }]
      })
      .sort((a, b) => rankOf(`${a.library}/${a.thread.id}`) - rankOf(`${b.library}/${b.thread.id}`))
  }, [libraries, threads, catchUp])
}

export interface Place {
  library: string
  libraryName: string
  thread: ThreadView | null
  /** Null where there is no thread. */
  cycle: string | null
  cycleLabel: CycleLabel
  people: ReadonlyMap<string, PersonView>
  /** Me in this library. */
  me: string
}

/**
 * A thread's place in time for this person; `cycle` names another than the present one. Undefined until it is known,
 * null where the thread or the library is not here.
 */
export function usePlace(choice: ThreadChoice, cycle: string | null): Place | null | undefined {
  const libraries = useLive((live) => live.libraries)
  const thread = useRecord('thread', choice.library, choice.thread ?? '')
  const people = usePeople(choice.library)
  const nowMs = useNowMs()
  const timeZone = useTimeZone()
  return useMemo(() => {
    if (!libraries || !people || (choice.thread !== null && thread === undefined)) return undefined
    const library = libraries.find(({ id }) => id === choice.library)
    if (!library || (choice.thread !== null && !thread)) return null
    const about = { library: library.id, libraryName: library.name, people, me: library.me }
    if (!thread) return { ...about, thread: null, cycle: null, cycleLabel: { unit: 'always' as const } }
    const { cadence } = thread
    const present = cycleAt({ cadence, nowMs, timeZone: people.get(library.me)?.timeZone ?? timeZone })
    const at = (cycle === null ? null : cycleOfId({ id: cycle, cadence })) ?? present
    return { ...about, thread, cycle: at.id, cycleLabel: labelOf(at) }
  }, [libraries, people, thread, choice.library, choice.thread, nowMs, timeZone, cycle])
}

/** The small line over the title: "New update in Payments, week 47". */
export function placeWords({ thread, libraryName, cycleLabel }: Place, reader: Reader): string {
  if (thread === null) return text('record.new-video', { library: libraryName })
  return text('record.new-update', { thread: thread.name, ...labelValues(cycleLabel, reader) })
}

/** What an update is called where nobody gave it a title: "Payments, week 47". */
export function usualTitle({ thread, libraryName, cycleLabel }: Place, reader: Reader): string {
  if (thread === null) return text('record.usual-video-title', { library: libraryName })
  return text('record.usual-title', { thread: thread.name, ...labelValues(cycleLabel, reader) })
}

function labelValues(label: CycleLabel, reader: Reader): { unit: string; number: string } {
  switch (label.unit) {
    case 'always':
      return { unit: 'always', number: '' }
    case 'day':
      return { unit: 'day', number: writtenDate(Date.parse(`${label.date}T12:00:00Z`), { ...reader, timeZone: 'UTC' }) }
    case 'month': {
      const atMs = Date.UTC(label.year, label.number - 1, 15)
      const month = new Intl.DateTimeFormat(reader.locale, { month: 'long', timeZone: 'UTC' }).format(atMs)
      return { unit: 'month', number: month }
    }
    default:
      return { unit: 'week', number: String(label.number) }
  }
}
