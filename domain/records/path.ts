import { z } from 'zod'
import { deletedBody, emptyBody, folder, item, part, words } from './common.ts'

/** A fractional index: parts are ordered by it as plain text, ties by id. */
export const position = z.string().regex(/^[A-Za-z0-9]{1,64}$/)

/** A path's operations: `path.version`, `path.section:<section>`, `path.step:<step>`, `path.withdrawn`, `path.deleted`. */
export const learningPathFields = {
  version: z.object({ ...folder, title: words, about: words.nullable() }),
  section: z.object({ title: words, position, present: z.boolean() }),
  step: z.object({
    section: part,
    position,
    item,
    /** Shown instead of the item's own title. */
    title: words.nullable(),
    asksToConfirm: z.boolean(),
    present: z.boolean(),
  }),
  withdrawn: emptyBody,
  deleted: deletedBody,
}
