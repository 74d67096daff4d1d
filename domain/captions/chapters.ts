import type { AnswerView } from '../views/records.ts'
import type { Cue } from './cues.ts'

/** A stretch of a video in which one question is answered. */
export interface Chapter {
  /** The question's id, or where the chapter begins for a stretch before the first. */
  id: string
  /** The question, short; null for a stretch that answers none. */
  title: string | null
  startMs: number
  /** Up to, not including. */
  endMs: number
}

/** A first chapter that begins so soon begins at once: nothing is said before it. */
const leadInMs = 1500

/**
 * The chapters of a video, in order and without gaps, from where each answer begins. A video without such marks is one
 * chapter without a title. Marks at or behind the end, and all but the last of several at one moment, are left out.
 */
export function chaptersOf({
  answers,
  titles,
  marks = [],
  durationMs,
}: {
  answers: readonly Pick<AnswerView, 'question' | 'startMs'>[]
  /** The thread's questions by id. */
  titles: ReadonlyMap<string, string>
  /** Places with names of their own. */
  marks?: readonly { startMs: number; title: string }[] | undefined
  durationMs: number
}): Chapter[] {
  const starts = new Map<number, { id: string; title: string | null }>()
  for (const { question, startMs } of answers) {
    if (startMs === null || startMs < 0 || startMs >= durationMs) continue
    const begin = startMs < leadInMs ? 0 : startMs
    starts.set(begin, { id: question, title: titles.get(question) ?? null })
  }
  for (const { startMs, title } of marks) {
    if (startMs < durationMs && !starts.has(startMs)) starts.set(startMs, { id: `mark-${startMs}`, title })
  }
  if (!starts.has(0)) starts.set(0, { id: 'start', title: null })
  const ordered = [...starts].sort(([a], [b]) => a - b)
  return ordered.map(([startMs, named], place) => ({
    ...named,
    startMs,
    endMs: ordered[place + 1]?.[0] ?? durationMs,
  }))
}

/** The chapter that a moment lies in; the last one at the very end. */
export function chapterAt(chapters: readonly Chapter[], atMs: number): Chapter | null {
  return chapters.findLast(({ startMs }) => startMs <= atMs) ?? null
}

/** Someone who leads back so soon after a chapter began means the one before it. */
const backMs = 2000

/** Where the next chapter begins, or this one, or the one before it; the last one has none after it, so it stays. */
export function chapterStartBeside(
  chapters: readonly Chapter[],
  { atMs, direction }: { atMs: number; direction: 1 | -1 },
): number {
  if (direction === 1) return chapters.find(({ startMs }) => startMs > atMs)?.startMs ?? atMs
  return chapters.findLast(({ startMs }) => startMs <= atMs - backMs)?.startMs ?? 0
}

/** What is said in each chapter: a cue belongs where its middle lies, so that a mark set a moment late takes no words along. */
export function cuesByChapter(chapters: readonly Chapter[], cues: readonly Cue[]): { chapter: Chapter; cues: Cue[] }[] {
  const grouped = chapters.map((chapter) => ({ chapter, cues: [] as Cue[] }))
  for (const cue of cues) {
    const chapter = chapterAt(chapters, (cue.startMs + cue.endMs) / 2)
    grouped.find((each) => each.chapter === chapter)?.cues.push(cue)
  }
  return grouped
}
