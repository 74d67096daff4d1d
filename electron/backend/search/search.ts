import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { authorOf, threadOf } from '../../../domain/projection/searchable.ts'
import { placeInVideo } from '../../../domain/retime.ts'
import type { SearchAnswer, SearchHit } from '../../../domain/views/library.ts'
import type { MomentView, RecordView } from '../../../domain/views/records.ts'
import { firstRow } from './first-row.ts'
import type { MediaPresence } from './media-presence.ts'
import { matchOf, parseSearch, type SearchQuery } from './search-query.ts'
import type { SearchTerm } from './search-term.ts'
import { hasAny, snippetOf } from './snippet.ts'

const limitMax = 200
const namesMax = 500
/** So many of the best matches are weighed by their age as well. */
const candidateCount = 400
/** Of words that nearly everything has, so many of the newest are weighed: ranking 100,000 takes 100 ms, these 20. */
const rankedCountMax = 4000
const halfLifeMs = 90 * 24 * 60 * 60 * 1000
/** How much more a word counts in a title, in what was written, and in what was said. */
const rankOf = 'bm25(search, 6.0, 2.0, 1.0, 1.0)'

interface Candidate {
  rowid: number
  atMs: number
  /** Better the further below 0 it is. */
  rank: number
}

interface EntryRow {
  view: string
  title: string | null
  body: string | null
  transcript: string | null
}

export type Search = (query: { text: string; limit: number; nowMs: number }) => SearchAnswer

