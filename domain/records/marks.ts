import { z } from 'zod'
import { durationMs, words } from './common.ts'

/** Places in a version's video with names of their own. A list that is not understood is no list: the version counts all the same. */
export const marks = z
  .array(z.object({ startMs: durationMs, title: words }))
  .max(200)
  .optional()
  .catch(undefined)
