import { z } from 'zod'

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
  chapters: z
    .array(z.object({ questionId: z.string().min(1).max(64), startMs: z.number().int().nonnegative() }))
    .max(500),
})

export type PreparedVideo = z.infer<typeof preparedVideoSchema>
export type Chapter = PreparedVideo['chapters'][number]

/** The files that a page may ask for, beside which `prepared.json` stands. */
export const preparedAssets = ['video.mp4', 'poster.webp'] as const

/** Chapters of the whole take as chapters of what trimming left: the one that was under way at the start begins it. */
export function retimeChapters(options: { chapters: readonly Chapter[]; startMs: number; endMs: number }): Chapter[] {
  const { chapters, startMs, endMs } = options
  const inOrder = chapters.filter((chapter) => chapter.startMs < endMs).sort((a, b) => a.startMs - b.startMs)
  const begun = inOrder.findLastIndex((chapter) => chapter.startMs <= startMs)
  return inOrder
    .slice(Math.max(0, begun))
    .map(({ questionId, startMs: atMs }) => ({ questionId, startMs: Math.round(Math.max(0, atMs - startMs)) }))
}
