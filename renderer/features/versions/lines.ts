import { diffIndices } from 'node-diff3'

/** One line of two texts laid over each other. */
export interface ComparedLine {
  kind: 'same' | 'added' | 'removed' | 'gap'
  text: string
}

/** How many lines around a change stay to be read. */
const around = 2

export function linesOf(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').split('\n')
}

/** What `after` says otherwise than `before`, line by line; long runs of what is the same become one gap. */
export function compareTexts({ before, after }: { before: string; after: string }): ComparedLine[] {
  const old = linesOf(before)
  const now = linesOf(after)
  const compared: ComparedLine[] = []
  let place = 0
  const keep = (to: number, isLast: boolean): void => {
    compared.push(...shortened(old.slice(place, to), { isFirst: place === 0, isLast }))
  }
  for (const { buffer1, buffer2 } of diffIndices(old, now)) {
    const [start, length] = buffer1
    keep(start, false)
    compared.push(...old.slice(start, start + length).map((text) => ({ kind: 'removed' as const, text })))
    const [from, count] = buffer2
    compared.push(...now.slice(from, from + count).map((text) => ({ kind: 'added' as const, text })))
    place = start + length
  }
  keep(old.length, true)
  return compared
}

function shortened(lines: string[], { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): ComparedLine[] {
  const head = isFirst ? 0 : around
  const tail = isLast ? 0 : around
  const same = (text: string): ComparedLine => ({ kind: 'same', text })
  if (lines.length <= head + tail + 1) return lines.map(same)
  return [...lines.slice(0, head).map(same), { kind: 'gap', text: '' }, ...lines.slice(lines.length - tail).map(same)]
}
