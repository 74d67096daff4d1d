import { z } from 'zod'
import { presentBody } from './common.ts'

/** A library's own operations, by its owners alone: `library.about`, `library.owner:<person>`, `library.needs`. */
export const libraryFields = {
  about: z.object({ name: z.string().min(1).max(120), purpose: z.enum(['team', 'status', 'onboarding']) }),
  owner: presentBody,
  needs: z.object({ minReader: z.number().int().min(1), minWriter: z.number().int().min(1) }),
}

/** A device's own operations: `writer.label`, `writer.claim`, `writer.endorse`, `writer.close` (see authority.ts). */
export const writerFields = {
  label: z.object({ deviceName: z.string().min(1).max(120) }),
}
