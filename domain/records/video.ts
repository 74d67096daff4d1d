import { z } from 'zod'
import { addedCaptionsBody } from './added-captions.ts'
import { asset, deletedBody, emptyBody, folder, video, words } from './common.ts'
import { marks } from './marks.ts'
import { retime } from './retime.ts'

/** A video that is no update, such as a lesson: `video.version`, `video.captions:<language>-<writer>`, `video.withdrawn`, `video.deleted`. */
export const videoFields = {
  version: z.object({
    ...folder,
    title: words,
    about: words.nullable(),
    video,
    assets: z.array(asset).min(1).max(32),
    marks,
    retime,
  }),
  captions: addedCaptionsBody,
  withdrawn: emptyBody,
  deleted: deletedBody,
}
