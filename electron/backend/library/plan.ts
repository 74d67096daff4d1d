import { z } from 'zod'
import type { JsonValue } from '../../../domain/json.ts'
import {
  itemIdSchema,
  nonceSchema,
  operationIdSchema,
  personIdSchema,
  versionIdSchema,
} from '../../../domain/library/ids.ts'
import { operationKindSchema, subjectSchema } from '../../../domain/library/operation.ts'
import { wordsEntrySchema } from '../../../domain/library/words.ts'

const plannedOperationSchema = z.object({
  kind: operationKindSchema,
  subject: subjectSchema,
  body: z.custom<JsonValue>((value) => value !== undefined),
  nonce: nonceSchema.optional(),
  /** The operations that it replaces; where absent, all that stand for its field when it is signed. */
  replaces: z.array(operationIdSchema).optional(),
})

const plannedFileSchema = z.object({
  name: z.string(),
  source: z.union([z.object({ text: z.string() }), z.object({ kept: z.string() })]),
  size: z.number().int().min(0),
  /** Hex. */
  sha256: z.string(),
})

/**
 * What one request writes, decided in full and kept before the first byte of it reaches the folder: after a crash the
 * very same is written again. Only the supersessions, the place in the chain and the signature are still open.
 */
export const planSchema = z.object({
  operations: z.array(plannedOperationSchema),
  words: z.record(z.string(), wordsEntrySchema),
  /** The published version and the files in its folder; null where the request publishes none. */
  publication: z
    .object({
      item: itemIdSchema,
      version: versionIdSchema,
      folder: z.string(),
      /** Published before the batch that names them. */
      before: z.array(plannedFileSchema),
      /** Published after it, since they are large. */
      after: z.array(plannedFileSchema),
      /** The last file of all: what the folder holds, for readers without the app. Null where a file is added to a folder that has one. */
      manifest: z.string().nullable(),
    })
    .nullable(),
  /** What a withdrawal takes out of the folder once it has been said. */
  strip: z
    .object({
      subject: itemIdSchema,
      person: personIdSchema,
      batches: z.array(z.string()),
      folders: z.array(z.string()),
    })
    .nullable(),
})

export type Plan = z.infer<typeof planSchema>
export type PlannedOperation = z.infer<typeof plannedOperationSchema>
export type PlannedFile = z.infer<typeof plannedFileSchema>
export type Publication = NonNullable<Plan['publication']>
