import type { RecordState } from '../library/fold.ts'
import { type Cadence, threadFields } from '../records/thread.ts'
import type { ThreadView } from '../views/records.ts'
import { type ProjectionContext, textOf } from './context.ts'
import { elements, standing } from './state.ts'

const noCadence: Cadence = { every: 'never', weekday: 1, dueMinutes: 0 }

export function projectThread(state: RecordState, context: ProjectionContext): ThreadView | null {
  const about = standing(state, 'about', threadFields.about)
  if (!about || !state.maker) return null
  const months = standing(state, 'keepvideos', threadFields.keepvideos)?.value.months ?? null
  const questions = standing(state, 'questions', threadFields.questions)?.value.questions ?? []
  return {
    kind: 'thread',
    id: state.subject,
    atMs: state.maker.ms,
    name: textOf(about.value.name, context),
    purpose: about.value.purpose,
    madeBy: state.maker.person,
    cadence: standing(state, 'cadence', threadFields.cadence)?.value ?? noCadence,
    questions: questions.map(({ id, text, hint, intent }) => ({
      id,
      text: textOf(text, context),
      hint: hint ? textOf(hint, context) : '',
      intent,
    })),
    people: elements(state, 'person', threadFields.person)
      .filter(({ value }) => value.present)
      .map(({ element }) => element),
    replacesMinutes: about.value.replaces?.minutes ?? null,
    suggestedSec: about.value.suggestedSec,
    isArchived: standing(state, 'archived', threadFields.archived)?.value.archived === true,
    ...(months === null ? {} : { keepVideosMonths: months }),
  }
}
