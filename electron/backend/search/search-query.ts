import { pairsToFind } from '../../../domain/search/pairs.ts'
import type { RecordKind } from '../../../domain/views/records.ts'
import { type SearchTerm, unspacedTerm, wordTerm } from './search-term.ts'

const textLengthMax = 400
const termCountMax = 16

/** What a person typed, taken apart. */
export interface SearchQuery {
  /** All of them have to be found; none where only filters were given. */
  terms: SearchTerm[]
  /** Names, or ids, as they were typed. */
  from: string[]
  thread: string[]
  kinds: RecordKind[]
  /** From this instant on, in milliseconds since 1970. */
  afterMs: number | null
  /** Up to, not including, this instant. */
  beforeMs: number | null
}

const kindWords: Record<string, RecordKind> = {
  person: 'person',
  people: 'person',
  thread: 'thread',
  update: 'update',
  comment: 'comment',
  decision: 'decision',
  problem: 'problem',
  document: 'document',
  video: 'video',
  path: 'path',
}

const tokenPattern = /(?:(from|thread|kind|before|after):)?(?:"([^"]*)"?|([^\s"]+))/giu
const datePattern = /^([0-9]{4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12][0-9]|3[01]))?)?$/

/**
 * Reads a search: words, "phrases in quotes", `from:`, `thread:` and `kind:` with a word or a phrase, `before:` and
 * `after:` with a year, a month or a day such as 2026-11-20, of which `after:` means its first moment on. The last word,
 * unless a space follows it, also finds words that begin with it. Never throws, whatever was typed.
 */
export function parseSearch(text: string): SearchQuery {
  const query: SearchQuery = { terms: [], from: [], thread: [], kinds: [], afterMs: null, beforeMs: null }
  for (const token of text.slice(0, textLengthMax).toWellFormed().matchAll(tokenPattern)) {
    const [, filter, phrase, word] = token
    const value = (phrase ?? word ?? '').trim()
    if (filter !== undefined) narrow(query, { filter: filter.toLowerCase(), value })
    else if (query.terms.length < termCountMax) {
      const term = termOf({ value, isOpen: phrase === undefined && isLast(token, text) })
      if (term) query.terms.push(term)
    }
  }
  return query
}

/** For FTS5's MATCH. Every term is made of letters and digits in quotes, so nothing in it is an operator. */
export function matchOf({ terms }: SearchQuery): string | null {
  return terms.length === 0 ? null : terms.map(({ match }) => match).join(' AND ')
}

function narrow(query: SearchQuery, { filter, value }: { filter: string; value: string }): void {
  switch (filter) {
    case 'from':
      if (value !== '') query.from.push(value)
      break
    case 'thread':
      if (value !== '') query.thread.push(value)
      break
    case 'kind': {
      const kind = Object.hasOwn(kindWords, value.toLowerCase()) ? kindWords[value.toLowerCase()] : undefined
      if (kind) query.kinds.push(kind)
      break
    }
    case 'after':
      query.afterMs = dateMs(value) ?? query.afterMs
      break
    case 'before':
      query.beforeMs = dateMs(value) ?? query.beforeMs
      break
  }
}

/** The first moment of a year, a month or a day by this computer's own clock; null for what is no date. */
function dateMs(text: string): number | null {
  const [, year, month, day] = datePattern.exec(text) ?? []
  return year === undefined ? null : new Date(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)).getTime()
}

function termOf({ value, isOpen }: { value: string; isOpen: boolean }): SearchTerm | null {
  const pairs = pairsToFind(value)
  return pairs ? unspacedTerm(value, pairs) : wordTerm({ text: value, isOpen })
}

function isLast(token: RegExpExecArray, text: string): boolean {
  return token.index + token[0].length === text.length
}
