import { type Cue, wordsBetween } from '../../../domain/captions/cues.ts'
import type { QuestionView } from '../../../domain/views/records.ts'
import { answerTo, type UpdateDraft, withAnswer } from './draft.ts'

interface Chapter {
  questionId: string
  startMs: number
}

/** An answer takes this many characters at most; longer talk stays in the captions. */
const longestAnswer = 20_000

/**
 * Fills the answers that are still empty with what was said in their chapters. Without chapters all that was said goes
 * to the first question, where nothing is written yet. Chapters and cues count from the start of the recording.
 */
export function fillFromCaptions(
  draft: UpdateDraft,
  {
    cues,
    chapters,
    questions,
  }: { cues: readonly Cue[]; chapters: readonly Chapter[]; questions: readonly QuestionView[] },
): UpdateDraft {
  const first = questions[0]
  const marks = chapters.length > 0 || first === undefined ? chapters : [{ questionId: first.id, startMs: 0 }]
  const inOrder = [...marks].sort((a, b) => a.startMs - b.startMs)
  let filled = draft
  for (const [place, { questionId, startMs }] of inOrder.entries()) {
    if (answerTo(filled, questionId).text.trim() !== '') continue
    const toMs = inOrder[place + 1]?.startMs ?? Number.POSITIVE_INFINITY
    // What was said before the first question belongs to it.
    const said = wordsBetween(cues, { fromMs: place === 0 ? 0 : startMs, toMs })
    if (said !== '') filled = withAnswer(filled, questionId, { text: said.slice(0, longestAnswer) })
  }
  return filled
}

/** The language that a caption file's name says, as in "talk.de.vtt"; English where it says none. */
export function captionLanguage(fileName: string): string {
  return /[._-]([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2})\.(?:vtt|srt)$/i.exec(fileName)?.[1]?.toLowerCase() ?? 'en'
}
