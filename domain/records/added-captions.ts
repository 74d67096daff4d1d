import { z } from 'zod'
import { version } from './common.ts'

/** Captions that anybody adds to an update or a video: `update.captions:<language>-<writer>`, `video.captions:…`. */
export const addedCaptionsBody = z.object({
  /** The version in whose folder the video stands, and they beside it. */
  version,
  size: z
    .number()
    .int()
    .min(0)
    .max(2 * 1024 * 1024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  madeBy: z.enum(['person', 'device']),
})
export type AddedCaptionsBody = z.infer<typeof addedCaptionsBody>
