import { z } from 'zod'
import { editSchema } from '../../../../domain/takes/edit.ts'

export const preparedIdSchema = z.string().regex(/^[a-z2-7]{16}$/)

/** A video that composing a take or importing a file made, ready to be published. This is `prepared.json`. */
export const preparedVideoSchema = z.object({
  id: preparedIdSchema,
  source: z.union([z.object({ take: z.string().min(1).max(64) }), z.object({ fileName: z.string().min(1).max(255) })]),
  durationMs: z.number().int().positive(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  sizeBytes: z.number().int().positive(),
  hasSound: z.boolean(),
  /** Whether there is a storyboard.webp beside it. */
  storyboard: z.boolean().default(false),
  /** What of which takes it was made of; none for a video that was not made of a take. */
  parts: z
    .array(
      z.object({
        take: z.string().min(1).max(64).nullable(),
        fromMs: z.number().nonnegative(),
        toMs: z.number().nonnegative(),
        replaces: z.object({ fromMs: z.number().nonnegative(), toMs: z.number().nonnegative() }).optional(),
      }),
    )
    .max(2200)
    .default([]),
  /** What was made of the take; none for a video that was not made of a take. */
  edit: editSchema.optional(),
  chapters: z
    .array(z.object({ questionId: z.string().min(1).max(64), startMs: z.number().int().nonnegative() }))
    .max(500),
})

export type PreparedVideo = z.infer<typeof preparedVideoSchema>

/** The files that a page may ask for, beside which `prepared.json` stands. */
export const preparedAssets = ['video.mp4', 'poster.webp', 'storyboard.webp'] as const
