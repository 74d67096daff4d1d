import { z } from 'zod'
import { deletedBody, emptyBody, folder, item, moment, person, words } from './common.ts'

/** A decision's operations: `decision.version`, `decision.withdrawn`, `decision.deleted`. */
export const decisionFields = {
  version: z.object({
    ...folder,
    /** What was decided. */
    title: words,
    why: words,
    thread: item.nullable(),
    /** The updates, comments and seconds that carry the reasons. */
    evidence: z.array(moment).max(64),
    decidedBy: z.array(person).max(64),
    /** The decision that this one replaces; it stays readable. */
    replaces: item.nullable(),
  }),
  withdrawn: emptyBody,
  deleted: deletedBody,
}
