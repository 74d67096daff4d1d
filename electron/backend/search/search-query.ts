import type { RecordKind } from '../../../domain/views/records.ts'

const textLengthMax = 400
const termCountMax = 16

/** What a person typed, taken apart. */
export interface SearchQuery {
  /** For FTS5's MATCH, null where no words were given. Every term is quoted, so nothing in it is an operator. */
  match: string | null
  /** Names, or ids, as they were typed. */
  from: string[]
  thread: string[]
  kinds: RecordKind[]
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

const tokenPattern = /(?:(from|thread|kind):)?(?:"([^"]*)"?|([^\s"]+))/giu

/**
 * Reads a search: words, "phrases in quotes", `from:`, `thread:` and `kind:` with a word or a phrase. The last word also
 * finds words that begin with it. Never throws, whatever was typed.
 */
export function parseSearch(text: string): SearchQuery {
  const query: SearchQuery = { match: null, from: [], thread: [], kinds: [] }
  const terms: string[] = []
  for (const token of text.slice(0, textLengthMax).toWellFormed().matchAll(tokenPattern)) {
    const [, filter, phrase, word] = token
    const value = (phrase ?? word ?? '').trim()
    switch (filter?.toLowerCase()) {
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
      default:
        // A term of marks alone has no word in it, and nothing could ever match it.
        if (/[\p{L}\p{N}]/u.test(value) && terms.length < termCountMax) {
          terms.push(`${quoted(value)}${phrase === undefined && isLast(token, text) ? '*' : ''}`)
        }
    }
  }
  if (terms.length > 0) query.match = terms.join(' ')
  return query
}

function isLast(token: RegExpExecArray, text: string): boolean {
  return text.slice(token.index + token[0].length).trim() === ''
}

function quoted(value: string): string {
  return `"${value.replaceAll('\0', ' ').replaceAll('"', '""')}"`
}
