import { Failure, type FailureCode } from '../../../domain/failure.ts'
import type { OutboxEntryView } from '../../../domain/views/library.ts'
import type { OutboxEntry } from './outbox-store.ts'

/** An entry of the outbox and how it fares in this run. */
export interface Waiting {
  entry: OutboxEntry
  isBusy: boolean
  /** Its words are in the folder; this job brings its files. */
  job: string | null
  /** The folder has been read since its words are there. */
  isSeen: boolean
  fraction: number | null
  failure: Failure | null
  failureCount: number
  retryAtMs: number
}

// what ails the folder rather than the one entry: trying the next one would fail the same way
const folderCodes = new Set<FailureCode>([
  'disk-full',
  'folder-vanished',
  'no-permission',
  'library-offline',
  'another-library',
  'library-too-new',
])
const retryFirstMs = 2000
const retryMostMs = 5 * 60_000
/** Nothing waits longer by itself: neither the time to undo nor a pause. What seems to, was asked for by a wrong clock. */
const waitMostMs = 5 * 60_000
const never = Number.MAX_SAFE_INTEGER

export function waitingOf(entry: OutboxEntry): Waiting {
  const fresh = { isBusy: false, job: null, isSeen: false, fraction: null }
  return { entry, ...fresh, failure: null, failureCount: 0, retryAtMs: 0 }
}

export function isOfFolder(failure: Failure): boolean {
  return folderCodes.has(failure.code)
}

/** Puts an entry back with the reason, to be tried again later and later; what a person cancelled waits for them. */
export function noteFailure(waiting: Waiting, { failure, nowMs }: { failure: Failure; nowMs: number }): void {
  waiting.failure = failure
  const pauseMs = Math.min(retryMostMs, retryFirstMs * 2 ** waiting.failureCount)
  waiting.retryAtMs = failure.code === 'cancelled' ? never : nowMs + pauseMs
  waiting.failureCount += 1
}

/**
 * Which entry comes next, and when: the first in order of those that are due, else the one that is due soonest.
 * An entry whose batch is signed and not in the folder yet (`unsaid`) goes before all others, because theirs follow it in
 * the chain. None goes before an earlier entry on the same record, since it builds on that.
 */
export function nextTurn({
  entries,
  unsaid,
  heldUntilMs,
  nowMs,
}: {
  entries: readonly Waiting[]
  unsaid: Waiting | null
  /** The folder failed; nothing is tried before. */
  heldUntilMs: number
  nowMs: number
}): { waiting: Waiting; atMs: number } | null {
  const believed = (atMs: number): number => (atMs !== never && atMs > nowMs + waitMostMs ? nowMs : atMs)
  const heldMs = believed(heldUntilMs)
  if (unsaid) return { waiting: unsaid, atMs: Math.max(believed(unsaid.retryAtMs), heldMs) }
  const held = new Set<string>()
  let next: { waiting: Waiting; atMs: number } | null = null
  for (const waiting of entries) {
    const { entry, retryAtMs, job, isSeen } = waiting
    if (job !== null && isSeen) continue
    const isFirst = !held.has(entry.subject)
    held.add(entry.subject)
    if (job !== null || !isFirst) continue
    const atMs = Math.max(believed(entry.publishAtMs), believed(retryAtMs), heldMs)
    if (atMs <= nowMs) return { waiting, atMs }
    if (next === null || atMs < next.atMs) next = { waiting, atMs }
  }
  return next
}

export function outboxView({ entry, isBusy, job, fraction, failure }: Waiting): OutboxEntryView {
  const { id, library, subject, request, title, publishAtMs, video } = entry
  const prepared = video?.prepared ?? null
  const state = isBusy || job !== null ? 'publishing' : failure ? 'stuck' : 'waiting'
  const asked = request?.request ?? 'library'
  const shown = state === 'stuck' ? (failure?.body ?? null) : null
  return { id, library, subject, request: asked, title, state, publishAtMs, fraction, failure: shown, prepared }
}

export function isBeingPublished(): Failure {
  return new Failure({
    code: 'conflict',
    message: 'This is being published already.',
    remedy: 'Withdraw it instead, or correct it.',
  })
}

export function noLongerWaits(): Failure {
  return new Failure({ code: 'not-found', message: 'This no longer waits: it has been published, or taken back.' })
}

/** Whether what a request refers to may itself still wait here. */
export function mayFollowAnother(error: unknown, entries: readonly Waiting[]): boolean {
  return error instanceof Failure && error.code === 'not-found' && entries.length > 0
}
