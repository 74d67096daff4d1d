import { z } from 'zod'
import { deletedBody, emptyBody, folder, item, words } from './common.ts'

/** A problem's operations: `problem.version`, `problem.closed`, `problem.withdrawn`, `problem.deleted`. */
export const problemFields = {
  version: z.object({
    ...folder,
    title: words,
    statement: words,
    thread: item.nullable(),
    opensAtMs: z.number().int().min(0),
    /** How many of their own working days each person has. */
    workingDays: z.number().int().min(1).max(60),
    /** Thoughts stay hidden from each other until the window closes. */
    isBlind: z.boolean(),
  }),
  /** The decision that it ended in, or null for one closed without. */
  closed: z.object({ decision: item.nullable() }),
  withdrawn: emptyBody,
  deleted: deletedBody,
}