/** Full-text search over what people wrote and said, the best and newest first. Never throws for what was typed. */
export function createSearch({
  database,
  library,
  media,
}: {
  database: DatabaseSync
  library: string
  media: MediaPresence
}): Search {
  const selectNamed = database.prepare('SELECT id, view FROM entries WHERE kind = ? AND view IS NOT NULL')
  const selectTimes = database.prepare(
    'SELECT rowid, at_ms FROM entries WHERE rowid IN (SELECT value FROM json_each(?)) AND view IS NOT NULL',
  )
  const selectView = database.prepare('SELECT view FROM entries WHERE id = ? AND view IS NOT NULL')
  const selectEntry = database.prepare(
    `SELECT entries.view, search.title, search.body, search.transcript
     FROM entries LEFT JOIN search ON search.rowid = entries.rowid WHERE entries.rowid = ?`,
  )

  /** The ids of the people or threads whose name begins like what was typed, in any of its words. */
  function idsNamed(kind: 'person' | 'thread', typed: string[]): string[] {
    const rows = selectNamed.all(kind) as { id: string; view: string }[]
    const wanted = typed.map(plain)
    return rows
      .filter(({ id, view }) => {
        const name = plain((JSON.parse(view) as { name: string }).name)
        return wanted.some((text) => id === text || name.startsWith(text) || name.includes(` ${text}`))
      })
      .map(({ id }) => id)
      .slice(0, namesMax)
  }

  /** Conditions on an entry, and what stands for their question marks. */
  function filtersOf(query: SearchQuery): { conditions: string[]; values: SQLInputValue[] } {
    const conditions: string[] = []
    const values: SQLInputValue[] = []
    const restrict = (column: string, allowed: string[]): void => {
      conditions.push(`entries.${column} IN (${allowed.map(() => '?').join(', ')})`)
      values.push(...allowed)
    }
    if (query.from.length > 0) restrict('author', idsNamed('person', query.from))
    if (query.thread.length > 0) restrict('thread', idsNamed('thread', query.thread))
    if (query.kinds.length > 0) restrict('kind', query.kinds)
    if (query.afterMs !== null) {
      conditions.push('entries.at_ms >= ?')
      values.push(query.afterMs)
    }
    if (query.beforeMs !== null) {
      conditions.push('entries.at_ms < ?')
      values.push(query.beforeMs)
    }
    return { conditions, values }
  }

  function candidates(query: SearchQuery): Candidate[] {
    const match = matchOf(query)
    const { conditions, values } = filtersOf(query)
    if (match === null) return conditions.length === 0 ? [] : newest({ conditions, values })
    const joined = conditions.length === 0 ? '' : 'JOIN entries ON entries.rowid = search.rowid'
    const where = ['search MATCH ?', ...conditions].join(' AND ')
    // In the order of the index itself, so it stops where it has enough.
    const last = firstRow<{ rowid: number }>(
      database.prepare(
        `SELECT search.rowid FROM search ${joined} WHERE ${where}
         ORDER BY search.rowid DESC LIMIT 1 OFFSET ${rankedCountMax}`,
      ),
      match,
      ...values,
    )
    const rows = database
      .prepare(
        `SELECT search.rowid, ${rankOf} AS rank FROM search ${joined} WHERE ${where} AND search.rowid >= ?
         ORDER BY rank LIMIT ${candidateCount}`,
      )
      // A plain number is bound as a float, and beside a MATCH FTS5 takes no notice of a float.
      .all(match, ...values, BigInt(last?.rowid ?? 0)) as unknown as { rowid: number; rank: number }[]
    const times = selectTimes.all(JSON.stringify(rows.map(({ rowid }) => rowid))) as { rowid: number; at_ms: number }[]
    const atMsOf = new Map(times.map(({ rowid, at_ms }) => [rowid, at_ms]))
    return rows.flatMap(({ rowid, rank }) => {
      const atMs = atMsOf.get(rowid)
      return atMs === undefined ? [] : [{ rowid, rank, atMs }]
    })
  }

  function newest({ conditions, values }: { conditions: string[]; values: SQLInputValue[] }): Candidate[] {
    const statement = database.prepare(
      `SELECT rowid, at_ms AS atMs, 0 AS rank FROM entries
       WHERE ${conditions.join(' AND ')} AND view IS NOT NULL AND kind != 'acknowledgement'
       ORDER BY at_ms DESC LIMIT ${limitMax}`,
    )
    return statement.all(...values) as unknown as Candidate[]
  }

  function hitOf({ rowid, score, terms }: { rowid: number; score: number; terms: SearchTerm[] }): SearchHit[] {
    const row = firstRow<EntryRow>(selectEntry, rowid)
    if (!row) return []
    const view = JSON.parse(row.view) as RecordView
    const texts = [row.body, row.transcript, row.title].map((text) => text ?? '')
    return [
      {
        library,
        id: view.id,
        kind: view.kind,
        title: 'title' in view ? view.title : 'name' in view ? view.name : '',
        ...snippetOf({ texts, terms }),
        startSec: startSecOf(view, terms),
        author: authorOf(view),
        thread: threadOf(view),
        atMs: view.atMs,
        score,
      },
    ]
  }

  /** Where a moment lies in the video that is shown now; as it was written where nothing says. */
  function secOf(moment: MomentView): number | null {
    if (moment.ms === null) return null
    const row = firstRow<{ view: string }>(selectView, moment.item)
    const view = row && (JSON.parse(row.view) as RecordView)
    const place = view && (view.kind === 'update' || view.kind === 'video') ? placeInVideo(moment, view) : null
    return (place?.ms ?? moment.ms) / 1000
  }

  /** Where the words found are said: in the captions, else at the chapter of the answer that has them. */
  function startSecOf(view: RecordView, terms: SearchTerm[]): number | null {
    if (view.kind === 'comment') return secOf(view.on)
    if (terms.length === 0) return null
    const cue = media.cues(view).find(({ text }) => hasAny(text, terms))
    if (cue) return cue.startMs / 1000
    const answer = view.kind === 'update' ? view.answers.find(({ text }) => hasAny(text ?? '', terms)) : undefined
    return typeof answer?.startMs === 'number' ? answer.startMs / 1000 : null
  }

  return ({ text, limit, nowMs }) => {
    const startedMs = performance.now()
    const query = parseSearch(text)
    const hits = candidates(query)
      .map((candidate) => ({ ...candidate, score: scoreOf(candidate, nowMs) }))
      .sort((a, b) => b.score - a.score || b.atMs - a.atMs)
      .slice(0, Math.max(1, Math.min(limit, limitMax)))
      .flatMap(({ rowid, score }) => hitOf({ rowid, score, terms: query.terms }))
    return { hits, tookMs: performance.now() - startedMs }
  }
}

/** What is new counts up to half as much again as what is old. */
function scoreOf({ rank, atMs }: Candidate, nowMs: number): number {
  const ageMs = Math.max(0, nowMs - atMs)
  return -rank * (1 + 0.5 * 0.5 ** (ageMs / halfLifeMs))
}

/** Lower case without accents, as names are compared. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}
