import { folded, type SearchTerm } from './search-term.ts'

export interface Snippet {
  snippet: string
  /** Where in the snippet the words found stand: [start, end) in UTF-16 units. */
  marks: [start: number, end: number][]
}

const snippetLength = 170
const leadLength = 50
const spanCountMax = 400

interface Span {
  start: number
  end: number
  term: number
}

/** The stretch of the first of these texts that has any of the terms, where most of them stand together. */
export function snippetOf({ texts, terms }: { texts: string[]; terms: SearchTerm[] }): Snippet {
  for (const text of texts) {
    const spans = spansIn(text, terms)
    if (spans.length > 0) return cut(text, spans)
  }
  const opening = texts.find((text) => text !== '') ?? ''
  return { snippet: clipped(opening, { from: 0, to: snippetLength }).snippet, marks: [] }
}

/** Whether a text has any of the terms. */
export function hasAny(text: string, terms: SearchTerm[]): boolean {
  return spansIn(text, terms).length > 0
}

/** Where the terms stand, in order. */
function spansIn(text: string, terms: SearchTerm[]): Span[] {
  const { text: plain, origins } = folded(text)
  const spans: Span[] = []
  for (const [term, { pattern }] of terms.entries()) {
    for (const { 0: found, index } of plain.matchAll(pattern)) {
      spans.push({ start: origins[index] ?? 0, end: origins[index + found.length] ?? text.length, term })
      if (spans.length >= spanCountMax) break
    }
  }
  return spans.sort((a, b) => a.start - b.start)
}

function cut(text: string, spans: Span[]): Snippet {
  const room = snippetLength - leadLength
  let best: Span[] = []
  let bestCount = 0
  for (const [place, first] of spans.entries()) {
    const near = spans.slice(place, place + 40).filter(({ end }) => end <= first.start + room)
    const count = new Set(near.map(({ term }) => term)).size
    if (count > bestCount) {
      best = near
      bestCount = count
    }
  }
  const start = best[0]?.start ?? spans[0]?.start ?? 0
  const { snippet, from, lead } = clipped(text, { from: start - leadLength, to: start + room })
  const marks = best.map(({ start, end }): [number, number] => [start - from + lead, end - from + lead])
  return { snippet, marks: merged(marks).filter(([, end]) => end <= snippet.length) }
}

/** A stretch of a text between word ends, with an ellipsis where something was left out. */
function clipped(
  text: string,
  { from, to }: { from: number; to: number },
): { snippet: string; from: number; lead: number } {
  let start = Math.max(0, from)
  let end = Math.min(text.length, to)
  if (start > 0) {
    const space = text.slice(start, start + leadLength).search(/\s/)
    start = space >= 0 ? start + space + 1 : wholeLetterAt(text, start)
  }
  if (end < text.length) {
    const space = text.slice(start, end).search(/\s\S*$/)
    end = space > snippetLength / 2 ? start + space : wholeLetterAt(text, end)
  }
  const lead = start > 0 ? '…' : ''
  return { snippet: `${lead}${text.slice(start, end)}${end < text.length ? '…' : ''}`, from: start, lead: lead.length }
}

/** Never the middle of a letter outside the basic plane. */
function wholeLetterAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}

function merged(marks: [number, number][]): [number, number][] {
  const result: [number, number][] = []
  for (const [start, end] of marks) {
    const last = result.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}
