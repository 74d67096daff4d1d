import { z } from 'zod'
import { deletedBody, emptyBody, folder, item, words } from './common.ts'

/** A document's operations: `document.version`, `document.thread`, `document.withdrawn`, `document.deleted`. */
export const documentFields = {
  version: z.object({ ...folder, title: words, text: words }),
  thread: z.object({ thread: item.nullable() }),
  withdrawn: emptyBody,
  deleted: deletedBody,
}
