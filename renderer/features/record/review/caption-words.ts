import { type Cue, wordsBetween } from '../../../../domain/captions/cues.ts'
import { parseCaptions } from '../../../../domain/captions/parse.ts'
import type { TakeCaptions } from '../../../../domain/captions/take-captions.ts'
import type { QuestionView } from '../../../../domain/views/records.ts'
import { answerTo, type UpdateDraft, withAnswer } from '../publish/draft.ts'

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

interface Asked {
  questions: readonly QuestionView[]
  chapters: readonly Chapter[]
}

/** The draft with these captions, and its empty answers filled from them. */
export function withCaptions(
  draft: UpdateDraft,
  { captions, questions, chapters, fileName = '' }: Asked & { captions: TakeCaptions; fileName?: string },
): UpdateDraft {
  const { cues } = parseCaptions(captions.vtt)
  return { ...fillFromCaptions(draft, { cues, chapters, questions }), captions: { ...captions, fileName } }
}

/** The draft with corrected captions: an answer that still says what they said before says what they say now. */
export function withCorrectedCaptions(
  draft: UpdateDraft,
  { captions, questions, chapters }: Asked & { captions: TakeCaptions },
): UpdateDraft {
  const said = (vtt: string) =>
    fillFromCaptions({ ...draft, answers: [] }, { cues: parseCaptions(vtt).cues, chapters, questions })
  const before = said(draft.captions?.vtt ?? '')
  const now = said(captions.vtt)
  const answers = draft.answers.map((answer) => {
    const { text: saidBefore } = answerTo(before, answer.question)
    const isUntouched = saidBefore !== '' && answer.text === saidBefore
    return isUntouched ? { ...answer, text: answerTo(now, answer.question).text } : answer
  })
  return { ...draft, answers, captions: { ...captions, fileName: draft.captions?.fileName ?? '' } }
}
