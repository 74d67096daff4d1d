import { z } from 'zod'
import { reactionSchema } from '../records/comment.ts'
import { cycleId, item, localDate, moment, part, person, timeZone, version } from '../records/common.ts'
import { keptSpans } from '../records/retime.ts'
import { cadence, keptMonths, questionIntent } from '../records/thread.ts'
import { intent } from '../records/update.ts'

/** What a person can ask the app to write into a library. Words are plain text or Markdown here; sizes are capped. */
const line = z.string().trim().min(1).max(200)
const prose = z.string().trim().max(20_000)
const longText = z.string().max(400_000)

const captionsText = z.object({
  language: z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/),
  vtt: z.string().max(2_097_152),
})

const question = z.object({ id: part, text: line, hint: z.string().trim().max(200), intent: questionIntent })

const threadShape = {
  name: line,
  purpose: z.enum(['status', 'open']),
  cadence,
  questions: z.array(question).max(24),
  people: z.array(person).max(500),
  replacesMinutes: z.number().int().min(0).max(1440).nullable(),
  suggestedSec: z.number().int().min(0).max(7200),
  /** After how many months videos are let go; null keeps them, left out leaves it as it is. */
  keepVideosMonths: keptMonths.nullable().optional(),
}

const answer = z.object({
  question: part,
  text: prose.nullable(),
  startMs: z.number().int().min(0).nullable(),
  isBlocker: z.boolean(),
})
const ask = z.object({ id: part, to: z.array(person).min(1).max(64), text: line, byWhen: localDate })
const preparedVideo = z.object({ prepared: z.string().regex(/^[a-z2-7]{16}$/) })

/** Places in the video with names of their own, beside the questions' chapters. */
const marks = z.array(z.object({ startMs: z.number().int().min(0), title: line })).max(200)

const updateWords = {
  title: line,
  answers: z.array(answer).max(24),
  asks: z.array(ask).max(64),
  intent: intent.nullable(),
  captions: z.array(captionsText).max(8),
  marks: marks.optional(),
}

const step = z.object({ id: part, item, title: z.string().trim().max(200).nullable(), asksToConfirm: z.boolean() })
const section = z.object({ id: part, title: line, steps: z.array(step).max(200) })
const pathShape = { title: line, about: prose, sections: z.array(section).max(50) }

const decisionShape = {
  title: line,
  why: prose,
  thread: item.nullable(),
  evidence: z.array(moment).max(64),
  decidedBy: z.array(person).max(64),
  replaces: item.nullable(),
}

