import type { Sha256OfText } from '../library/ids.ts'
import type { WordsRef } from '../library/words.ts'
import type { RecordView } from '../views/records.ts'

/** What a view is made of besides the record's own state. */
export interface ProjectionContext {
  /** The text of words, null where they are withdrawn or not here yet. */
  words(ref: WordsRef): string | null
  /** The views of records that point at this one: comments that answer its asks, decisions that replace it. */
  pointingHere: RecordView[]
  /** Whether a file of this record has arrived, by the version in whose folder it stands. */
  isHere(asset: { version: string; name: string }): boolean
  sha256: Sha256OfText
  /** The person whom a device counts as. */
  personOf(writer: string): string
  /** Whether the reader is an owner, to whom what is hidden is still shown. */
  showsHidden: boolean
  /** After how many months a thread lets its videos go; null where it keeps them. */
  keepVideosMonths(thread: string): number | null
  nowMs: number
}

/** Words that a view must have: empty where they are not here. */
export function textOf(ref: WordsRef, context: ProjectionContext): string {
  return context.words(ref) ?? ''
}

export function textOrNull(ref: WordsRef | null, context: ProjectionContext): string | null {
  return ref === null ? null : context.words(ref)
}
