import Dexie, { type Table } from 'dexie'
import type { JsonValue } from '../../domain/json.ts'
import type { RecordView } from '../../domain/views/records.ts'

/** A record as the page keeps it: `key` is `<library>/<id>`, `thread` and `on` are lifted out to be looked up by. */
export interface CachedRecord {
  key: string
  library: string
  kind: RecordView['kind']
  thread: string
  on: string
  atMs: number
  view: RecordView
}

export interface CachedCursor {
  library: string
  epoch: string
  n: number
}

export interface CachedPrivate {
  key: string
  value: JsonValue
  atMs: number
}

/** The page's own store: a mirror of what the backend says, and what is private to this person on this device. */
export const database = new Dexie('ownpace') as Dexie & {
  records: Table<CachedRecord, string>
  cursors: Table<CachedCursor, string>
  private: Table<CachedPrivate, string>
}

database.version(1).stores({
  records: 'key, library, kind, [library+kind], [library+thread], [library+on], atMs',
  cursors: 'library',
  private: 'key',
})

/** How a view is filed. */
export function cachedRecordOf(library: string, view: RecordView): CachedRecord {
  return {
    key: keyOf(library, view.id),
    library,
    kind: view.kind,
    thread: 'thread' in view && view.thread !== null ? view.thread : '',
    on: view.kind === 'comment' ? view.on.item : view.kind === 'acknowledgement' ? view.path : '',
    atMs: view.atMs,
    view,
  }
}

export function keyOf(library: string, id: string): string {
  return `${library}/${id}`
}
