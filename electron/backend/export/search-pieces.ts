import { termsOf } from './search-terms.ts'

/** One page as the search of an export knows it. */
export interface Searched {
  href: string
  /** "update", "decision", as a person reads it. */
  kind: string
  title: string
  /** Who and when, in words. */
  note: string
  /** What stands in it, a line each; `sec` where the line is said in a video. */
  lines: { sec: number | null; text: string }[]
}

/** One file of the index, by its name in the search folder. */
export interface SearchFile {
  name: string
  text: string
}

const termPieceChars = 48 * 1024
const itemPieceChars = 64 * 1024

/**
 * Collects what can be searched and cuts the index into pieces that a page loads as scripts, since a page opened from a
 * disk may read no other file. Terms stand in order, so that those with one beginning are neighbours; what was added
 * first comes first in every list, so the newest is to be added first.
 */
export function collectSearch() {
  const postings = new Map<string, { all: number[]; inTitle: number[] }>()
  const pieceStarts: number[] = []
  let items: string[] = []
  let itemChars = 0
  let count = 0

  function closeItems(): SearchFile | null {
    if (items.length === 0) return null
    const number = pieceStarts.length
    const text = `ownpaceSearch.items(${number},[\n${items.join(',\n')}\n])\n`
    pieceStarts.push(count - items.length)
    items = []
    itemChars = 0
    return { name: `items-${number}.js`, text }
  }

  function note(term: string, inTitle: boolean): void {
    let posting = postings.get(term)
    if (posting === undefined) {
      posting = { all: [], inTitle: [] }
      postings.set(term, posting)
    }
    if (posting.all.at(-1) !== count) posting.all.push(count)
    if (inTitle && posting.inTitle.at(-1) !== count) posting.inTitle.push(count)
  }

  return {
    /** Answers a file that is complete with this, to be written at once: not all of them are held. */
    add({ href, kind, title, note: words, lines }: Searched): SearchFile | null {
      for (const term of termsOf(title)) note(term, true)
      for (const { text } of [{ text: words }, ...lines]) for (const term of termsOf(text)) note(term, false)
      const item = JSON.stringify([href, kind, title, words, lines.map(({ sec, text }) => [sec ?? -1, text])])
      items.push(item)
      itemChars += item.length
      count += 1
      return itemChars >= itemPieceChars ? closeItems() : null
    },
    /** The other files of the index; `index.js` names them all. */
    *rest(): Generator<SearchFile> {
      const last = closeItems()
      if (last !== null) yield last
      const firstTerms: string[] = []
      let rows: string[] = []
      let chars = 0
      const piece = (): SearchFile => {
        const number = firstTerms.length - 1
        const text = `ownpaceSearch.terms(${number},[\n${rows.join(',\n')}\n])\n`
        rows = []
        chars = 0
        return { name: `terms-${number}.js`, text }
      }
      for (const term of [...postings.keys()].sort()) {
        const { all, inTitle } = postings.get(term) ?? { all: [], inTitle: [] }
        if (rows.length === 0) firstTerms.push(term)
        const row = JSON.stringify([term, steps(all), steps(inTitle)])
        rows.push(row)
        chars += row.length
        if (chars >= termPieceChars) yield piece()
      }
      if (rows.length > 0) yield piece()
      yield {
        name: 'index.js',
        text: `globalThis.ownpaceIndex=${JSON.stringify({ count, firstTerms, pieceStarts })}\n`,
      }
    },
  }
}

/** Each number as its distance from the one before: shorter to write, and as quick to read. */
function steps(numbers: readonly number[]): number[] {
  return numbers.map((number, place) => number - (numbers[place - 1] ?? 0))
}
