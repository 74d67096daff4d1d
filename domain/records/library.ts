import { z } from 'zod'
import { writerIdSchema } from '../library/ids.ts'
import { presentBody, words } from './common.ts'

/** A library's own operations, `library.about`, `library.owner:<person>` and `library.needs` by its owners alone, `library.term:<term>` by anyone. */
export const libraryFields = {
  about: z.object({ name: z.string().min(1).max(120), purpose: z.enum(['team', 'status', 'onboarding']) }),
  owner: presentBody,
  /** A word as the team writes it, for whoever writes captions down. */
  term: z.object({ text: words, present: z.boolean() }),
  needs: z.object({ minReader: z.number().int().min(1), minWriter: z.number().int().min(1) }),
}

/**
 * A device's own operations: `writer.label` and `writer.holds`; and `writer.claim`, `writer.endorse`, `writer.close`, which
 * authority.ts reads.
 */
export const writerFields = {
  label: z.object({ deviceName: z.string().min(1).max(120) }),
  /** For each device, the number of its batch up to which this one has everything: words and files. */
  holds: z.object({
    holds: z.record(writerIdSchema, z.number().int().min(0)).refine((holds) => Object.keys(holds).length <= 1000),
  }),
}
