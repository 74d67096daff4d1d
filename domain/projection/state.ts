import type { z } from 'zod'
import type { JsonValue } from '../json.ts'
import type { FieldState, RecordState } from '../library/fold.ts'
import type { SignedOperation } from '../library/operation.ts'
import { deletedBody, hiddenBody } from '../records/common.ts'

/** One field's value as it stands, where its body is one that this app understands. */
export interface Standing<T> {
  value: T
  /** The body as it was written, unknown members included. */
  body: JsonValue
  operation: SignedOperation
}

/** What schemas made of a body: a view asks several times, and a body that was read is never changed. */
const parsedBodies = new WeakMap<object, Map<unknown, unknown>>()
const notUnderstood = Symbol('not understood')

function understood<T>(operation: SignedOperation, schema: z.ZodType<T>): Standing<T>[] {
  const { body } = operation
  const known = typeof body === 'object' && body !== null ? (parsedBodies.get(body) ?? new Map()) : new Map()
  if (!known.has(schema)) {
    const parsed = schema.safeParse(body)
    known.set(schema, parsed.success ? parsed.data : notUnderstood)
    if (typeof body === 'object' && body !== null) parsedBodies.set(body, known)
  }
  const value = known.get(schema) as T | typeof notUnderstood
  return value === notUnderstood ? [] : [{ value, body, operation }]
}

/** The newest standing value of a field; a body that is not understood is passed over, as if it were not there. */
export function standing<T>(state: RecordState, field: string, schema: z.ZodType<T>): Standing<T> | null {
  return standingValues(state.fields.get(field), schema)[0] ?? null
}

/** Every standing value of a field, the one shown first. */
export function standingValues<T>(field: FieldState | undefined, schema: z.ZodType<T>): Standing<T>[] {
  if (!field) return []
  return [field.current, ...field.others].flatMap((operation) => understood(operation, schema))
}

/** Every value that a field ever had, the standing ones first. */
export function allValues<T>(field: FieldState | undefined, schema: z.ZodType<T>): Standing<T>[] {
  if (!field) return []
  return [...standingValues(field, schema), ...field.past.flatMap((operation) => understood(operation, schema))]
}

/** The elements of a set, `person:<id>` and the like, by id in order. */
export function elements<T>(
  state: RecordState,
  name: string,
  schema: z.ZodType<T>,
): (Standing<T> & { element: string })[] {
  const prefix = `${name}:`
  return [...state.fields.keys()]
    .filter((field) => field.startsWith(prefix))
    .sort()
    .flatMap((field) => {
      const value = standing(state, field, schema)
      return value ? [{ ...value, element: field.slice(prefix.length) }] : []
    })
}

export function isWithdrawn(state: RecordState): boolean {
  return state.fields.has('withdrawn')
}

/** An owner has hidden it, and none has brought it back. */
export function isHidden(state: RecordState): boolean {
  return standing(state, 'hidden', hiddenBody)?.value.hidden === true
}

/** Withdrawn for good, or deleted and not brought back. */
export function isGone(state: RecordState): boolean {
  return isWithdrawn(state) || standing(state, 'deleted', deletedBody)?.value.deleted === true
}
