import { useLiveQuery } from 'dexie-react-hooks'
import type {
  AcknowledgementView,
  CommentView,
  PersonView,
  RecordKind,
  RecordView,
  ThreadView,
  UpdateView,
} from '../../domain/views/records.ts'
import { database, keyOf } from './database.ts'

/** A record and the library that it stands in. */
export interface Placed<View extends RecordView = RecordView> {
  library: string
  view: View
}

type ViewOf<Kind extends RecordKind> = Extract<RecordView, { kind: Kind }>

/** All records of a kind, newest first, of one library or of all (null). Undefined until the first answer. */
export function useRecords<Kind extends RecordKind>(
  kind: Kind,
  library: string | null,
): Placed<ViewOf<Kind>>[] | undefined {
  return useLiveQuery(async () => {
    const found =
      library === null
        ? await database.records.where('kind').equals(kind).toArray()
        : await database.records.where('[library+kind]').equals([library, kind]).toArray()
    return found
      .sort((a, b) => b.atMs - a.atMs)
      .map((record) => ({ library: record.library, view: record.view as ViewOf<Kind> }))
  }, [kind, library])
}

/** One record; undefined until the first answer, null where the page does not know it. */
export function useRecord<Kind extends RecordKind>(
  kind: Kind,
  library: string,
  id: string,
): ViewOf<Kind> | null | undefined {
  return useLiveQuery(async () => {
    const found = await database.records.get(keyOf(library, id))
    return found && found.kind === kind ? (found.view as ViewOf<Kind>) : null
  }, [kind, library, id])
}

/** One record of whatever kind; undefined until the first answer, null where the page does not know it. */
export function useAnyRecord(library: string, id: string): RecordView | null | undefined {
  return useLiveQuery(async () => (await database.records.get(keyOf(library, id)))?.view ?? null, [library, id])
}

/** Updates of a thread, newest first. */
export function useUpdatesOf(library: string, thread: string): UpdateView[] | undefined {
  return useLiveQuery(async () => {
    const found = await database.records.where('[library+thread]').equals([library, thread]).toArray()
    return found
      .map((record) => record.view)
      .filter((view) => view.kind === 'update')
      .sort((a, b) => b.atMs - a.atMs)
  }, [library, thread])
}

/** Comments on an item, oldest first. */
export function useCommentsOn(library: string, item: string): CommentView[] | undefined {
  return useLiveQuery(async () => {
    const found = await database.records.where('[library+on]').equals([library, item]).toArray()
    return found
      .map((record) => record.view)
      .filter((view) => view.kind === 'comment')
      .sort((a, b) => a.atMs - b.atMs)
  }, [library, item])
}

/** Who confirmed what on a path. */
export function useAcknowledgementsOf(library: string, path: string): AcknowledgementView[] | undefined {
  return useLiveQuery(async () => {
    const found = await database.records.where('[library+on]').equals([library, path]).toArray()
    return found.map((record) => record.view).filter((view) => view.kind === 'acknowledgement')
  }, [library, path])
}

/** The people of a library by id; of all libraries where it is null. */
export function usePeople(library: string | null): Map<string, PersonView> | undefined {
  const records = useRecords('person', library)
  return records && new Map(records.map(({ view }) => [view.id, view]))
}

/** Threads that are not archived, by name. */
export function useThreads(library: string | null): Placed<ThreadView>[] | undefined {
  const records = useRecords('thread', library)
  return records?.filter(({ view }) => !view.isArchived).sort((a, b) => a.view.name.localeCompare(b.view.name))
}
