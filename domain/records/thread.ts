import { z } from 'zod'
import { part, presentBody, words } from './common.ts'

export const cadence = z.object({
  every: z.enum(['day', 'week', 'two-weeks', 'month', 'never']),
  /** ISO weekday on which updates are due, Monday 1. */
  weekday: z.number().int().min(1).max(7),
  /** Minutes after midnight, where each person is. */
  dueMinutes: z.number().int().min(0).max(1440),
})
export type Cadence = z.infer<typeof cadence>

/** What a question asks for; `blocker` answers can be in the way, `ask` answers ask something of someone. */
export const questionIntent = z.enum(['plain', 'blocker', 'ask'])

/** How many months videos are kept, where a thread lets them go. */
export const keptMonths = z.number().int().min(1).max(120)

const question = z.object({ id: part, text: words, hint: words.nullable(), intent: questionIntent })

/** A thread's operations: `thread.about`, `thread.cadence`, `thread.questions`, `thread.person:<person>`, `thread.archived`, `thread.keepvideos`. */
export const threadFields = {
  about: z.object({
    name: words,
    purpose: z.enum(['status', 'open']),
    /** The meeting that this thread replaces, so that hours given back can be counted. */
    replaces: z.object({ minutes: z.number().int().min(0).max(1440) }).nullable(),
    /** How long an update should be at most, in seconds. */
    suggestedSec: z.number().int().min(0).max(7200),
  }),
  cadence,
  questions: z.object({ questions: z.array(question).max(24) }),
  person: presentBody,
  archived: z.object({ archived: z.boolean() }),
  /** After how many months an update's video is let go; null keeps it. Words, captions and picture stay. */
  keepvideos: z.object({ months: keptMonths.nullable() }),
}
