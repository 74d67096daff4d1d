import type { SearchHit } from '../../../domain/views/library.ts'
import type { RecordKind } from '../../../domain/views/records.ts'
import type { Route } from '../../app/route.ts'

export type SearchTab = 'everything' | 'said' | 'decided' | 'documents' | 'comments'

export const searchTabs: readonly SearchTab[] = ['everything', 'said', 'decided', 'documents', 'comments']

const kindsOf: Record<Exclude<SearchTab, 'everything'>, readonly RecordKind[]> = {
  said: ['update', 'video'],
  decided: ['decision', 'problem'],
  documents: ['document', 'path'],
  comments: ['comment'],
}

/** The hits that a tab shows, in their order. */
export function hitsIn(tab: SearchTab, hits: readonly SearchHit[]): SearchHit[] {
  return hits.filter(({ kind }) => tab === 'everything' || kindsOf[tab].includes(kind))
}

/** A stretch of a snippet, found or around what was found. */
export interface SnippetPart {
  text: string
  isFound: boolean
}

/** A snippet cut at its marks. Marks that overlap, stand backwards or lie outside are left out. */
export function snippetParts({ snippet, marks }: Pick<SearchHit, 'snippet' | 'marks'>): SnippetPart[] {
  const parts: SnippetPart[] = []
  let at = 0
  for (const [start, end] of marks.toSorted(([a], [b]) => a - b)) {
    if (start < at || end <= start || end > snippet.length) continue
    if (start > at) parts.push({ text: snippet.slice(at, start), isFound: false })
    parts.push({ text: snippet.slice(start, end), isFound: true })
    at = end
  }
  if (at < snippet.length) parts.push({ text: snippet.slice(at), isFound: false })
  return parts
}

/** Whether the words found are all in the title, so that the snippet would only say it again. */
export function isTitleAlone({ title, snippet }: Pick<SearchHit, 'title' | 'snippet'>): boolean {
  return snippet === title
}

const markdownKinds: readonly RecordKind[] = ['decision', 'document', 'path', 'problem']

/** A part of a snippet as it is read: of Markdown the words, without its marks and addresses. */
export function readablePart(text: string, kind: RecordKind): string {
  if (!markdownKinds.includes(kind)) return text
  return text.replace(/\]\([^()\s]*\)?/g, '').replace(/\*\*|__|`|(?:^|\s)#{1,6}(?=\s)|!?\[/g, '')
}

/** Where a hit opens: at its second where it has one. A comment opens where it stands. */
export function routeOfHit({ library, id, kind, startSec }: SearchHit): Route {
  switch (kind) {
    case 'thread':
      return { screen: 'thread', library, thread: id, tab: 'now' }
    case 'decision':
      return { screen: 'decision', library, decision: id }
    case 'document':
      return { screen: 'document', library, document: id }
    case 'path':
      return { screen: 'path', library, path: id }
    case 'person':
      return { screen: 'people' }
    default: {
      const atMs = startSec === null || kind === 'comment' ? null : Math.round(startSec * 1000)
      return { screen: 'watch', library, item: id, atMs, isReading: atMs === null, isQueue: false }
    }
  }
}
