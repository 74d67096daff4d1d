import { z } from 'zod'
import { maxCaptionBytes } from './parse.ts'

/** A language as the names of caption files carry it: `en`, `pt-br`. */
const captionLanguageSchema = z.string().regex(/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}$/)

/** Who wrote captions down: a person, if only by correcting them, or this device alone. */
const captionMakerSchema = z.enum(['person', 'device'])

/** What is said in a take, in its own time: before anything was cut. This is `captions.json` in the take's folder. */
export const takeCaptionsSchema = z.object({
  language: captionLanguageSchema,
  madeBy: captionMakerSchema,
  /** WebVTT; may hold no cue where nothing was said. */
  vtt: z.string().max(maxCaptionBytes),
})
export type TakeCaptions = z.infer<typeof takeCaptionsSchema>

/** What `GET /api/takes/:take/captions` answers. `jobId` names the work that is making them now. */
export const takeCaptionsAnswerSchema = z.object({
  captions: takeCaptionsSchema.nullable(),
  jobId: z.string().nullable(),
})
export type TakeCaptionsAnswer = z.infer<typeof takeCaptionsAnswerSchema>
