import type { Span } from '../../../../domain/captions/cues.ts'
import type { Mark } from '../publish/draft.ts'

/** A chapter as the editor shows it: a question's, or a marked place with a name of its own. */
export interface NamedChapter {
  id: string
  startMs: number
  name: string
  isMark: boolean
}

/** Marks in order, inside the recording. */
function ordered(marks: readonly Mark[], durationMs: number): Mark[] {
  return marks
    .map((mark) => ({ ...mark, startMs: Math.round(Math.min(Math.max(0, mark.startMs), durationMs)) }))
    .sort((a, b) => a.startMs - b.startMs)
}

export function withMark(marks: readonly Mark[], mark: Mark, durationMs: number): Mark[] {
  return ordered([...marks.filter(({ id }) => id !== mark.id), mark], durationMs)
}

export function withoutMark(marks: readonly Mark[], id: string): Mark[] {
  return marks.filter((mark) => mark.id !== id)
}

/** Questions and marks as one list, in order of their beginning. */
export function namedChapters({
  chapters,
  marks,
  nameOf,
}: {
  chapters: readonly { questionId: string; startMs: number }[]
  marks: readonly Mark[]
  nameOf: (question: string) => string
}): NamedChapter[] {
  return [
    ...chapters.map(({ questionId, startMs }) => ({
      id: `question-${questionId}`,
      startMs,
      name: nameOf(questionId),
      isMark: false,
    })),
    ...marks.map(({ id, startMs, name }) => ({ id, startMs, name, isMark: true })),
  ].sort((a, b) => a.startMs - b.startMs)
}

/** From where a chapter begins to where the next one does, or to the end. */
export function spanOfChapter(
  chapters: readonly { startMs: number }[],
  { startMs, durationMs }: { startMs: number; durationMs: number },
): Span {
  const next = chapters.find((chapter) => chapter.startMs > startMs)?.startMs ?? durationMs
  // What was said before the first chapter belongs to it.
  const isFirst = chapters.every((chapter) => chapter.startMs >= startMs)
  return { fromMs: isFirst ? 0 : Math.round(startMs), toMs: Math.round(Math.min(next, durationMs)) }
}
