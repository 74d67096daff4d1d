import type { RecordState } from '../library/fold.ts'
import { isLetGo } from '../library/let-go.ts'
import { readingSec } from '../reading/reading-time.ts'
import { updateFields } from '../records/update.ts'
import type { AskView, UpdateView } from '../views/records.ts'
import { type ProjectionContext, textOf, textOrNull } from './context.ts'
import { elements, standing } from './state.ts'
import { shownVersion } from './versions.ts'
import { projectVideo } from './video.ts'

/** An update with its answers and asks; null until it is known where it belongs. */
export function projectUpdate(state: RecordState, context: ProjectionContext): UpdateView | null {
  const found = shownVersion(state, updateFields.version, context.sha256)
  const place = standing(state, 'place', updateFields.place)
  if (!found || !place || !state.maker) return null
  const { value, id: version } = found.shown
  const clearedAtMs = new Map(
    elements(state, 'cleared', updateFields.cleared)
      .filter(({ value: { cleared } }) => cleared)
      .map(({ element, operation }) => [element, operation.time[0]]),
  )
  const answers = value.answers.map(({ question, text, startMs, isBlocker }) => ({
    question,
    text: textOrNull(text, context),
    startMs,
    isBlocker,
    clearedAtMs: clearedAtMs.get(question) ?? null,
  }))
  const asks = value.asks.map(({ id, to, text, byWhen }) => ({
    id,
    to,
    text: textOf(text, context),
    byWhen,
    answeredBy: answerOf({ id, to, context }),
  }))
  const months = context.keepVideosMonths(place.value.thread)
  const isOld = isLetGo({ atMs: state.maker.ms, months, nowMs: context.nowMs })
  const title = textOf(value.title, context)
  const written = [...answers.map(({ text }) => text ?? ''), ...asks.map(({ text }) => text)].join('\n')
  return {
    kind: 'update',
    id: state.subject,
    atMs: state.maker.ms,
    author: state.maker.person,
    version,
    editedAtMs: found.editedAtMs,
    thread: place.value.thread,
    cycle: place.value.cycle,
    title,
    answers,
    asks,
    intent: value.intent,
    isNothing: value.isNothing,
    video:
      value.video &&
      projectVideo({ video: value.video, assets: value.assets, marks: value.marks, version, isOld, state, context }),
    readSec: Math.round(readingSec(written)),
  }
}

/** The first comment in which someone who was asked says that it answers the ask. */
function answerOf({
  id,
  to,
  context,
}: {
  id: string
  to: string[]
  context: ProjectionContext
}): AskView['answeredBy'] {
  const answers = context.pointingHere
    .filter((view) => view.kind === 'comment')
    .filter((comment) => comment.answersAsk === id && to.includes(comment.author))
    .sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
  return answers[0]?.id ?? null
}
