import type { Failure } from '../../domain/failure.ts'
import type { EndReason, PageEvent } from '../../domain/takes/journal.ts'
import type { Layout } from '../../domain/takes/take.ts'
import { finishedView } from './finished-view.ts'
import { createJournalSender, type JournalSender } from './journal-sender.ts'
import { recordSegment, type SegmentRecorder } from './recorder.ts'
import { troubleOf, untilAnswered } from './retry.ts'
import { describeSources, type OpenStreams, type ScreenUse } from './sources.ts'
import { holdTake } from './take-lock.ts'
import type { TakesApi } from './takes-api.ts'
import { createUploadQueue, type UploadQueue, type UploadState } from './upload-queue.ts'

export interface TakePlan {
  library: string | null
  thread: string | null
  cycle: string | null
  layout: Layout
  /** An interrupted take to record on into, instead of beginning a new one. */
  continueTake?: string | undefined
}

interface Segment {
  number: number
  recorder: SegmentRecorder
  streams: OpenStreams
}

/** Where in the take something happened: within its running segment, pauses left out, and when by the clock. */
export interface Place {
  segment: number
  segmentMs: number
  atMs: number
}

/** How long a discarded take's last chunks are waited for, so that bringing it back brings all of it. */
const discardGraceMs = 2_000

/** One take being recorded: its segments, one after the other, its journal and the way of its chunks to the disk. */
export class TakeSession {
  readonly takeId: string
  readonly #api: TakesApi
  readonly #queue: UploadQueue
  readonly #journal: JournalSender
  readonly #closing = new AbortController()
  readonly #releaseLock: () => void
  readonly #announced = new Map<number, Promise<void>>()
  /** What an interrupted take had reached when it was taken up again; null for one that begins here. */
  readonly reached: { questionId: string | null; markCount: number } | null
  readonly #firstSegment: number
  #nextSegment: number
  #earlierMs: number
  #segment: Segment | null = null
  /** What was done between two segments; it holds from the next one's beginning. */
  #unplaced: ((place: Place) => PageEvent)[] = []

  /** Begins a take, or takes an interrupted one up again. Throws Failure, or Unanswered. */
  static async open(options: {
    api: TakesApi
    plan: TakePlan
    streams: OpenStreams
    screenUse: ScreenUse
    onUpload: (state: UploadState) => void
  }): Promise<TakeSession> {
    const { api, plan, streams, screenUse, onUpload } = options
    const { library, thread, cycle, layout } = plan
    if (plan.continueTake !== undefined) {
      const view = await api.view(plan.continueTake)
      const { nextSegment, durationMs: earlierMs, chapters, marks } = view
      const reached = { questionId: chapters.at(-1)?.questionId ?? null, markCount: marks.length }
      const session = new TakeSession({ api, takeId: view.take.id, nextSegment, earlierMs, reached, onUpload })
      session.note((place) => ({ type: 'layout', layout, ...place }))
      return session
    }
    const take = await api.begin({ library, thread, cycle, layout, sources: describeSources(streams, screenUse) })
    return new TakeSession({ api, takeId: take.id, nextSegment: 1, earlierMs: 0, reached: null, onUpload })
  }

