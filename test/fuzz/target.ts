import { isDeepStrictEqual } from 'node:util'
import type { Random } from './random.ts'

/** One thing that is fed with input that nobody thought of. */
export interface FuzzTarget {
  name: string
  /** One case is made in place of so many others, where it takes long. */
  weight?: number | undefined
  /** What one case may take of the processor, in milliseconds, where it is more than others take. */
  capMs?: number | undefined
  /** Makes the input of one case; for the report it is shown as JSON or as text. */
  make(random: Random): unknown
  /** Feeds it. Throws Broken where a promise does not hold, or whatever the code under it throws. */
  check(input: never, random: Random): void | Promise<void>
  /** After the last case. */
  close?(): Promise<void>
}

/** A target whose input has a type of its own. */
export function target<Input>(parts: {
  name: string
  weight?: number
  capMs?: number
  make(random: Random): Input
  check(input: Input, random: Random): void | Promise<void>
  close?(): Promise<void>
}): FuzzTarget {
  return parts
}

/** A promise of the code that did not hold. */
export class Broken extends Error {
  override name = 'Broken'
}

export function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Broken(promise)
}

export function mustEqual(actual: unknown, expected: unknown, promise: string): void {
  if (!isDeepStrictEqual(actual, expected)) throw new Broken(promise)
}
