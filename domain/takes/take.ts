import { z } from 'zod'

export const takeIdSchema = z.string().regex(/^[a-z2-7]{26}$/)

/** A subject's id as other parts give it; kept, never interpreted here. */
const referenceSchema = z.string().min(1).max(64)
const labelSchema = z.string().max(300)

/** What a page records. A screen's or a camera's file carries the sound too; `microphone` is a voice-only take. */
export const recordedTrackSchema = z.enum(['screen', 'camera', 'microphone'])
export type RecordedTrack = z.infer<typeof recordedTrackSchema>

/** The files of one segment. `file` is a video or a sound made elsewhere, kept as it came: any container, any codec. */
export const trackNameSchema = z.enum([...recordedTrackSchema.options, 'file'])
export type TrackName = z.infer<typeof trackNameSchema>

export const cornerSchema = z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right'])
export type Corner = z.infer<typeof cornerSchema>

const fraction = z.number().min(0).max(1)

/** Where the camera stands on the screen's picture; `sizeFraction` is the bubble's diameter over the picture's width. */
export const bubbleSchema = z.object({
  corner: cornerSchema,
  /** Its middle as fractions of the picture's width and height, wherever it was dragged to; null stands in its corner. */
  at: z.object({ x: fraction, y: fraction }).nullable().default(null),
  sizeFraction: z.number().min(0.05).max(0.5),
  shape: z.enum(['circle', 'rounded']).default('circle'),
  isMirrored: z.boolean().default(false),
})
export type Bubble = z.infer<typeof bubbleSchema>

/** A round, unmirrored bubble in a corner. */
export function bubbleIn({ corner, sizeFraction }: Pick<Bubble, 'corner' | 'sizeFraction'>): Bubble {
  return { corner, at: null, sizeFraction, shape: 'circle', isMirrored: false }
}

/** How screen and camera share the picture. A bubble of null hides the camera. */
export const layoutSchema = z.object({
  bubble: bubbleSchema.nullable(),
  /** The camera fills the picture and the screen stands in the bubble's place. */
  isSwapped: z.boolean().default(false),
})
export type Layout = z.infer<typeof layoutSchema>

/** The screen as a whole, with the camera's bubble on it or without. */
export function screenWith(bubble: Bubble | null): Layout {
  return { bubble, isSwapped: false }
}

/** A layout that holds from a moment on, until the next one's. */
export const layoutChangeSchema = z.object({ fromMs: z.number().int().nonnegative(), layout: layoutSchema })
export type LayoutChange = z.infer<typeof layoutChangeSchema>

const deviceSchema = z.object({ label: labelSchema })

/** A rectangle of a picture, in fractions of its width and height; it does not reach beyond it. */
export const regionSchema = z
  .object({ x: fraction, y: fraction, width: z.number().gt(0).max(1), height: z.number().gt(0).max(1) })
  .refine(({ x, y, width, height }) => x + width <= 1.0001 && y + height <= 1.0001, {
    error: 'a region lies within the picture',
  })
export type Region = z.infer<typeof regionSchema>

export const sourcesSchema = z.object({
  screen: z
    .object({
      kind: z.enum(['screen', 'window', 'tab']),
      label: labelSchema,
      width: z.number().int().min(1).max(32768),
      height: z.number().int().min(1).max(32768),
      /** The part of it that is published; the take has the whole. Null publishes the whole. */
      region: regionSchema.nullable().default(null),
      /** Asked for; what does not move gives fewer. */
      framesPerSecond: z.number().int().min(1).max(120).default(30),
    })
    .nullable(),
  camera: deviceSchema.nullable(),
  microphone: deviceSchema.nullable(),
})
export type Sources = z.infer<typeof sourcesSchema>

/** What a page says about a take when it begins one. A take that answers no thread has null for thread and cycle. */
export const newTakeSchema = z.object({
  library: referenceSchema.nullable(),
  thread: referenceSchema.nullable(),
  cycle: referenceSchema.nullable(),
  layout: layoutSchema,
  sources: sourcesSchema,
})
export type NewTake = z.infer<typeof newTakeSchema>

/** Where a take comes from: recorded here, a file that was brought in, or a video of one's own that is published already. */
export const takeOriginSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recorded') }),
  z.object({
    kind: z.literal('file'),
    fileName: z.string().min(1).max(255),
    /** What the file says it has and nobody can read. */
    lost: z.array(z.enum(['picture', 'sound', 'end'])).default([]),
  }),
  z.object({
    kind: z.literal('published'),
    library: referenceSchema,
    item: referenceSchema,
    version: referenceSchema,
  }),
])
export type TakeOrigin = z.infer<typeof takeOriginSchema>

/** One recording as captured, kept on the author's machine only. This is `take.json`; it is written once. */
export const takeSchema = newTakeSchema.extend({
  id: takeIdSchema,
  madeAtMs: z.number().int().nonnegative(),
  origin: takeOriginSchema.default({ kind: 'recorded' }),
})
export type Take = z.infer<typeof takeSchema>

export const segmentNumberSchema = z.number().int().min(1).max(999)

/** The name of a track's file within its take's folder: `segment-001-screen.webm`, `segment-001-file.media`. */
export function trackFileName({ segment, track }: { segment: number; track: TrackName }): string {
  return `segment-${String(segment).padStart(3, '0')}-${track}.${track === 'file' ? 'media' : 'webm'}`
}

const trackFilePattern = /^segment-(\d{3})-([a-z]+)\.[a-z]+$/

/** The segment and track of a name that `trackFileName` gives; null for every other name. */
export function trackOfFile(name: string): { segment: number; track: TrackName } | null {
  const match = trackFilePattern.exec(name)
  const track = trackNameSchema.safeParse(match?.[2])
  const segment = segmentNumberSchema.safeParse(Number(match?.[1]))
  if (!track.success || !segment.success) return null
  const found = { segment: segment.data, track: track.data }
  return trackFileName(found) === name ? found : null
}