  private constructor(options: {
    api: TakesApi
    takeId: string
    nextSegment: number
    earlierMs: number
    reached: TakeSession['reached']
    onUpload: (state: UploadState) => void
  }) {
    const { api, takeId, nextSegment, earlierMs, reached, onUpload } = options
    this.#api = api
    this.takeId = takeId
    this.reached = reached
    this.#firstSegment = nextSegment
    this.#nextSegment = nextSegment
    this.#earlierMs = earlierMs
    this.#releaseLock = holdTake(takeId)
    this.#journal = createJournalSender((events) => api.journal(takeId, events), this.#closing.signal)
    this.#queue = createUploadQueue({
      take: takeId,
      put: async (address, bytes) => {
        // A segment's chunks are taken only after the journal has announced it.
        await this.#announced.get(address.segment)
        await api.putChunk(address, bytes)
      },
      onChange: onUpload,
    })
  }

  get upload(): UploadState {
    return this.#queue.state
  }

  /** The streams that the running segment records; null between segments. */
  get streams(): OpenStreams | null {
    return this.#segment?.streams ?? null
  }

  get elapsedMs(): number {
    return this.#earlierMs + (this.#segment?.recorder.elapsedMs() ?? 0)
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted
  }

  /** Begins to record at once; the journal and the chunks follow. Throws Failure where there is nothing to record. */
  beginSegment(
    streams: OpenStreams,
    { screenUse, onFailed }: { screenUse: ScreenUse; onFailed: (failure: Failure) => void },
  ): void {
    const number = this.#nextSegment
    const recorder = recordSegment(streams, {
      onChunk: (track, bytes) => this.#queue.add({ segment: number, track }, bytes),
      onFailed,
    })
    this.#nextSegment += 1
    this.#segment = { number, recorder, streams }
    const { tracks } = recorder
    const sources = describeSources(streams, screenUse)
    const started: PageEvent = { type: 'segment-started', segment: number, tracks, sources, atMs: Date.now() }
    const announced = this.#journal.append(started)
    announced.catch(() => undefined)
    this.#announced.set(number, announced)
    recorder.start()
    for (const event of this.#unplaced.splice(0)) this.note(event)
  }

  /** Resolves when the recorders have given their last chunk; these may still be on their way to the disk. */
  async endSegment(reason: EndReason): Promise<void> {
    const segment = this.#segment
    if (!segment) return
    this.#segment = null
    await segment.recorder.stop()
    const segmentMs = Math.round(segment.recorder.elapsedMs())
    this.#earlierMs += segmentMs
    this.#write({ type: 'segment-ended', segment: segment.number, segmentMs, reason, atMs: Date.now() })
  }

  pause(): void {
    if (!this.#segment) return
    this.#segment.recorder.pause()
    this.note((place) => ({ type: 'paused', ...place }))
  }

  /** False where no segment is there to go on with. */
  resume(): boolean {
    this.#queue.hurry()
    if (!this.#segment) return false
    this.#segment.recorder.resume()
    this.note((place) => ({ type: 'resumed', ...place }))
    return true
  }

  /** Brings what was recorded until now on its way to the disk at once. */
  flush(): void {
    this.#segment?.recorder.flush()
    this.#queue.hurry()
  }

  /** Writes an event about this moment into the journal; between two segments, about the next one's beginning. */
  note(event: (place: Place) => PageEvent): void {
    if (!this.#segment) {
      this.#unplaced.push(event)
      return
    }
    const { number, recorder } = this.#segment
    this.#write(event({ segment: number, segmentMs: Math.round(recorder.elapsedMs()), atMs: Date.now() }))
  }

  /**
   * Resolves when all of the take is on disk and it is finished. Throws Failure where some of it is lost; what only delays
   * it is told to `onTrouble`.
   */
  async finish(reason: EndReason, onTrouble: (trouble: Failure) => void): Promise<void> {
    await this.endSegment(reason)
    await this.#queue.drained()
    await this.#journal.settled()
    const view = await untilAnswered(() => this.#api.finish(this.takeId), {
      signal: this.#closing.signal,
      onTrouble: (error) => onTrouble(troubleOf(error)),
    })
    finishedView.set(view)
    this.close()
  }

  /**
   * Puts the take aside; true where something was recorded, false where it was empty and is gone. One that was taken up
   * again and to which nothing was added stays as it was.
   */
  async discard(): Promise<boolean> {
    const hasAdded = this.#nextSegment > this.#firstSegment
    if (this.reached !== null && !hasAdded) {
      this.close()
      return false
    }
    await this.endSegment('stopped')
    await Promise.race([this.#queue.drained().catch(() => undefined), after(discardGraceMs)])
    this.#queue.close()
    await untilAnswered(() => this.#api.discard(this.takeId), { signal: this.#closing.signal })
    if (!hasAdded) await this.#api.remove(this.takeId)
    this.close()
    return hasAdded
  }

  /** Lets go of the take; what is on disk stays and is offered as interrupted unless it was finished. */
  close(): void {
    this.#closing.abort()
    this.#queue.close()
    this.#releaseLock()
  }

  #write(event: PageEvent): void {
    // What the journal misses costs a mark, never a picture: the tracks are whole without it.
    this.#journal.append(event).catch(() => undefined)
  }
}

export function after(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
