import type { DatabaseSync } from 'node:sqlite'
import { pointsAt } from '../../../domain/projection/project.ts'
import { authorOf, type Searchable, threadOf } from '../../../domain/projection/searchable.ts'
import { pairsOf } from '../../../domain/search/pairs.ts'
import type { ChangesPage } from '../../../domain/views/library.ts'
import type { RecordKind, RecordView } from '../../../domain/views/records.ts'
import { firstRow } from './first-row.ts'
import { insertedId } from './inserted-id.ts'

/** The catalogue: the views that screens read, numbered by their last change, and the words that are searched. */
export interface Entries {
  readonly epoch: string
  readonly n: number
  view(id: string): RecordView | null
  /**
   * Sets or removes a view. Does nothing where nothing changed; a change gets the next number. Answers what the view
   * pointed at before.
   */
  put(id: string, view: RecordView | null, words: (Searchable & { transcript: string }) | null): string | null
  pointingAt(id: string): RecordView[]
  changes(query: { epoch: string | null; after: number; limit: number }): ChangesPage
  list(query: { kind: RecordKind; thread: string | null; beforeMs: number | null; limit: number }): RecordView[]
}

interface EntryRow {
  rowid: number
  view: string | null
  points_at: string | null
}

const limitMax = 5000

export function createEntries(database: DatabaseSync): Entries {
  const selectMeta = database.prepare('SELECT value FROM meta WHERE key = ?')
  const selectN = database.prepare('SELECT max(n) AS n FROM entries')
  const select = database.prepare('SELECT rowid, view, points_at FROM entries WHERE id = ?')
  const update = database.prepare(
    `UPDATE entries SET n = ?, kind = ?, thread = ?, author = ?, at_ms = ?, points_at = ?, on_id = ?, is_open = ?, view = ?
     WHERE id = ?`,
  )
  const insert = database.prepare(
    `INSERT INTO entries (n, kind, thread, author, at_ms, points_at, on_id, is_open, view, id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING rowid AS id`,
  )
  const clear = database.prepare(
    `UPDATE entries SET n = ?, thread = NULL, author = NULL, points_at = NULL, on_id = NULL, is_open = 0, view = NULL
     WHERE rowid = ?`,
  )
  const selectTarget = database.prepare('SELECT view FROM entries WHERE points_at = ? AND view IS NOT NULL')
  const selectChanges = database.prepare('SELECT id, n, view FROM entries WHERE n > ? ORDER BY n LIMIT ?')
  const selectLive = database.prepare(
    'SELECT id, n, view FROM entries WHERE n > ? AND view IS NOT NULL ORDER BY n LIMIT ?',
  )
  const selectKind = database.prepare(
    'SELECT view FROM entries WHERE kind = ? AND at_ms < ? AND view IS NOT NULL ORDER BY at_ms DESC, id LIMIT ?',
  )
  const selectThread = database.prepare(
    `SELECT view FROM entries WHERE thread = ? AND at_ms < ? AND kind = ? AND view IS NOT NULL
     ORDER BY at_ms DESC, id LIMIT ?`,
  )
  const selectSearch = database.prepare('SELECT title, body, transcript FROM search WHERE rowid = ?')
  const deleteSearch = database.prepare('DELETE FROM search WHERE rowid = ?')
  const insertSearch = database.prepare(
    'INSERT INTO search (rowid, title, body, transcript, pairs) VALUES (?, ?, ?, ?, ?)',
  )

  const readMeta = (key: string): string => firstRow<{ value: string }>(selectMeta, key)?.value ?? ''
  const epoch = readMeta('epoch')
  // Rows are never removed, so the greatest number is the last one given; one that was given in vain is passed over.
  let n = firstRow<{ n: number | null }>(selectN)?.n ?? 0

  function nextN(): number {
    n += 1
    return n
  }

  function putWords(rowid: number, words: (Searchable & { transcript: string }) | null, isNew: boolean): void {
    const earlier = isNew ? undefined : firstRow<Searchable & { transcript: string }>(selectSearch, rowid)
    const { title = '', body = '', transcript = '' } = words ?? {}
    const isEmpty = title === '' && body === '' && transcript === ''
    const isSame = earlier && earlier.title === title && earlier.body === body && earlier.transcript === transcript
    if (isSame || (!earlier && isEmpty)) return
    if (earlier) deleteSearch.run(rowid)
    if (!isEmpty) insertSearch.run(rowid, title, body, transcript, pairsOf(`${title}\n${body}\n${transcript}`))
  }

  return {
    epoch,
    get n() {
      return n
    },
    view(id) {
      const row = firstRow<EntryRow>(select, id)
      return viewOf(row?.view ?? null)
    },
    pointingAt: (id) => (selectTarget.all(id) as unknown as EntryRow[]).flatMap(({ view }) => viewOf(view) ?? []),
    put(id, view, words) {
      const earlier = firstRow<EntryRow>(select, id)
      if (view === null) {
        if (!earlier || earlier.view === null) return null
        clear.run(nextN(), earlier.rowid)
        deleteSearch.run(earlier.rowid)
        return earlier.points_at
      }
      const json = JSON.stringify(view)
      let rowid = earlier?.rowid
      if (rowid === undefined || earlier?.view !== json) {
        const { kind, atMs } = view
        const values = [
          nextN(),
          kind,
          threadOf(view),
          authorOf(view),
          atMs,
          pointsAt(view),
          onOf(view),
          isOpen(view) ? 1 : 0,
        ]
        if (rowid === undefined) rowid = insertedId(insert, ...values, json, id)
        else update.run(...values, json, id)
      }
      putWords(rowid, words, earlier === undefined)
      return earlier?.points_at ?? null
    },
    changes({ epoch: asked, after, limit }) {
      const isAnew = asked !== epoch || after <= 0
      const from = isAnew ? 0 : after
      const size = Math.max(1, Math.min(limit, limitMax))
      const rows = (isAnew ? selectLive : selectChanges).all(from, size + 1) as unknown as {
        id: string
        n: number
        view: string | null
      }[]
      const hasMore = rows.length > size
      const page = rows.slice(0, size)
      return {
        epoch,
        n: hasMore ? (page.at(-1)?.n ?? from) : n,
        hasMore,
        records: page.flatMap(({ view }) => viewOf(view) ?? []),
        removed: page.filter(({ view }) => view === null).map(({ id }) => id),
      }
    },
    list({ kind, thread, beforeMs, limit }) {
      const before = beforeMs ?? Number.MAX_SAFE_INTEGER
      const size = Math.max(1, Math.min(limit, limitMax))
      const rows = thread === null ? selectKind.all(kind, before, size) : selectThread.all(thread, before, kind, size)
      return (rows as unknown as EntryRow[]).flatMap(({ view }) => viewOf(view) ?? [])
    },
  }
}

function viewOf(json: string | null): RecordView | null {
  return json === null ? null : (JSON.parse(json) as RecordView)
}

/** What a comment is about, and the path that an acknowledgement belongs to. */
function onOf(view: RecordView): string | null {
  if (view.kind === 'comment') return view.on.item
  return view.kind === 'acknowledgement' ? view.path : null
}

/** Whether an update asks something that nobody has answered, or says what is in the way and still is. */
function isOpen(view: RecordView): boolean {
  if (view.kind !== 'update') return false
  return (
    view.asks.some(({ answeredBy }) => answeredBy === null) ||
    view.answers.some(({ isBlocker, clearedAtMs }) => isBlocker && clearedAtMs === null)
  )
}
