import { z } from 'zod'
import { deletedBody, emptyBody, moment, part, words } from './common.ts'

/** What a light comment says of a moment. Kinds that this app does not know are comments like any other, by their words. */
export const reactionSchema = z.enum(['agree', 'thanks', 'question'])
export type Reaction = z.infer<typeof reactionSchema>

/** A comment's operations: `comment.version`, `comment.withdrawn`, `comment.deleted`. */
export const commentFields = {
  version: z.object({
    on: moment,
    text: words,
    /** The ask of the commented update that this answers. */
    answersAsk: part.nullable(),
    /** A reaction has its words as well, for readers that do not know it. */
    reaction: z.string().min(1).max(32).optional(),
  }),
  withdrawn: emptyBody,
  deleted: deletedBody,
}
