import type { TakeStatus } from './state.ts'

/** A discarded take, and one that never held anything, can be brought back for so long. */
export const discardedKeptDays = 7

/** What decides whether a take may go from this device. */
export interface KeepingFacts {
  status: TakeStatus
  isPinned: boolean
  /** Nothing was ever recorded into it. */
  isEmpty: boolean
  /** What was published of it stands in its library's folder with all its bytes, as far as this device can see now. */
  isInFolder: boolean
  /** Something made of it, or about its item, still waits to be published. */
  isWaiting: boolean
  /** A draft uses it. */
  isInDraft: boolean
}

/** Why a take may go. */
export type RemovalReason = 'published' | 'discarded' | 'empty'

/** Why a take stays, the most telling first. */
export type StayReason = 'recording' | 'pinned' | 'unpublished' | 'waiting' | 'in-draft' | 'not-in-folder'

export type Standing = { mayGo: RemovalReason } | { stays: StayReason }

/** Whether a take may be removed at all. What is not published may go only once it was discarded. */
export function standingOf(facts: KeepingFacts): Standing {
  const { status, isPinned, isEmpty, isInFolder, isWaiting, isInDraft } = facts
  if (status === 'recording') return { stays: 'recording' }
  if (isPinned) return { stays: 'pinned' }
  if (isWaiting) return { stays: 'waiting' }
  if (isInDraft && status !== 'discarded') return { stays: 'in-draft' }
  if (status === 'discarded') return { mayGo: 'discarded' }
  if (isEmpty) return { mayGo: 'empty' }
  if (status !== 'published') return { stays: 'unpublished' }
  return isInFolder ? { mayGo: 'published' } : { stays: 'not-in-folder' }
}

/** For how many days a take that may go still stays by itself; null for ever. */
export function keptDaysOf(reason: RemovalReason, publishedKeptDays: number | null): number | null {
  return reason === 'published' ? publishedKeptDays : discardedKeptDays
}
