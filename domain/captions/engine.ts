import { z } from 'zod'

/** Who makes captions on this device. */
export const captionEngineSchema = z.enum(['nobody', 'model', 'program'])
export type CaptionEngine = z.infer<typeof captionEngineSchema>

/** Which model is used: one of the list, or a file that the person gave. */
export const captionModelSchema = z.enum(['base', 'small', 'file'])
export type CaptionModel = z.infer<typeof captionModelSchema>

/** A model that can be fetched, as shown before anything is. */
export interface ListedModel {
  id: Exclude<CaptionModel, 'file'>
  fileName: string
  sizeBytes: number
  /** In 64 hexadecimal digits. */
  sha256: string
  /** Where it is fetched from; https. */
  url: string
  licence: string
}

/** What is set up on this device, as `GET /api/captions` tells it. */
export interface CaptionsSetup {
  engine: CaptionEngine
  model: CaptionModel
  /** Whether captions can be made now. */
  isReady: boolean
  /** What is missing, in plain words; null where nothing is, or where captions are off. */
  problem: string | null
  models: (ListedModel & {
    isHere: boolean
    /** Of a download that was broken off; 0 where none was. */
    fetchedBytes: number
    /** The download that is going on. */
    jobId: string | null
  })[]
  /** The file that the person gave, by its name. */
  givenFile: { name: string; sizeBytes: number } | null
}
