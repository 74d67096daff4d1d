import { z } from 'zod'
import { takeIdSchema, takeOriginSchema } from './take.ts'

/** A take as it lies on this device, and what becomes of it. */
export const takeOnDiskSchema = z.object({
  take: takeIdSchema,
  madeAtMs: z.number(),
  origin: takeOriginSchema,
  durationMs: z.number(),
  status: z.enum(['recording', 'interrupted', 'finished', 'discarded', 'published']),
  isPinned: z.boolean(),
  library: z.string().nullable(),
  publishedItem: z.string().nullable(),
  /** All of its files. */
  sizeBytes: z.number(),
  /** Of these what was made of it, and can be made again at any time. */
  madeBytes: z.number(),
  /** Why it may go; null for one that stays. */
  mayGo: z.enum(['published', 'discarded', 'empty']).nullable(),
  /** Why it stays; null for one that may go. */
  stays: z.enum(['recording', 'pinned', 'unpublished', 'waiting', 'in-draft', 'not-in-folder']).nullable(),
  /** For how many more days it stays by itself; null where nothing is removed by itself. */
  daysLeft: z.number().int().min(0).nullable(),
})
export type TakeOnDisk = z.infer<typeof takeOnDiskSchema>

/** `GET /api/takes/on-disk`, the newest first. */
export const takesOnDiskSchema = z.object({
  takes: z.array(takeOnDiskSchema),
  sizeBytes: z.number(),
  freeBytes: z.number(),
  /** The clock of this device leapt, so nothing is removed by itself. */
  isClockDoubted: z.boolean(),
})
export type TakesOnDisk = z.infer<typeof takesOnDiskSchema>

/** The body of `POST /api/takes/clean`: the takes that a person saw listed and let go. */
export const cleanTakesSchema = z.object({ takes: z.array(takeIdSchema).max(5000) })

export const cleanedTakesSchema = z.object({
  removed: z.array(takeIdSchema),
  /** What may not go, or not any more. */
  left: z.array(takeIdSchema),
  freedBytes: z.number(),
})
export type CleanedTakes = z.infer<typeof cleanedTakesSchema>
