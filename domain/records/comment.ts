import { z } from 'zod'
import { deletedBody, emptyBody, moment, part, words } from './common.ts'

/** A comment's operations: `comment.version`, `comment.withdrawn`, `comment.deleted`. */
export const commentFields = {
  version: z.object({
    on: moment,
    text: words,
    /** The ask of the commented update that this answers. */
    answersAsk: part.nullable(),
  }),
  withdrawn: emptyBody,
  deleted: deletedBody,
}
