import { type FailureBody, toFailure } from '../../domain/failure.ts'
import type { EndReason, PageEvent } from '../../domain/takes/journal.ts'
import type { Layout } from '../../domain/takes/take.ts'
import type { Room } from '../../domain/takes/view.ts'
import { type Alarm, alarmsOf } from './alarms.ts'
import { createJournalSender, type JournalSender } from './journal-sender.ts'
import { recordSegment, type SegmentRecorder } from './recorder.ts'
import { untilAnswered } from './retry.ts'
import { describeSources, type OpenStreams } from './sources.ts'
import type { CaptureStage } from './stage.ts'
import { Store } from './store.ts'
import { holdTake } from './take-lock.ts'
import type { TakesApi } from './takes-api.ts'
import { createUploadQueue, type UploadQueue } from './upload-queue.ts'

export type RecordingPhase =
  | 'idle'
  | 'preparing'
  | 'countdown'
  | 'recording'
  | 'paused'
  | 'stopping'
  | 'finished'
  | 'failed'

export interface RecordingPlan {
  library: string | null
  thread: string | null
  cycle: string | null
  /** The ids of the questions in the prompter's order; each gets a chapter when it is come to. */
  questions: string[]
  layout: Layout
  countdownSec: number
  /** An interrupted take to record on into, instead of beginning a new one. */
  continueTake?: string | undefined
}

export interface RecordingState {
  phase: RecordingPhase
  /** What the countdown shows; null outside it. */
  countdownSec: number | null
  takeId: string | null
  /** Index into the plan's questions. */
  questionIndex: number
  /** Recorded and not yet on disk. */
  bytesWaiting: number
  room: Room | null
  alarms: Alarm[]
  failure: FailureBody | null
  /** The take that was discarded last, while `undoDiscard` can still bring it back. */
  discardedTakeId: string | null
}

interface Segment {
  number: number
  recorder: SegmentRecorder
  streams: OpenStreams
}

/** What belongs to the take at hand. */
interface Session {
  takeId: string
  plan: RecordingPlan
  nextSegment: number
  /** What earlier segments lasted. */
  earlierMs: number
  segment: Segment | null
  journal: JournalSender
  queue: UploadQueue
  closing: AbortController
  releaseLock: () => void
}

const idle: RecordingState = {
  phase: 'idle',
  countdownSec: null,
  takeId: null,
  questionIndex: 0,
  bytesWaiting: 0,
  room: null,
  alarms: [],
  failure: null,
  discardedTakeId: null,
}

const roomEveryMs = 15_000
const elapsedEveryMs = 200
/** How long a discarded take's last chunks are waited for, so that bringing it back brings all of it. */
const discardGraceMs = 2_000

/** One recording of the sources on a stage, from the countdown until every byte is on disk. Its actions never reject. */
export class Recording {
  readonly state = new Store<RecordingState>(idle)
  /** Milliseconds recorded, pauses left out; apart from the state because it changes five times a second. */
  readonly elapsedMs = new Store(0)
  readonly #stage: CaptureStage
  readonly #api: TakesApi
  #session: Session | null = null
  #hasScreenEnded = false
  #recorderFailure: FailureBody | null = null
  readonly #cleanups: (() => void)[] = []

