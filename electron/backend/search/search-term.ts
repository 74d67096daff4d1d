import type { PairsToFind } from '../../../domain/search/pairs.ts'

/** One word or phrase that is looked for: in the index, and again in the texts of what was found. */
export interface SearchTerm {
  /** An expression of FTS5. */
  match: string
  /** Finds it in a text that `folded` has been applied to. */
  pattern: RegExp
}

const wordPattern = /[\p{L}\p{N}]+/gu
/** One letter alone begins nearly every word; only from two on is it worth completing. */
const openLengthMin = 2

/** A word or phrase of a language with spaces; null where there is no letter in it, which nothing could ever match. */
export function wordTerm({ text, isOpen }: { text: string; isOpen: boolean }): SearchTerm | null {
  // The index keeps ligatures and letters of full width as they are written.
  const words = withoutMarks(text).match(wordPattern) ?? []
  const last = words.at(-1)
  const plain = words.map(foldedText)
  // Of a mark of half width nothing is left that could be found again.
  if (last === undefined || plain.includes('')) return null
  const isCompleted = isOpen && [...last].length >= openLengthMin
  const end = isCompleted ? '[\\p{L}\\p{N}]*' : '(?![\\p{L}\\p{N}])'
  return {
    match: `"${words.join(' ')}"${isCompleted ? '*' : ''}`,
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])${plain.join('[^\\p{L}\\p{N}]+')}${end}`, 'gu'),
  }
}

/** A word of a language without spaces: it may stand anywhere among other letters. */
export function unspacedTerm(text: string, { tokens, isOpen }: PairsToFind): SearchTerm {
  const words = foldedText(text).match(wordPattern) ?? []
  return {
    match: `pairs : "${tokens.join(' ')}"${isOpen ? '*' : ''}`,
    pattern: new RegExp(words.join('[^\\p{L}\\p{N}]+'), 'gu'),
  }
}

/** A text in the form in which terms are compared, and where each of its units stood in the text. */
export interface Folded {
  text: string
  /** For every UTF-16 unit of `text` the unit of the original it came from; one more at the end. */
  origins: number[]
}

/** Lower case, without marks, full and half width alike. */
export function folded(original: string): Folded {
  const origins: number[] = []
  let text = ''
  for (let at = 0; at < original.length; ) {
    const code = original.codePointAt(at) ?? 0
    const unitCount = code > 0xffff ? 2 : 1
    const letter = code < 0x80 ? lowerAscii(code) : foldedText(original.slice(at, at + unitCount))
    for (let unit = 0; unit < letter.length; unit += 1) origins.push(at)
    text += letter
    at += unitCount
  }
  origins.push(original.length)
  return { text, origins }
}

function lowerAscii(code: number): string {
  return String.fromCharCode(code >= 0x41 && code <= 0x5a ? code + 0x20 : code)
}

function foldedText(text: string): string {
  return withoutMarks(text.normalize('NFKC'))
}

function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}
