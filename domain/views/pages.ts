import { z } from 'zod'
import type { RecordKind, RecordView } from './records.ts'

/** Where a record stands among others, newest first: by its moment, and within one moment by its id, both falling. */
export interface Place {
  atMs: number
  id: string
}

/** Negative where `a` comes before `b`: the newest first. */
export function inPlaceOrder(a: Place, b: Place): number {
  return b.atMs - a.atMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

/** Which records a page holds; what is null does not narrow it. */
export interface PageQuery {
  kinds: readonly RecordKind[]
  thread: string | null
  /** What is said about one record: comments on an item, confirmations on a path. */
  on: string | null
  /** Only updates with an ask that is not answered or something in the way that is not cleared. */
  isOpen: boolean
  /** Only what comes after this place, newest first. */
  before: Place | null
  limit: number
}

/** One page, newest first. `next` is where the following one begins, null at the end. */
export interface RecordsPage {
  epoch: string
  records: RecordView[]
  next: Place | null
}

/** What a page keeps of a library however old it is, and from which number of the change feed on it is to be followed. */
export interface KeptRecords {
  epoch: string
  n: number
  records: RecordView[]
}

/** A place as an address carries it: "1763373600000.abcdefghijklmnop". */
export const placeSchema = z
  .string()
  .regex(/^\d{1,16}\.[a-z2-7]{1,64}$/)
  .transform((text): Place => {
    const [atMs = '', id = ''] = text.split('.')
    return { atMs: Number(atMs), id }
  })

export function writtenPlace({ atMs, id }: Place): string {
  return `${atMs}.${id}`
}
