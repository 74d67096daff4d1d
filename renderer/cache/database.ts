import Dexie, { type Table } from 'dexie'
import type { JsonValue } from '../../domain/json.ts'
import type { RecordView } from '../../domain/views/records.ts'
import type { Floors } from './mirror-rules.ts'

/** A record as the page keeps it over a restart: `key` is `<library>/<id>`. */
export interface CachedRecord {
  key: string
  view: RecordView
}

/** Up to where the page's copy of one library follows its change feed, for whom it was filled, and how far back it goes. */
export interface CachedCursor {
  library: string
  epoch: string
  n: number
  me: string
  floors: Floors
}

/** What the backend said of itself last, under one key. */
export interface CachedSaid {
  key: 'last'
  value: unknown
}

export interface CachedPrivate {
  key: string
  value: JsonValue
  atMs: number
}

/**
 * The page's own store: what the mirror of each library is read from when the page opens, and what is private to this
 * person on this device. Screens read the mirror in memory (mirror.ts), so that records need no index here.
 */
export const database = new Dexie('ownpace') as Dexie & {
  records: Table<CachedRecord, string>
  cursors: Table<CachedCursor, string>
  private: Table<CachedPrivate, string>
  said: Table<CachedSaid, string>
}

database.version(1).stores({
  records: 'key, library, kind, [library+kind], [library+thread], [library+on], atMs',
  cursors: 'library',
  private: 'key',
})
database
  .version(2)
  .stores({ records: 'key', cursors: 'library', private: 'key', said: 'key' })
  .upgrade(async (transaction) => {
    await transaction.table('records').clear()
    await transaction.table('cursors').clear()
  })

export function keyOf(library: string, id: string): string {
  return `${library}/${id}`
}
