import { Failure } from '../../domain/failure.ts'
import type { RecordedTrack } from '../../domain/takes/take.ts'
import { maxChunkBytes } from '../../domain/takes/view.ts'
import { firstRetryMs as firstRetry, isMendable, longestRetryMs, troubleOf } from './retry.ts'
import { type ChunkAddress, OutOfOrder } from './takes-api.ts'

export interface UploadState {
  /** Recorded and not yet known to be on disk. */
  waitingBytes: number
  /** Why the last try failed while something waits; null while all goes well. */
  problem: Failure | null
  /** More waits than may: whoever records has to pause. */
  isFull: boolean
  /** No further try will help: the take was removed, or something else stands in its place. */
  isLost: boolean
}

export interface UploadQueue {
  readonly state: UploadState
  /** Takes a chunk over; its sequence number within its track is given here. */
  add(track: { segment: number; track: RecordedTrack }, bytes: Blob): void
  /** Resolves when everything added until then is on disk; rejects with the Failure when it is lost. */
  drained(): Promise<void>
  /** Tries at once what waits for its next try. */
  hurry(): void
  /** Gives up what waits: the take was discarded. */
  close(): void
}

interface Lane {
  segment: number
  track: RecordedTrack
  nextSequence: number
  waiting: { sequence: number; bytes: Blob }[]
  isSending: boolean
}

export interface UploadQueueOptions {
  take: string
  put(address: ChunkAddress, bytes: Blob): Promise<void>
  onChange(state: UploadState): void
  /** How much may wait in memory; 256 MB where left out. */
  maxWaitingBytes?: number | undefined
  /** The pause before the first further try; it doubles up to 5 s. */
  firstRetryMs?: number | undefined
}

/**
 * Brings the chunks of a take to disk, in order within each track and one at a time. A chunk that was not answered is sent
 * again until it is: the machine side knows by its number whether it is there already.
 */
export function createUploadQueue({
  take,
  put,
  onChange,
  maxWaitingBytes = 256 * 1024 * 1024,
  firstRetryMs = firstRetry,
}: UploadQueueOptions): UploadQueue {
  const lanes = new Map<string, Lane>()
  let state: UploadState = { waitingBytes: 0, problem: null, isFull: false, isLost: false }
  let isClosed = false
  const drainers = new Set<{ resolve(): void; reject(failure: Failure): void }>()
  const sleepers = new Set<() => void>()

  function change(patch: Partial<UploadState>): void {
    const next = { ...state, ...patch }
    // Room comes back only when half of it is free, so that a recording does not stutter at the edge.
    next.isFull = next.waitingBytes > (state.isFull ? maxWaitingBytes / 2 : maxWaitingBytes)
    state = next
    onChange(state)
    settleDrainers()
  }

  function settleDrainers(): void {
    const isOver = state.isLost || isClosed || state.waitingBytes === 0
    if (!isOver) return
    for (const drainer of drainers) {
      if (state.isLost && state.problem) drainer.reject(state.problem)
      else drainer.resolve()
    }
    drainers.clear()
  }

  /** Resolves after a while, or at once when hurried. */
  function sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        sleepers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, delayMs)
      sleepers.add(wake)
    })
  }

  async function send(lane: Lane): Promise<void> {
    if (lane.isSending) return
    lane.isSending = true
    let retryMs = firstRetryMs
    for (let head = lane.waiting[0]; head && !isClosed && !state.isLost; head = lane.waiting[0]) {
      const outcome = await tryPut(
        { take, segment: lane.segment, track: lane.track, sequence: head.sequence },
        head.bytes,
      )
      if (isClosed) break
      if (outcome.kind === 'written') {
        lane.waiting.shift()
        retryMs = firstRetryMs
        change({ waitingBytes: state.waitingBytes - head.bytes.size, problem: null })
      } else if (outcome.kind === 'lost') {
        change({ problem: outcome.failure, isLost: true })
      } else {
        change({ problem: outcome.failure })
        await sleep(retryMs)
        retryMs = Math.min(retryMs * 2, longestRetryMs)
      }
    }
    lane.isSending = false
  }

  async function tryPut(address: ChunkAddress, bytes: Blob): Promise<Outcome> {
    try {
      await put(address, bytes)
      return { kind: 'written' }
    } catch (error) {
      return outcomeOf(error, address.sequence)
    }
  }

  return {
    get state() {
      return state
    },

    add({ segment, track }, bytes) {
      if (isClosed || bytes.size === 0) return
      const key = `${segment}/${track}`
      const lane = lanes.get(key) ?? { segment, track, nextSequence: 0, waiting: [], isSending: false }
      lanes.set(key, lane)
      for (let start = 0; start < bytes.size; start += maxChunkBytes) {
        lane.waiting.push({ sequence: lane.nextSequence, bytes: bytes.slice(start, start + maxChunkBytes) })
        lane.nextSequence += 1
      }
      change({ waitingBytes: state.waitingBytes + bytes.size })
      void send(lane)
    },

    drained: () =>
      new Promise((resolve, reject) => {
        drainers.add({ resolve, reject })
        settleDrainers()
      }),

    hurry() {
      for (const wake of [...sleepers]) wake()
    },

    close() {
      isClosed = true
      for (const wake of [...sleepers]) wake()
      lanes.clear()
      change({ waitingBytes: 0, problem: null })
    },
  }
}

type Outcome = { kind: 'written' } | { kind: 'again'; failure: Failure } | { kind: 'lost'; failure: Failure }

function outcomeOf(error: unknown, sequence: number): Outcome {
  if (error instanceof OutOfOrder) {
    // Further on than this one: it was written by a try whose answer got lost.
    if (error.expected > sequence) return { kind: 'written' }
    return {
      kind: 'lost',
      failure: new Failure({
        code: 'conflict',
        message: 'An earlier part of this recording is missing on the disk.',
        kept: 'What was written before and after it is kept.',
        remedy: 'Go on with a new part of the recording.',
        cause: error,
      }),
    }
  }
  const isLost = error instanceof Failure && !isMendable(error)
  return { kind: isLost ? 'lost' : 'again', failure: troubleOf(error) }
}
