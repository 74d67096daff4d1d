import { z } from 'zod'
import { itemIdSchema, partIdSchema, personIdSchema, versionIdSchema } from '../library/ids.ts'
import { isAssetName, isMonth, isSlug } from '../library/paths.ts'
import { wordsRefSchema } from '../library/words.ts'

export const words = wordsRefSchema
export const item = itemIdSchema
export const person = personIdSchema
export const version = versionIdSchema
export const part = partIdSchema
export const localDate = z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/)
export const cycleId = z.string().regex(/^(always|[0-9]{4}(-W[0-9]{2}|-[0-9]{2}(-[0-9]{2})?))$/)
export const timeZone = z.string().min(1).max(64)
export const durationMs = z
  .number()
  .int()
  .min(0)
  .max(24 * 60 * 60 * 1000)

/** One file of a published version, named in the signed head so that a reader can trust it before it is here. */
export const asset = z.object({
  name: z.string().refine(isAssetName),
  size: z
    .number()
    .int()
    .min(0)
    .max(1024 ** 4),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The version in whose folder the file stands, where a correction keeps an older version's file. */
  from: versionIdSchema.optional(),
})
export type Asset = z.infer<typeof asset>

/** Where a version's folder stands. */
export const folder = { slug: z.string().refine(isSlug), month: z.string().refine(isMonth) }

/** The recorded or imported picture and sound of a version; its bytes are the asset `video.mp4`. */
export const video = z.object({
  durationMs,
  width: z.number().int().min(0).max(16_384),
  height: z.number().int().min(0).max(16_384),
  hasSound: z.boolean(),
})

/** A place in a video: bound to the version that was watched, since a new one may be cut differently. */
export const moment = z.object({ item: itemIdSchema, version: versionIdSchema.nullable(), ms: durationMs.nullable() })
export type Moment = z.infer<typeof moment>

export const emptyBody = z.object({})
export const deletedBody = z.object({ deleted: z.boolean() })
/** By owners alone: what is hidden is gone for everyone else. */
export const hiddenBody = z.object({ hidden: z.boolean() })
export const presentBody = z.object({ present: z.boolean() })
