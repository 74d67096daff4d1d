import type { Cue } from '../../../../domain/captions/cues.ts'
import { parseCaptions } from '../../../../domain/captions/parse.ts'
import { writeWebVtt } from '../../../../domain/captions/webvtt.ts'
import type { KeptSpan } from '../../../../domain/records/retime.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { EditPart } from '../../../../domain/takes/edit.ts'
import { retimedCues } from '../../../../domain/takes/edit-captions.ts'
import type { WorkingTime } from '../../../../domain/time/working-days.ts'
import type { QuestionView, UpdateView, VideoItemView } from '../../../../domain/views/records.ts'
import { answerTo, askDate, isFilled, titleOf, type UpdateDraft } from './draft.ts'

/** What of a prepared video a publication needs. */
export interface VideoToPublish {
  id: string
  durationMs: number
  /** Counted from the start of the video as it is published. */
  chapters: readonly { questionId: string; startMs: number }[]
  /** Places with names, counted as the chapters are. */
  marks?: readonly { startMs: number; name: string }[] | undefined
  /** What of the recording it is made of; null where that is all of it. */
  parts: readonly EditPart[] | null
  /** The captions of the recordings that replace a part of it. */
  cuesOf: (take: string) => readonly Cue[]
  /** The captions that it has already, in its own time: kept in what is made of it, but for the language that the draft brings. */
  captions?: { language: string; cues: readonly Cue[] }[] | undefined
  /** What of the video that it corrects is in it, and where; left out for a recording of its own. */
  keeps?: KeptSpan[] | undefined
}

export interface PublicationFacts {
  questions: QuestionView[]
  people: ReadonlyMap<string, WorkingTime>
  /** The title where nothing else gives one. */
  otherwise: string
  nowMs: number
  video: VideoToPublish | null
  /** What this corrects, as it stands. */
  current: UpdateView | VideoItemView | null
}

/** The request that publishes a draft. Obstacles (see `obstaclesOf`) have been looked for before. */
export function requestOf(draft: UpdateDraft, facts: PublicationFacts): LibraryRequest {
  const { video } = facts
  const title = titleOf(draft, facts)
  const captions = video === null ? [] : captionsOf(draft, video)
  const prepared = video === null ? null : { prepared: video.id }
  if (draft.thread === null) {
    if (prepared === null) throw new Error('a video without a thread is nothing without the video')
    const said = { title, about: draft.about.trim(), video: prepared, captions, ...marksOf(video) }
    return draft.replaces === null
      ? { request: 'video.publish', ...said }
      : { request: 'video.correct', id: draft.replaces, ...said, ...retimeOf(video) }
  }
  if (draft.replaces !== null) {
    const words = { title, answers: answersOf(draft, facts), asks: asksOf(draft, facts), intent: draft.intent }
    // Captions of the video before say nothing about the new one.
    const kept = prepared === null ? null : captions
    return {
      request: 'update.correct',
      id: draft.replaces,
      video: prepared,
      ...words,
      captions: kept,
      ...marksOf(video),
      ...retimeOf(video),
    }
  }
  if (draft.cycle === null) throw new Error('an update answers a cycle of its thread')
  return {
    request: 'update.publish',
    ...{ thread: draft.thread, cycle: draft.cycle, isNothing: false, video: prepared, title },
    ...{ answers: answersOf(draft, facts), asks: asksOf(draft, facts), intent: draft.intent, captions },
    ...marksOf(video),
  }
}

function retimeOf(video: VideoToPublish | null): { retime?: KeptSpan[] } {
  return video?.keeps === undefined ? {} : { retime: video.keeps }
}

/** A place without a name is a note to oneself. */
function marksOf(video: VideoToPublish | null): { marks?: { startMs: number; title: string }[] } {
  const named = video?.marks?.filter(({ name }) => name.trim() !== '') ?? []
  return named.length === 0
    ? {}
    : { marks: named.map(({ startMs, name }) => ({ startMs, title: name.trim().slice(0, 200) })) }
}

function captionsOf({ captions, removedCaptions }: UpdateDraft, video: VideoToPublish) {
  const { parts, cuesOf } = video
  const known = video.captions?.filter(({ language }) => !removedCaptions.includes(language)) ?? []
  const written = (language: string, own: readonly Cue[]) => {
    const cues = parts === null ? own : retimedCues(parts, { own, cuesOf })
    return { language, vtt: writeWebVtt(cues), isEmpty: cues.length === 0 }
  }
  // Of the languages that it was published in, those that the draft does not bring anew go on as they are.
  const others = known.filter(({ language }) => language !== captions?.language)
  const all = [
    ...others.map(({ language, cues }) => written(language, cues)),
    ...(captions === null && others.length > 0
      ? []
      : [written(captions?.language ?? 'en', captions === null ? [] : parseCaptions(captions.vtt).cues)]),
  ]
  return all
    .filter(({ isEmpty }) => captions !== null || known.length > 0 || !isEmpty)
    .map(({ language, vtt }) => ({ language, vtt }))
}

function answersOf(draft: UpdateDraft, { questions, video, current }: PublicationFacts) {
  // Questions that the thread no longer asks keep what was answered to them.
  const asked = questions.map(({ id }) => id)
  const answered = current?.kind === 'update' ? current.answers : []
  const others = draft.answers.map(({ question }) => question).filter((id) => !asked.includes(id))
  return [...asked, ...others].flatMap((question) => {
    const { text, isBlocker } = answerTo(draft, question)
    const startMs =
      video === null
        ? (answered.find((answer) => answer.question === question)?.startMs ?? null)
        : (video.chapters.find(({ questionId }) => questionId === question)?.startMs ?? null)
    const written = text.trim()
    if (written === '' && startMs === null && !isBlocker) return []
    return [{ question, text: written === '' ? null : written, startMs, isBlocker }]
  })
}

function asksOf(draft: UpdateDraft, { people, nowMs }: PublicationFacts) {
  return draft.asks.filter(isFilled).flatMap((ask) => {
    const date = askDate(ask, { people, nowMs })
    return date === null ? [] : [{ id: ask.id, to: ask.to, text: ask.text.trim(), byWhen: date }]
  })
}
