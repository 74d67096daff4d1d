import { z } from 'zod'
import type { JsonValue } from '../json.ts'
import type { HybridTime } from './hybrid-clock.ts'
import { itemIdSchema, libraryIdSchema, nonceSchema, operationIdSchema, writerIdSchema } from './ids.ts'

/** `<record>.<field>`, and for one element of a set `<record>.<field>:<element>`. */
export const operationKindSchema = z.string().regex(/^[a-z]{1,24}\.[a-z]{1,24}(:[a-z0-9-]{1,40})?$/)
export const subjectSchema = z.union([itemIdSchema, writerIdSchema, libraryIdSchema])

/** Nothing of ours is nested deeper; what is would only wear out whoever walks through it. */
const bodyDepthMax = 24

/** Whether an operation may carry this: any JSON, not nested too deep. */
export function isBody(value: unknown, depth = 0): value is JsonValue {
  if (value === undefined || depth > bodyDepthMax) return false
  if (typeof value !== 'object' || value === null) return true
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    if (!isBody(member, depth + 1)) return false
  }
  return true
}

/** One operation as it stands in a batch's head: it sets one field of one record. */
export const operationSchema = z.object({
  kind: operationKindSchema,
  subject: subjectSchema,
  body: z.custom<JsonValue>((value) => isBody(value)),
  /** The operations for this field that its writer could see and replaces. */
  supersedes: z.array(operationIdSchema).max(256).optional(),
  /** Only in a record's first operation: with the writer's id it gives the record's id. */
  nonce: nonceSchema.optional(),
})
export type Operation = z.infer<typeof operationSchema>

/** An operation that counts: it stands in a verified batch. */
export interface SignedOperation extends Operation {
  /** `<first 26 characters of its batch's hash>.<place in the batch>` */
  id: string
  writer: string
  seq: number
  time: HybridTime
}

export interface KindParts {
  /** thread, update, … */
  record: string
  /** The field with its element, as it is compared: `step:ab12`. */
  field: string
  /** The field's name alone. */
  name: string
  /** The element of a set, null for a plain field. */
  element: string | null
}

export function partsOfKind(kind: string): KindParts {
  const dot = kind.indexOf('.')
  const field = kind.slice(dot + 1)
  const colon = field.indexOf(':')
  return {
    record: kind.slice(0, dot),
    field,
    name: colon < 0 ? field : field.slice(0, colon),
    element: colon < 0 ? null : field.slice(colon + 1),
  }
}