export const requestSchema = z.discriminatedUnion('request', [
  z.object({ request: z.literal('thread.make'), ...threadShape }),
  z.object({ request: z.literal('thread.change'), id: item, ...threadShape }),
  z.object({ request: z.literal('thread.archive'), id: item, isArchived: z.boolean() }),

  z.object({
    request: z.literal('update.publish'),
    thread: item,
    cycle: cycleId,
    isNothing: z.boolean(),
    video: preparedVideo.nullable(),
    ...updateWords,
  }),
  /** A word as the team writes it, for whoever writes captions down. */
  z.object({ request: z.literal('term.set'), text: z.string().trim().min(1).max(60), isPresent: z.boolean() }),
  /** Captions for the video of an update or a video, whoever its author is. The language is bare: `en`. */
  z.object({
    request: z.literal('captions.add'),
    id: item,
    language: z.string().regex(/^[a-z]{2,3}$/),
    vtt: captionsText.shape.vtt,
    madeBy: z.enum(['person', 'device']),
  }),
  /** `video` null keeps the video as it is; `captions` null keeps the captions. */
  z.object({
    request: z.literal('update.correct'),
    id: item,
    video: preparedVideo.nullable(),
    ...updateWords,
    captions: z.array(captionsText).max(8).nullable(),
    /** What of the video so far is in the new one, and where; left out where the new one is another recording. */
    retime: keptSpans.optional(),
  }),
  z.object({ request: z.literal('update.move'), id: item, thread: item, cycle: cycleId }),
  z.object({ request: z.literal('blocker.clear'), id: item, question: part, cleared: z.boolean() }),

  z.object({
    request: z.literal('comment.write'),
    on: moment,
    text: prose.min(1),
    answersAsk: part.nullable(),
    reaction: reactionSchema.optional(),
  }),
  z.object({ request: z.literal('comment.correct'), id: item, text: prose.min(1) }),

  z.object({ request: z.literal('decision.write'), ...decisionShape }),
  z.object({ request: z.literal('decision.correct'), id: item, ...decisionShape }),

  z.object({ request: z.literal('document.write'), title: line, text: longText, thread: item.nullable() }),
  /** `basedOn` names the versions that the writer has read and replaces. */
  z.object({
    request: z.literal('document.change'),
    id: item,
    basedOn: z.array(version).max(64),
    title: line,
    text: longText,
  }),

  z.object({
    request: z.literal('video.publish'),
    title: line,
    about: prose,
    video: preparedVideo,
    captions: z.array(captionsText).max(8),
    marks: marks.optional(),
  }),
  /** Another video in its place. */
  z.object({
    request: z.literal('video.correct'),
    id: item,
    title: line,
    about: prose,
    video: preparedVideo,
    captions: z.array(captionsText).max(8),
    marks: marks.optional(),
    /** As of `update.correct`. */
    retime: keptSpans.optional(),
  }),
  z.object({ request: z.literal('path.make'), ...pathShape }),
  z.object({ request: z.literal('path.change'), id: item, ...pathShape }),
  z.object({ request: z.literal('acknowledge'), path: item, step: part, item, version }),

  z.object({ request: z.literal('withdraw'), id: item }),
  z.object({
    request: z.literal('person.change'),
    name: line,
    timeZone,
    workingDays: z.array(z.number().int().min(1).max(7)).max(7),
    fromMinutes: z.number().int().min(0).max(1440),
    toMinutes: z.number().int().min(0).max(1440),
    awayUntil: localDate.nullable(),
  }),
  z.object({ request: z.literal('device.name'), name: line }),
  /** Says that another device is this person's, too. */
  z.object({ request: z.literal('device.endorse'), writer: person, person }),
  /** A lost device: nothing counts that it writes after what is known of it now. By its person or an owner. */
  z.object({ request: z.literal('device.close'), writer: person }),
  z.object({ request: z.literal('owner.add'), person }),
  /** By owners alone. */
  z.object({ request: z.literal('hide'), id: item, isHidden: z.boolean() }),
  /** Keeps one of several values that were written at the same time, or takes up an earlier one again. */
  z.object({ request: z.literal('version.keep'), id: item, field: z.string().max(66), version }),
  /** Takes what another program wrote into a document's `item.md` as its new version; `markdown` is that file's whole text. */
  z.object({ request: z.literal('document.take-altered'), id: item, version, markdown: longText }),
])
export type LibraryRequest = z.infer<typeof requestSchema>
export type RequestName = LibraryRequest['request']

/** What the backend answers: the record made or changed, and the outbox entry in which it waits. */
export interface RequestAnswer {
  id: string
  outboxId: string
}

const newcomer = z.object({ name: line, timeZone })

export const createLibrarySchema = z.object({
  dir: z.string().min(1).max(4096),
  name: line,
  purpose: z.enum(['team', 'status', 'onboarding']),
  person: newcomer,
})
export type CreateLibrary = z.infer<typeof createLibrarySchema>

export const inspectLibrarySchema = z.object({ dir: z.string().min(1).max(4096) })

/** `new` makes a person; `claim` says "I am here already, on another computer" and waits for an endorsement. */
export const joinLibrarySchema = z.object({
  dir: z.string().min(1).max(4096),
  as: z.union([z.object({ new: newcomer }), z.object({ claim: person })]),
})
export type JoinLibrary = z.infer<typeof joinLibrarySchema>
