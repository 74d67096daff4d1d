import type { DatabaseSync } from 'node:sqlite'
import { authorOf, threadOf } from '../../../domain/projection/searchable.ts'
import type { SearchAnswer, SearchHit } from '../../../domain/views/library.ts'
import type { RecordView } from '../../../domain/views/records.ts'
import { firstRow } from './first-row.ts'
import type { MediaPresence } from './media-presence.ts'
import { parseSearch } from './search-query.ts'

const limitMax = 200
/** So many of the best matches are weighed by their age as well. */
const candidateCount = 400
const halfLifeMs = 90 * 24 * 60 * 60 * 1000
const markStart = '\ue000'
const markEnd = '\ue001'

interface CandidateRow {
  rowid: number
  view: string
  at_ms: number
  rank: number
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
  const selectSnippet = database.prepare(
    `SELECT snippet(search, -1, '${markStart}', '${markEnd}', '…', 24) AS snippet FROM search
     WHERE search MATCH ? AND rowid = ?`,
  )
  const selectOpening = database.prepare('SELECT substr(body, 1, 160) AS opening FROM search WHERE rowid = ?')

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
  }

  function candidates(text: string): { match: string | null; rows: CandidateRow[] } {
    const query = parseSearch(text)
    const conditions = ['entries.view IS NOT NULL']
    const values: string[] = []
    const restrict = (column: string, allowed: string[]): void => {
      conditions.push(`entries.${column} IN (${allowed.map(() => '?').join(', ')})`)
      values.push(...allowed)
    }
    if (query.from.length > 0) restrict('author', idsNamed('person', query.from).slice(0, 500))
    if (query.thread.length > 0) restrict('thread', idsNamed('thread', query.thread).slice(0, 500))
    if (query.kinds.length > 0) restrict('kind', query.kinds)
    if (query.match === null) {
      if (values.length === 0) return { match: null, rows: [] }
      const statement = database.prepare(
        `SELECT rowid, view, at_ms, 0 AS rank FROM entries WHERE ${conditions.join(' AND ')} AND kind != 'acknowledgement'
         ORDER BY at_ms DESC LIMIT ${limitMax}`,
      )
      return { match: null, rows: statement.all(...values) as unknown as CandidateRow[] }
    }
    const statement = database.prepare(
      `SELECT entries.rowid, entries.view, entries.at_ms, bm25(search, 6.0, 2.0, 1.0) AS rank
       FROM search JOIN entries ON entries.rowid = search.rowid
       WHERE search MATCH ? AND ${conditions.join(' AND ')} ORDER BY rank LIMIT ${candidateCount}`,
    )
    return { match: query.match, rows: statement.all(query.match, ...values) as unknown as CandidateRow[] }
  }

  function hitOf({ row, score, match }: { row: CandidateRow; score: number; match: string | null }): SearchHit {
    const view = JSON.parse(row.view) as RecordView
    // A plain number is bound as a float, and beside a MATCH FTS5 takes no notice of a float: every row would answer.
    const marked =
      match === null
        ? firstRow<{ opening: string }>(selectOpening, row.rowid)?.opening
        : firstRow<{ snippet: string }>(selectSnippet, match, BigInt(row.rowid))?.snippet
    const { snippet, marks } = unmarked(marked ?? '')
    return {
      library,
      id: view.id,
      kind: view.kind,
      title: 'title' in view ? view.title : 'name' in view ? view.name : '',
      snippet,
      marks,
      startSec: startSecOf({ view, words: marks.map(([start, end]) => snippet.slice(start, end)) }),
      author: authorOf(view),
      thread: threadOf(view),
      atMs: view.atMs,
      score,
    }
  }

  /** Where the words found are said: in the captions, else at the chapter of the answer that has them. */
  function startSecOf({ view, words }: { view: RecordView; words: string[] }): number | null {
    if (view.kind === 'comment') return view.on.ms === null ? null : view.on.ms / 1000
    if (words.length === 0) return null
    const wanted = words.map(plain)
    const has = (text: string | null): boolean => {
      const found = plain(text ?? '')
      return wanted.some((word) => found.includes(word))
    }
    const cue = media.cues(view).find(({ text }) => has(text))
    if (cue) return cue.startMs / 1000
    const answer = view.kind === 'update' ? view.answers.find(({ text }) => has(text)) : undefined
    return typeof answer?.startMs === 'number' ? answer.startMs / 1000 : null
  }

  return ({ text, limit, nowMs }) => {
    const startedMs = performance.now()
    const { match, rows } = candidates(text)
    const hits = rows
      .map((row) => ({ row, score: scoreOf(row, nowMs) }))
      .sort((a, b) => b.score - a.score || b.row.at_ms - a.row.at_ms)
      .slice(0, Math.max(1, Math.min(limit, limitMax)))
      .map(({ row, score }) => hitOf({ row, score, match }))
    return { hits, tookMs: performance.now() - startedMs }
  }
}

/** bm25 is better the further below 0 it is. What is new counts up to half as much again as what is old. */
function scoreOf({ rank, at_ms }: CandidateRow, nowMs: number): number {
  const ageMs = Math.max(0, nowMs - at_ms)
  return -rank * (1 + 0.5 * 0.5 ** (ageMs / halfLifeMs))
}

/** Lower case without accents, as the index compares words. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}

function unmarked(marked: string): { snippet: string; marks: [start: number, end: number][] } {
  const marks: [number, number][] = []
  let snippet = ''
  let startedAt = 0
  for (const part of marked.split(/([\ue000\ue001])/)) {
    if (part === markStart) startedAt = snippet.length
    else if (part === markEnd) marks.push([startedAt, snippet.length])
    else snippet += part
  }
  return { snippet, marks }
}
