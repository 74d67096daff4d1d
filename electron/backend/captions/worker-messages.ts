import { z } from 'zod'

export type ToWorker =
  | {
      type: 'start'
      modelPath: string
      wavPath: string
      language: string | null
      glossary: string
      threads: number
    }
  | { type: 'stop' }

/** What comes back; checked, since it is what a native module made of anything at all. */
export const fromWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), fraction: z.number() }),
  z.object({
    type: z.literal('done'),
    language: z.string().nullable(),
    cues: z.array(z.object({ startMs: z.number(), endMs: z.number(), text: z.string() })),
  }),
  z.object({ type: z.literal('failed'), what: z.enum(['module', 'model', 'run', 'stopped']), detail: z.string() }),
])
export type FromWorker = z.infer<typeof fromWorkerSchema>