  constructor({ stage, api }: { stage: CaptureStage; api: TakesApi }) {
    this.#stage = stage
    this.#api = api
    const elapsed = setInterval(() => this.#showElapsed(), elapsedEveryMs)
    const room = setInterval(() => void this.#askRoom(), roomEveryMs)
    this.#cleanups.push(
      stage.state.subscribe(() => this.#sourcesChanged()),
      stage.level.subscribe(() => this.#showAlarms()),
      () => clearInterval(elapsed),
      () => clearInterval(room),
    )
    void this.#askRoom()
  }

  /** Counts down and records what is open on the stage. Only from `idle`, `finished` and `failed`. */
  async start(plan: RecordingPlan): Promise<void> {
    if (!['idle', 'finished', 'failed'].includes(this.state.get().phase)) return
    this.#hasScreenEnded = false
    this.#recorderFailure = null
    this.elapsedMs.set(0)
    this.state.patch({
      ...idle,
      phase: 'preparing',
      room: this.state.get().room,
      discardedTakeId: this.state.get().discardedTakeId,
    })
    try {
      const session = await this.#openSession(plan)
      this.#session = session
      this.state.patch({ takeId: session.takeId })
      await this.#countDown(session)
      if (this.#session !== session || session.closing.signal.aborted) return
      this.#beginSegment(session)
      this.state.patch({ phase: 'recording', countdownSec: null })
      this.#markQuestion(session, 0)
    } catch (error) {
      this.#fail(error)
    }
  }

  pause(): void {
    const session = this.#session
    if (!session || this.state.get().phase !== 'recording') return
    session.segment?.recorder.pause()
    this.state.patch({ phase: 'paused' })
    this.#note(session, (place) => ({ type: 'paused', ...place }))
  }

  /** Goes on after a pause; where the recorder gave up or a source was changed, with a new segment. */
  resume(): void {
    const session = this.#session
    if (!session || this.state.get().phase !== 'paused') return
    session.queue.hurry()
    this.#recorderFailure = null
    try {
      if (session.segment) {
        session.segment.recorder.resume()
        this.#note(session, (place) => ({ type: 'resumed', ...place }))
      } else {
        this.#beginSegment(session)
      }
      this.state.patch({ phase: 'recording' })
    } catch (error) {
      this.#recorderFailure = toFailure(error).body
    }
    this.#showAlarms()
  }

  /** Comes to the next question: its chapter begins here. */
  nextQuestion(): void {
    const { phase, questionIndex } = this.state.get()
    if (!this.#session || (phase !== 'recording' && phase !== 'paused')) return
    this.#markQuestion(this.#session, questionIndex + 1)
  }

  /** Moves the camera's bubble, or leaves it out, for the video made of this take. */
  setLayout(layout: Layout): void {
    if (this.#session) this.#note(this.#session, (place) => ({ type: 'layout', layout, ...place }))
  }

  /** Ends the recording; `finished` comes when all of it is on disk. During the countdown it calls the recording off. */
  async stop(reason: EndReason = 'stopped'): Promise<void> {
    const { phase } = this.state.get()
    if (phase === 'countdown') return await this.discard()
    const session = this.#session
    if (!session || (phase !== 'recording' && phase !== 'paused')) return
    this.state.patch({ phase: 'stopping' })
    try {
      await this.#endSegment(session, reason)
      await session.queue.drained()
      await session.journal.settled()
      await untilAnswered(() => this.#api.finish(session.takeId), session.closing.signal)
      this.#closeSession(session)
      this.state.patch({ phase: 'finished', bytesWaiting: 0 })
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Puts the recording aside; it can be brought back for a week. The sources stay open. */
  async discard(): Promise<void> {
    const session = this.#session
    if (!session || this.state.get().phase === 'finished') return
    const wasEmpty = session.nextSegment === 1
    this.state.patch({ phase: 'stopping', countdownSec: null })
    try {
      await this.#endSegment(session, 'stopped')
      await Promise.race([session.queue.drained().catch(() => undefined), after(discardGraceMs)])
      session.queue.close()
      await untilAnswered(() => this.#api.discard(session.takeId), session.closing.signal)
      if (wasEmpty) await this.#api.remove(session.takeId)
      this.#closeSession(session)
      const discardedTakeId = wasEmpty ? null : session.takeId
      this.state.patch({ ...idle, room: this.state.get().room, discardedTakeId })
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Discards what was recorded and begins anew with the same plan; `undoDiscard` brings the first one back. */
  async restart(): Promise<void> {
    const plan = this.#session?.plan
    if (!plan) return
    await this.discard()
    if (this.state.get().phase === 'idle') await this.start({ ...plan, continueTake: undefined })
  }

  /** Brings the take that was discarded last back among the unfinished ones; resolves to its id, or null. */
  async undoDiscard(): Promise<string | null> {
    const { discardedTakeId } = this.state.get()
    if (discardedTakeId === null) return null
    try {
      await this.#api.restore(discardedTakeId)
      this.state.patch({ discardedTakeId: null })
      return discardedTakeId
    } catch (error) {
      this.state.patch({ failure: toFailure(error).body })
      return null
    }
  }

  /** Lets go of the timers; a recording that still goes on is ended first. */
  async close(): Promise<void> {
    await this.stop()
    for (const cleanup of this.#cleanups.splice(0)) cleanup()
  }

  async #openSession(plan: RecordingPlan): Promise<Session> {
    const closing = new AbortController()
    const { takeId, nextSegment, earlierMs } = await this.#openTake(plan)
    const journal = createJournalSender((events) => this.#api.journal(takeId, events), closing.signal)
    const queue = createUploadQueue({
      take: takeId,
      put: async (address, bytes) => {
        // A segment's chunks are taken only after the journal has announced it.
        await this.#announced.get(address.segment)
        await this.#api.putChunk(address, bytes)
      },
      onChange: ({ waitingBytes, problem, isFull }) => {
        this.state.patch({ bytesWaiting: waitingBytes })
        if (isFull || problem?.code === 'disk-full') this.pause()
        this.#showAlarms()
      },
    })
    this.#announced.clear()
    const releaseLock = holdTake(takeId)
    return { takeId, plan, nextSegment, earlierMs, segment: null, journal, queue, closing, releaseLock }
  }

  readonly #announced = new Map<number, Promise<void>>()

  async #openTake(plan: RecordingPlan): Promise<{ takeId: string; nextSegment: number; earlierMs: number }> {
    if (plan.continueTake !== undefined) {
      const view = await this.#api.view(plan.continueTake)
      return { takeId: plan.continueTake, nextSegment: view.nextSegment, earlierMs: view.durationMs }
    }
    const { library, thread, cycle, layout } = plan
    const sources = describeSources(this.#stage.streams)
    const take = await this.#api.begin({ library, thread, cycle, layout, sources })
    return { takeId: take.id, nextSegment: 1, earlierMs: 0 }
  }

  async #countDown({ plan, closing }: Session): Promise<void> {
    for (let left = plan.countdownSec; left > 0 && !closing.signal.aborted; left -= 1) {
      this.state.patch({ phase: 'countdown', countdownSec: left })
      await after(1_000)
    }
  }

  #beginSegment(session: Session): void {
    const { streams } = this.#stage
    const number = session.nextSegment
    const recorder = recordSegment(streams, {
      onChunk: (track, bytes) => session.queue.add({ segment: number, track }, bytes),
      onFailed: (failure) => void this.#segmentFailed(session, failure.body),
    })
    session.nextSegment += 1
    session.segment = { number, recorder, streams }
    const { tracks } = recorder
    const sources = describeSources(streams)
    const announced = session.journal.append({
      type: 'segment-started',
      segment: number,
      tracks,
      sources,
      atMs: Date.now(),
    })
    announced.catch(() => undefined)
    this.#announced.set(number, announced)
    recorder.start()
  }

  async #endSegment(session: Session, reason: EndReason): Promise<void> {
    const { segment } = session
    if (!segment) return
    session.segment = null
    await segment.recorder.stop()
    const segmentMs = Math.round(segment.recorder.elapsedMs())
    session.earlierMs += segmentMs
    const ended: PageEvent = { type: 'segment-ended', segment: segment.number, segmentMs, reason, atMs: Date.now() }
    session.journal.append(ended).catch(() => undefined)
  }

  async #segmentFailed(session: Session, failure: FailureBody): Promise<void> {
    this.#recorderFailure = failure
    this.pause()
    await this.#endSegment(session, 'recorder-failed')
    this.#showAlarms()
  }

  /** A closed window ends the take; another camera or microphone begins a new segment; a lost one is told. */
  #sourcesChanged(): void {
    this.#showAlarms()
    const session = this.#session
    const segment = session?.segment
    const { phase } = this.state.get()
    if (!session || !segment || (phase !== 'recording' && phase !== 'paused')) return
    const { screen, camera, microphone } = this.#stage.state.get()
    if (screen.status === 'lost' && segment.streams.screen) {
      this.#hasScreenEnded = true
      void this.stop('source-ended')
      return
    }
    if ([screen, camera, microphone].some(({ status }) => status === 'opening')) return
    void this.#changeSegment(session, segment)
  }

  async #changeSegment(session: Session, segment: Segment): Promise<void> {
    const now = this.#stage.streams
    const kinds = ['screen', 'camera', 'microphone'] as const
    for (const kind of kinds) {
      const isLost = segment.streams[kind] !== null && this.#stage.state.get()[kind].status === 'lost'
      if (isLost) this.#note(session, (place) => ({ type: 'device-lost', device: kind, ...place }))
    }
    const isSame = kinds.every((kind) => {
      const isLost = this.#stage.state.get()[kind].status === 'lost'
      return isLost || now[kind] === segment.streams[kind]
    })
    const hasNothing = kinds.every((kind) => now[kind] === null)
    if (isSame && !hasNothing) return
    if (hasNothing) this.pause()
    await this.#endSegment(session, 'device-changed')
    if (this.state.get().phase !== 'recording' || session.segment) return
    try {
      this.#beginSegment(session)
    } catch (error) {
      await this.#segmentFailed(session, toFailure(error).body)
    }
  }

  #markQuestion(session: Session, index: number): void {
    const questionId = session.plan.questions[index]
    if (questionId === undefined) return
    this.state.patch({ questionIndex: index })
    this.#note(session, (place) => ({ type: 'question', questionId, ...place }))
  }

  #note(session: Session, event: (place: { segment: number; segmentMs: number; atMs: number }) => PageEvent): void {
    const { segment } = session
    if (!segment) return
    const segmentMs = Math.round(segment.recorder.elapsedMs())
    session.journal.append(event({ segment: segment.number, segmentMs, atMs: Date.now() })).catch(() => undefined)
  }

  #closeSession(session: Session): void {
    session.closing.abort()
    session.queue.close()
    session.releaseLock()
    if (this.#session === session) this.#session = null
  }

  #fail(error: unknown): void {
    const session = this.#session
    if (session) {
      void this.#endSegment(session, 'recorder-failed')
      this.#closeSession(session)
    }
    this.state.patch({ phase: 'failed', countdownSec: null, failure: toFailure(error).body })
  }

  #showElapsed(): void {
    const session = this.#session
    if (session) this.elapsedMs.set(session.earlierMs + (session.segment?.recorder.elapsedMs() ?? 0))
  }

  #showAlarms(): void {
    const alarms = alarmsOf({
      stage: this.#stage.state.get(),
      isSilent: this.#stage.level.get().isSilent,
      upload: this.#session?.queue.state ?? null,
      room: this.state.get().room,
      hasScreenEnded: this.#hasScreenEnded,
      recorderFailure: this.#recorderFailure,
    })
    if (JSON.stringify(alarms) !== JSON.stringify(this.state.get().alarms)) this.state.patch({ alarms })
  }

  async #askRoom(): Promise<void> {
    const room = await this.#api.room().catch(() => null)
    if (room) this.state.patch({ room })
    this.#showAlarms()
  }
}

function after(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
