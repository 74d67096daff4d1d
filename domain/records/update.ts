import { z } from 'zod'
import { addedCaptionsBody } from './added-captions.ts'
import {
  asset,
  cycleId,
  deletedBody,
  durationMs,
  emptyBody,
  folder,
  item,
  localDate,
  part,
  person,
  video,
  words,
} from './common.ts'
import { marks } from './marks.ts'
import { retime } from './retime.ts'

export const intent = z.enum(['thinking-aloud', 'strong-view', 'needs-a-decision', 'for-information'])

const answer = z.object({
  question: part,
  /** Null where it was only said, not written out. */
  text: words.nullable(),
  /** Where its chapter begins in the video; null where it has none. */
  startMs: durationMs.nullable(),
  isBlocker: z.boolean(),
})

const ask = z.object({
  id: part,
  to: z.array(person).min(1).max(64),
  text: words,
  /** A local date where the person asked is. */
  byWhen: localDate,
})

/** An update's operations: `update.version`, `update.place`, `update.cleared:<question>`, `update.captions:<language>-<writer>`, `update.withdrawn`, `update.deleted`. */
export const updateFields = {
  version: z.object({
    ...folder,
    title: words,
    answers: z.array(answer).max(24),
    asks: z.array(ask).max(64),
    intent: intent.nullable(),
    /** "Nothing this week": an answer without words. */
    isNothing: z.boolean(),
    video: video.nullable(),
    assets: z.array(asset).max(32),
    marks,
    retime,
  }),
  place: z.object({ thread: item, cycle: cycleId }),
  cleared: z.object({ cleared: z.boolean() }),
  captions: addedCaptionsBody,
  withdrawn: emptyBody,
  deleted: deletedBody,
}
