import { z } from 'zod'
import { deletedBody, emptyBody, folder, item, words } from './common.ts'

/** What was published as `item.md`, so that a copy which another program altered is noticed. */
const textFile = z.object({
  size: z
    .number()
    .int()
    .min(0)
    .max(16 * 1024 * 1024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** A document's operations: `document.version`, `document.thread`, `document.withdrawn`, `document.deleted`. */
export const documentFields = {
  version: z.object({ ...folder, title: words, text: words, textFile: textFile.optional() }),
  thread: z.object({ thread: item.nullable() }),
  withdrawn: emptyBody,
  deleted: deletedBody,
}
