import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { PageQuery, RecordsPage } from '../../../domain/views/pages.ts'
import type { RecordKind, RecordView } from '../../../domain/views/records.ts'
import { firstRow } from './first-row.ts'

export interface Pages {
  /** One page of the catalogue, newest first; two pages never overlap, nor leave anything out between them. */
  page(query: PageQuery): RecordsPage
  /** The views of these ids, those that there are, in no order. */
  views(ids: readonly string[]): RecordView[]
}

interface FoundRow {
  rowid: number
  id: string
  at_ms: number
}

const limitMax = 1000

export function createPages({ database, epoch }: { database: DatabaseSync; epoch: string }): Pages {
  const selectRow = database.prepare('SELECT view FROM entries WHERE rowid = ?')
  const selectId = database.prepare('SELECT view FROM entries WHERE id = ? AND view IS NOT NULL')
  const prepared = new Map<string, StatementSync>()

  /** One statement for each mixture of conditions, so that each finds its own index. */
  function statement(conditions: readonly string[]): StatementSync {
    const where = ['view IS NOT NULL', 'kind = ?', '(at_ms, id) < (?, ?)', ...conditions].join(' AND ')
    const sql = `SELECT rowid, id, at_ms FROM entries WHERE ${where} ORDER BY at_ms DESC, id DESC LIMIT ?`
    const known = prepared.get(sql)
    if (known) return known
    const made = database.prepare(sql)
    prepared.set(sql, made)
    return made
  }

  function ofKind(kind: RecordKind, { thread, on, isOpen, before }: PageQuery, limit: number): FoundRow[] {
    const conditions: string[] = []
    const values: string[] = []
    if (thread !== null) {
      conditions.push('thread = ?')
      values.push(thread)
    }
    if (on !== null) {
      conditions.push('on_id = ?')
      values.push(on)
    }
    if (isOpen) conditions.push('is_open = 1')
    const from = before ?? { atMs: Number.MAX_SAFE_INTEGER, id: '' }
    return statement(conditions).all(kind, from.atMs, from.id, ...values, limit) as unknown as FoundRow[]
  }

  return {
    page(query) {
      const limit = Math.max(1, Math.min(query.limit, limitMax))
      const found = query.kinds
        .flatMap((kind) => ofKind(kind, query, limit + 1))
        .sort((a, b) => b.at_ms - a.at_ms || (a.id < b.id ? 1 : -1))
      const page = found.slice(0, limit)
      const last = found.length > limit ? page.at(-1) : undefined
      return {
        epoch,
        records: page.flatMap(({ rowid }) => viewsIn([firstRow<{ view: string | null }>(selectRow, rowid)])),
        next: last === undefined ? null : { atMs: last.at_ms, id: last.id },
      }
    },
    views: (ids) => viewsIn(ids.map((id) => firstRow<{ view: string | null }>(selectId, id))),
  }
}

export function viewsIn(rows: readonly ({ view: string | null } | undefined)[]): RecordView[] {
  return rows.flatMap((row) => (row?.view == null ? [] : [JSON.parse(row.view) as RecordView]))
}
