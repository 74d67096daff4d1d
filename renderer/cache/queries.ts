import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { inPlaceOrder } from '../../domain/views/pages.ts'
import type {
  AcknowledgementView,
  CommentView,
  PersonView,
  RecordKind,
  RecordView,
  ThreadView,
  UpdateView,
} from '../../domain/views/records.ts'
import { floorsOf, isMirrorRead, sortedOf, stampOf, subscribeMirror, viewIn } from './mirror.ts'
import { isWithin } from './mirror-rules.ts'
import { useOlderOn } from './older.ts'
import { askFor, outsideView } from './outside.ts'
import { type Placed, useLibraryIds, useMirror } from './use-mirror.ts'

type ViewOf<Kind extends RecordKind> = Extract<RecordView, { kind: Kind }>

/**
 * All of a kind that the page keeps, newest first, of one library or of all (null). Undefined until the first answer.
 * Of people, threads and paths that is all there are; of everything else what lies within the mirror: see older.ts.
 */
export function useRecords<Kind extends RecordKind>(
  kind: Kind,
  library: string | null,
): readonly Placed<ViewOf<Kind>>[] | undefined {
  const ids = useLibraryIds(library)
  return useMirror(
    `records ${kind} ${ids.join()}`,
    () => ids.map((id) => stampOf(id, [kind])).join(),
    () => placedRecords(kind, ids),
  )
}

function placedRecords<Kind extends RecordKind>(kind: Kind, libraries: readonly string[]): Placed<ViewOf<Kind>>[] {
  const placed = libraries.flatMap((library) => sortedOf(library, kind).map((view) => ({ library, view })))
  return libraries.length > 1 ? placed.sort((a, b) => inPlaceOrder(a.view, b.view)) : placed
}

/** One record; undefined until the first answer, null where the library has none of this kind by this id. */
export function useRecord<Kind extends RecordKind>(
  kind: Kind,
  library: string,
  id: string,
): ViewOf<Kind> | null | undefined {
  const view = useAnyRecord(library, id)
  return view == null ? view : view.kind === kind ? (view as ViewOf<Kind>) : null
}

/**
 * One record of whatever kind: from the mirror, which follows every change, else asked for once. Undefined until known,
 * null where the library has no such record, or where no id is given.
 */
export function useAnyRecord(library: string, id: string): RecordView | null | undefined {
  const view = useSyncExternalStore(subscribeMirror, () => anyRecord(library, id))
  const isUnknown = view === undefined && id !== ''
  const isRead = useSyncExternalStore(subscribeMirror, isMirrorRead)
  useEffect(() => {
    if (isUnknown && isRead) askFor(library, id)
  }, [isUnknown, isRead, library, id])
  return view
}

function anyRecord(library: string, id: string): RecordView | null | undefined {
  if (id === '') return null
  return viewIn(library, id) ?? outsideView(library, id)
}

/** Records of whatever kind by id; undefined until all are known, null for each that the library does not have. */
export function useViews(library: string, ids: readonly string[]): ReadonlyMap<string, RecordView | null> | undefined {
  const wanted = [...new Set(ids)].sort()
  const found = useMirror(
    `views ${library} ${wanted.join()}`,
    () => wanted.map((id) => stampOfView(anyRecord(library, id))).join(),
    () => new Map(wanted.map((id) => [id, anyRecord(library, id)])),
  )
  const missing = found === undefined ? '' : wanted.filter((id) => found.get(id) === undefined).join()
  useEffect(() => {
    for (const id of missing.split(',')) if (id !== '') askFor(library, id)
  }, [library, missing])
  return found === undefined || missing !== '' ? undefined : (found as ReadonlyMap<string, RecordView | null>)
}

/** Views are replaced and never changed, so that each can be told by a number. */
const stamps = new WeakMap<RecordView, number>()
let stampCount = 0

function stampOfView(view: RecordView | null | undefined): string {
  if (view == null) return String(view)
  const known = stamps.get(view)
  if (known !== undefined) return String(known)
  stampCount += 1
  stamps.set(view, stampCount)
  return String(stampCount)
}

/** Comments on an item, oldest first. */
export function useCommentsOn(library: string, item: string): readonly CommentView[] | undefined {
  return useAllOn('comment', library, item)
}

/** Who confirmed what on a path. */
export function useAcknowledgementsOf(library: string, path: string): readonly AcknowledgementView[] | undefined {
  return useAllOn('acknowledgement', library, path)
}

/** All that stands on one record, oldest first: from the mirror, and where that record is older than it, asked for. */
function useAllOn<Kind extends 'comment' | 'acknowledgement'>(
  kind: Kind,
  library: string,
  id: string,
): readonly ViewOf<Kind>[] | undefined {
  const target = useAnyRecord(library, id)
  const isOld = target != null && !isWithin(kind, target, floorsOf(library))
  const older = useOlderOn(kind, library, isOld ? id : null)
  const within = useMirror(
    `${kind} on ${library} ${id}`,
    () => String(stampOf(library, [kind])),
    () => sortedOf(library, kind).filter((view) => standsOn(view) === id),
  )
  return useMemo(() => {
    if (within === undefined || older === undefined) return undefined
    const here: ReadonlySet<string> = new Set(within.map((view: RecordView) => view.id))
    const all: RecordView[] = [...within, ...older.filter(({ id }) => !here.has(id))]
    return all.sort((a, b) => inPlaceOrder(b, a)) as ViewOf<Kind>[]
  }, [within, older])
}

function standsOn(view: CommentView | AcknowledgementView): string {
  return view.kind === 'comment' ? view.on.item : view.path
}

/** The people of a library by id; of all libraries where it is null. */
export function usePeople(library: string | null): ReadonlyMap<string, PersonView> | undefined {
  const ids = useLibraryIds(library)
  return useMirror(
    `people ${ids.join()}`,
    () => ids.map((id) => stampOf(id, ['person'])).join(),
    () => new Map(ids.flatMap((id) => sortedOf(id, 'person').map((view) => [view.id, view] as const))),
  )
}

/** Threads that are not archived, by name. */
export function useThreads(library: string | null): readonly Placed<ThreadView>[] | undefined {
  const ids = useLibraryIds(library)
  return useMirror(
    `threads ${ids.join()}`,
    () => ids.map((id) => stampOf(id, ['thread'])).join(),
    () =>
      placedRecords('thread', ids)
        .filter(({ view }) => !view.isArchived)
        .sort((a, b) => a.view.name.localeCompare(b.view.name)),
  )
}

/** Updates of a thread that the page keeps, newest first: all of the mirror, and of what is older my latest. */
export function useUpdatesOf(library: string, thread: string): readonly UpdateView[] | undefined {
  return useMirror(
    `updates ${library} ${thread}`,
    () => String(stampOf(library, ['update'])),
    () => sortedOf(library, 'update').filter((view) => view.thread === thread),
  )
}
