import { z } from 'zod'
import type { JsonValue } from '../../../domain/json.ts'

export const captionSizes = ['small', 'medium', 'large'] as const
export const captionPlaces = ['bottom', 'top'] as const

/** The private value `captions`: how large captions are, and where they stand on the picture. */
const captionLookSchema = z.object({
  size: z.enum(captionSizes).catch('medium'),
  place: z.enum(captionPlaces).catch('bottom'),
})
export type CaptionLook = z.infer<typeof captionLookSchema>

export function captionLookFrom(value: JsonValue | undefined): CaptionLook {
  return captionLookSchema.safeParse(value).data ?? { size: 'medium', place: 'bottom' }
}
