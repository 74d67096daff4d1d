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

/**
 * The draft with these captions, and its empty answers filled from them. Answers that still say what other captions said
 * before count as empty.
 */
export function withCaptions(
  draft: UpdateDraft,
  { captions, questions, chapters, fileName = '' }: Asked & { captions: TakeCaptions; fileName?: string },
): UpdateDraft {
  const before = saidIn(draft, { vtt: draft.captions?.vtt ?? '', questions, chapters })
  const answers = draft.answers.map((answer) => (isSaid(answer, before) ? { ...answer, text: '' } : answer))
  const { cues } = parseCaptions(captions.vtt)
  const filled = fillFromCaptions({ ...draft, answers }, { cues, chapters, questions })
  return { ...filled, captions: { ...captions, fileName } }
}

/** A draft whose answers are what captions say, and nothing else. */
function saidIn(draft: UpdateDraft, { vtt, questions, chapters }: Asked & { vtt: string }): UpdateDraft {
  return fillFromCaptions({ ...draft, answers: [] }, { cues: parseCaptions(vtt).cues, chapters, questions })
}

function isSaid(answer: UpdateDraft['answers'][number], said: UpdateDraft): boolean {
  return answer.text !== '' && answer.text === answerTo(said, answer.question).text
}

/** The draft with its captions said to be in another language; their words stay. */
export function withCaptionLanguage(draft: UpdateDraft, language: string): UpdateDraft {
  if (draft.captions === null) return draft
  const { fileName, vtt } = draft.captions
  return { ...draft, captions: { language, fileName, vtt, madeBy: 'person' } }
}

/** The draft without its captions; where it corrects a video that has them, the new version has none in their language. */
export function withoutCaptions(draft: UpdateDraft): UpdateDraft {
  const { captions, removedCaptions } = draft
  if (captions === null) return draft
  return { ...draft, captions: null, removedCaptions: [...new Set([...removedCaptions, captions.language])] }
}

/** The draft whose captions were asked for anew: they stay until others were written, whoever wrote them. */
export function withCaptionsAskedAnew(draft: UpdateDraft): UpdateDraft {
  return draft.captions === null ? draft : { ...draft, captions: { ...draft.captions, isAskedAnew: true } }
}

/** The draft with what was written down of its recording. What a person wrote stays, unless it was asked for anew. */
export function withWrittenCaptions(draft: UpdateDraft, asked: Asked & { captions: TakeCaptions }): UpdateDraft {
  const { captions: now } = draft
  if (now?.vtt === asked.captions.vtt && now.language === asked.captions.language) return draft
  const isKept = now?.madeBy === 'person' && !now.isAskedAnew && asked.captions.madeBy === 'device'
  return isKept ? draft : withCaptions(draft, asked)
}

/** The draft with corrected captions: an answer that still says what they said before says what they say now. */
export function withCorrectedCaptions(
  draft: UpdateDraft,
  { captions, questions, chapters }: Asked & { captions: TakeCaptions },
): UpdateDraft {
  const before = saidIn(draft, { vtt: draft.captions?.vtt ?? '', questions, chapters })
  const now = saidIn(draft, { vtt: captions.vtt, questions, chapters })
  const answers = draft.answers.map((answer) =>
    isSaid(answer, before) ? { ...answer, text: answerTo(now, answer.question).text } : answer,
  )
  return { ...draft, answers, captions: { ...captions, fileName: draft.captions?.fileName ?? '' } }
}
