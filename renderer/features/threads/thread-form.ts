import { z } from 'zod'
import type { JsonValue } from '../../../domain/json.ts'
import type { LibraryRequest } from '../../../domain/requests/requests.ts'
import type { ThreadView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'

const questionSchema = z.object({
  id: z.string(),
  text: z.string(),
  hint: z.string(),
  intent: z.enum(['plain', 'blocker', 'ask']),
})

/** What one fills in to make or change a thread, just as it stands in the fields. */
const formSchema = z.object({
  name: z.string(),
  every: z.enum(['day', 'week', 'two-weeks', 'month', 'never']),
  weekday: z.number(),
  dueMinutes: z.number(),
  people: z.array(z.string()),
  questions: z.array(questionSchema),
  replacesMinutes: z.number().nullable(),
  suggestedSec: z.number(),
  /** Null keeps them. */
  keepVideosMonths: z.number().nullable().default(null),
})
export type ThreadForm = z.infer<typeof formSchema>
export type FormQuestion = z.infer<typeof questionSchema>

/** A new thread: weekly, due on Thursday at six, with everyone, and three questions that replace a status meeting. */
export function newThreadForm(people: readonly string[]): ThreadForm {
  return {
    name: '',
    every: 'week',
    weekday: 4,
    dueMinutes: 18 * 60,
    people: [...people],
    questions: [
      {
        id: 'moved',
        text: text('threads.question-moved'),
        hint: text('threads.question-moved-hint'),
        intent: 'plain',
      },
      {
        id: 'in-the-way',
        text: text('threads.question-in-the-way'),
        hint: text('threads.question-in-the-way-hint'),
        intent: 'blocker',
      },
      { id: 'need', text: text('threads.question-need'), hint: text('threads.question-need-hint'), intent: 'ask' },
    ],
    replacesMinutes: 30,
    suggestedSec: 120,
    keepVideosMonths: null,
  }
}

export function threadFormOf(thread: ThreadView): ThreadForm {
  const { name, cadence, people, questions, replacesMinutes, suggestedSec } = thread
  const fields = questions.map(({ id, text, hint, intent }) => ({ id, text, hint, intent }))
  const keepVideosMonths = thread.keepVideosMonths ?? null
  return { name, ...cadence, people: [...people], questions: fields, replacesMinutes, suggestedSec, keepVideosMonths }
}

/** A form that was kept as a draft; null where it is none. */
export function threadFormFrom(value: JsonValue): ThreadForm | null {
  return formSchema.safeParse(value).data ?? null
}

export type FormProblem = 'name' | 'people' | 'questions'

/** What is missing before the thread can be made; questions left empty are simply not asked. */
export function problemOf(form: ThreadForm): FormProblem | null {
  if (form.name.trim() === '') return 'name'
  if (form.people.length === 0) return 'people'
  return form.questions.every((question) => question.text.trim() === '') ? 'questions' : null
}

/** The request that makes the thread, or changes the one with this id. */
export function threadRequest(form: ThreadForm, id: string | null): LibraryRequest {
  const shape = {
    name: form.name.trim(),
    purpose: form.every === 'never' ? ('open' as const) : ('status' as const),
    cadence: { every: form.every, weekday: form.weekday, dueMinutes: form.dueMinutes },
    questions: form.questions
      .map((question) => ({ ...question, text: question.text.trim(), hint: question.hint.trim() }))
      .filter((question) => question.text !== ''),
    people: form.people,
    replacesMinutes: form.replacesMinutes,
    suggestedSec: form.suggestedSec,
    keepVideosMonths: form.keepVideosMonths,
  }
  return id === null ? { request: 'thread.make', ...shape } : { request: 'thread.change', id, ...shape }
}

/** The list with one entry moved up (-1) or down (1); at either end it stays as it is. */
export function moved<Entry>(list: readonly Entry[], place: number, step: -1 | 1): Entry[] {
  const other = place + step
  const [a, b] = [list[place], list[other]]
  if (a === undefined || b === undefined) return [...list]
  return list.map((entry, at) => (at === place ? b : at === other ? a : entry))
}

/** What a meeting takes of everyone together, and what the thread takes of each to watch at most. */
export function meetingAgainstThread(form: ThreadForm): { togetherMs: number; eachMs: number } | null {
  const count = form.people.length
  if (form.replacesMinutes === null || form.replacesMinutes === 0 || count < 2) return null
  return { togetherMs: form.replacesMinutes * 60_000 * count, eachMs: form.suggestedSec * 1000 * (count - 1) }
}

/** "18:00" for 1080, as a time field takes it. */
export function timeField(minutes: number): string {
  const bounded = Math.min(minutes, 24 * 60 - 1)
  return `${String(Math.floor(bounded / 60)).padStart(2, '0')}:${String(bounded % 60).padStart(2, '0')}`
}

/** 1080 for "18:00"; null while it is not a time. */
export function minutesOfTimeField(value: string): number | null {
  const found = /^(\d{2}):(\d{2})/.exec(value)
  return found ? Number(found[1]) * 60 + Number(found[2]) : null
}
