import { z } from 'zod'
import { editSchema } from './edit.ts'
import { publishedAsSchema } from './journal.ts'
import {
  layoutChangeSchema,
  newTakeSchema,
  recordedTrackSchema,
  regionSchema,
  segmentNumberSchema,
  sourcesSchema,
  takeIdSchema,
  takeSchema,
  trackNameSchema,
} from './take.ts'

/** A take as `GET /api/takes/:take` tells it: what the journal says, with the true lengths and sizes of its files. */
export const takeViewSchema = z.object({
  take: takeSchema,
  status: z.enum(['recording', 'interrupted', 'finished', 'discarded', 'published']),
  layout: takeSchema.shape.layout,
  /** Every layout that was set, from the start of the take; the first holds from 0. */
  layouts: z.array(layoutChangeSchema).min(1),
  sources: sourcesSchema,
  segments: z.array(
    z.object({
      segment: segmentNumberSchema,
      durationMs: z.number(),
      endReason: z.string().nullable(),
      /** The part of its screen that is published; left out for all of it. */
      region: regionSchema.optional(),
      tracks: z.array(
        z.object({
          track: trackNameSchema,
          mimeType: z.string(),
          /** Its name under /media/takes/:take/. */
          file: z.string(),
          sizeBytes: z.number(),
          durationMs: z.number(),
        }),
      ),
    }),
  ),
  durationMs: z.number(),
  sizeBytes: z.number(),
  chapters: z.array(z.object({ questionId: z.string(), startMs: z.number() })),
  /** Moments marked while it was recorded, in order; a name is empty until it is given in Review. */
  marks: z.array(z.object({ id: z.string(), atMs: z.number(), name: z.string() })),
  finishedAtMs: z.number().nullable(),
  discardedAtMs: z.number().nullable(),
  /** When a discarded take is removed for good; null for every other one. */
  removedAtMs: z.number().nullable(),
  publishedItem: z.string().nullable(),
  publishedLibrary: z.string().nullable(),
  publishedAtMs: z.number().nullable(),
  /** What was made of it when it was published; null where it was not, or an older version of the app did. */
  publishedAs: publishedAsSchema.nullable(),
  isPinned: z.boolean(),
  prepared: z.string().nullable(),
  nextSegment: segmentNumberSchema,
})
export type TakeView = z.infer<typeof takeViewSchema>

export const takesViewSchema = z.object({ takes: z.array(takeViewSchema) })

export const newTakeAnswerSchema = z.object({ take: takeSchema })

/** Where a take that is brought in belongs. */
export const importPlaceSchema = newTakeSchema.pick({ library: true, thread: true, cycle: true }).partial()
export type ImportPlace = z.infer<typeof importPlaceSchema>

/** The body of `POST /api/takes/from-item`: a video of one's own that is published, to be worked on again. */
export const takeFromItemSchema = importPlaceSchema.extend({
  library: z.string().min(1).max(64),
  item: z.string().min(1).max(64),
})

/** The body of `PUT /api/takes/:take/pin`. */
export const pinSchema = z.object({ isPinned: z.boolean() })

/** The result of a job that brings a take in. */
export const importedTakeSchema = z.object({ take: takeIdSchema })

/** What a chunk's PUT answers, whether it was written now or had been already. */
export const chunkAnswerSchema = z.object({ chunkCount: z.number().int() })

/** The body of `POST /api/takes/:take/compose`: what is made of the take. */
export const composeRequestSchema = z.object({ edit: editSchema })
export type ComposeRequest = z.infer<typeof composeRequestSchema>

export const composeAnswerSchema = z.object({ jobId: z.string() })

/** How long one can still record on this disk. */
export const roomSchema = z.object({
  freeBytes: z.number(),
  bytesPerSecond: z.number(),
  hoursLeft: z.number(),
  /** What is being recorded has used up the room that was held back for it. */
  isFull: z.boolean(),
})
export type Room = z.infer<typeof roomSchema>

/**
 * How often a recorder gives a chunk. A killed page loses what the last one had not brought yet and what the encoder held:
 * with a second it was up to 1.6 s on a busy machine, close to the 2 s that may be lost.
 */
export const chunkEveryMs = 500

/** The greatest chunk that is taken in one request. */
export const maxChunkBytes = 32 * 1024 * 1024

export const chunkPathSchema = z.object({
  take: takeIdSchema,
  segment: z.coerce.number().pipe(segmentNumberSchema),
  track: recordedTrackSchema,
  sequence: z.coerce.number().int().min(0).max(10_000_000),
})
