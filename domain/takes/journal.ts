import { z } from 'zod'
import { keptSpans } from '../records/retime.ts'
import { editSchema } from './edit.ts'
import { layoutSchema, recordedTrackSchema, segmentNumberSchema, sourcesSchema, trackNameSchema } from './take.ts'

/** Milliseconds since 1970, by the clock of the machine that records. */
const atMs = z.number().int().nonnegative()
/** Milliseconds of recording since the segment began, pauses left out. */
const segmentMs = z.number().int().nonnegative()

const questionIdSchema = z.string().min(1).max(64)

/** Why a segment ended. `interrupted` is said afterwards, of one whose page or machine went away. */
export const endReasonSchema = z.enum(['stopped', 'source-ended', 'device-changed', 'recorder-failed', 'interrupted'])
export type EndReason = z.infer<typeof endReasonSchema>

const deviceSchema = z.enum(['screen', 'camera', 'microphone'])

function segmentStartedSchema<Track extends z.ZodType>(track: Track) {
  return z.object({
    type: z.literal('segment-started'),
    segment: segmentNumberSchema,
    tracks: z
      .array(z.object({ track, mimeType: z.string().min(1).max(120) }))
      .min(1)
      .max(3),
    sources: sourcesSchema.optional(),
    atMs,
  })
}

const withinSegmentSchemas = [
  z.object({ type: z.literal('paused'), segment: segmentNumberSchema, segmentMs, atMs }),
  z.object({ type: z.literal('resumed'), segment: segmentNumberSchema, segmentMs, atMs }),
  z.object({
    type: z.literal('question'),
    segment: segmentNumberSchema,
    segmentMs,
    questionId: questionIdSchema,
    atMs,
  }),
  z.object({
    type: z.literal('mark'),
    segment: segmentNumberSchema,
    segmentMs,
    /** May be empty: a moment is marked while one speaks and named afterwards. */
    name: z.string().max(200),
    atMs,
  }),
  z.object({ type: z.literal('layout'), segment: segmentNumberSchema, segmentMs, layout: layoutSchema, atMs }),
  z.object({ type: z.literal('device-lost'), segment: segmentNumberSchema, segmentMs, device: deviceSchema, atMs }),
  z.object({ type: z.literal('device-returned'), segment: segmentNumberSchema, segmentMs, device: deviceSchema, atMs }),
  z.object({
    type: z.literal('segment-ended'),
    segment: segmentNumberSchema,
    segmentMs,
    reason: endReasonSchema,
    atMs,
  }),
] as const

/** What a page may add to a take's journal; the rest comes from the backend, which knows that it is so. */
export const pageEventSchema = z.discriminatedUnion('type', [
  segmentStartedSchema(recordedTrackSchema),
  ...withinSegmentSchemas,
])
export type PageEvent = z.infer<typeof pageEventSchema>

/** What was published of a take, so that it can be worked on again where one left off. */
export const publishedAsSchema = z.object({
  /** The version of its item in whose folder the video stands. */
  version: z.string().min(1).max(64),
  edit: editSchema,
  /** Where its stretches lie in that video. */
  keeps: keptSpans,
})
export type PublishedAs = z.infer<typeof publishedAsSchema>

/** One line of `journal.jsonl`. */
export const journalEventSchema = z.discriminatedUnion('type', [
  segmentStartedSchema(trackNameSchema),
  ...withinSegmentSchemas,
  z.object({ type: z.literal('finished'), atMs }),
  z.object({ type: z.literal('discarded'), atMs }),
  z.object({ type: z.literal('restored'), atMs }),
  z.object({ type: z.literal('composed'), prepared: z.string().min(1).max(64), atMs }),
  /** The whole of it stands in the folder of a library and has left the outbox. */
  z.object({
    type: z.literal('published'),
    item: z.string().min(1).max(64),
    /** Null where an older version of the app wrote it. */
    library: z.string().min(1).max(64).nullable().default(null),
    /** What was made of it; left out of a take that only stands in for a part of another one. */
    as: publishedAsSchema.optional().catch(undefined),
    atMs,
  }),
  z.object({ type: z.literal('pinned'), atMs }),
  z.object({ type: z.literal('unpinned'), atMs }),
])
export type JournalEvent = z.infer<typeof journalEventSchema>

/** The body of `POST /api/takes/:take/journal`. */
export const journalRequestSchema = z.object({ events: z.array(pageEventSchema).min(1).max(200) })

/**
 * The events of a journal's text, oldest first. A torn last line (a crash in the middle of writing) and lines of a
 * newer version are left out: what is readable is still a take.
 */
export function parseJournal(text: string): JournalEvent[] {
  const events: JournalEvent[] = []
  for (const line of text.split('\n')) {
    const event = parseLine(line)
    if (event) events.push(event)
  }
  return events
}

function parseLine(line: string): JournalEvent | null {
  if (line.trim() === '') return null
  try {
    const parsed = journalEventSchema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
