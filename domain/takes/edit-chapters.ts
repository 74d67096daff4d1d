import { type EditPart, publishedMs } from './edit.ts'

/** Where a chapter begins, from the start of its recording or video. */
interface Beginning {
  startMs: number
}

/**
 * The chapters of what an edit keeps, in order: each where the first kept moment of it is played. A chapter of which
 * nothing is kept is none any more.
 */
export function keptChapters<T extends Beginning>(parts: readonly EditPart[], chapters: readonly T[]): T[] {
  const inOrder = chapters.toSorted((a, b) => a.startMs - b.startMs)
  return inOrder.flatMap((chapter, place) => {
    const endMs = inOrder[place + 1]?.startMs ?? Number.POSITIVE_INFINITY
    const isKept = parts.some(({ take, fromMs, toMs, replaces }) => {
      const span = take === null ? { fromMs, toMs } : replaces
      return span !== undefined && span.fromMs < endMs && span.toMs > chapter.startMs
    })
    return isKept ? [{ ...chapter, startMs: Math.round(publishedMs(parts, chapter.startMs)) }] : []
  })
}
