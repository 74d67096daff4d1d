import { z } from 'zod'
import { item, part, version } from './common.ts'

/** "I confirmed this version of this step": `acknowledgement.given`. */
export const acknowledgementFields = {
  given: z.object({ path: item, step: part, item, version }),
}
