import { type FailureBody, toFailure } from '../../domain/failure.ts'
import type { EndReason } from '../../domain/takes/journal.ts'
import type { Layout } from '../../domain/takes/take.ts'
import { alarmsOf } from './alarms.ts'
import { idle, type RecordingPlan, type RecordingState } from './recording-state.ts'
import type { CaptureStage } from './stage.ts'
import { Store } from './store.ts'
import { after, TakeSession } from './take-session.ts'
import type { TakesApi } from './takes-api.ts'

const roomEveryMs = 15_000
const elapsedEveryMs = 200
const sourceKinds = ['screen', 'camera', 'microphone'] as const

/** One recording of the sources on a stage, from the countdown until every byte is on disk. Its actions never reject. */
export class Recording {
  readonly state = new Store<RecordingState>(idle)
  /** Milliseconds recorded, pauses left out; apart from the state because it changes five times a second. */
  readonly elapsedMs = new Store(0)
  readonly #stage: CaptureStage
  readonly #api: TakesApi
  readonly #cleanups: (() => void)[]
  #session: TakeSession | null = null
  #plan: RecordingPlan | null = null
  #hasScreenEnded = false
  #recorderFailure: FailureBody | null = null
  #finishTrouble: FailureBody | null = null
  /** The lost devices that the journal was already told of. */
  #toldLost = new Set<string>()

  constructor({ stage, api }: { stage: CaptureStage; api: TakesApi }) {
    this.#stage = stage
    this.#api = api
    const elapsed = setInterval(() => this.#showElapsed(), elapsedEveryMs)
    const room = setInterval(() => void this.#askRoom(), roomEveryMs)
    this.#cleanups = [
      stage.state.subscribe(() => this.#sourcesChanged()),
      stage.level.subscribe(() => this.#showAlarms()),
      () => clearInterval(elapsed),
      () => clearInterval(room),
    ]
    void this.#askRoom()
  }

  /** Counts down and records what is open on the stage. Only from `idle`, `finished` and `failed`. */
  async start(plan: RecordingPlan): Promise<void> {
    const { phase, room, discardedTakeId } = this.state.get()
    if (!['idle', 'finished', 'failed'].includes(phase)) return
    this.#plan = plan
    this.#hasScreenEnded = false
    this.#recorderFailure = null
    this.#toldLost.clear()
    this.elapsedMs.set(0)
    this.state.set({ ...idle, phase: 'preparing', room, discardedTakeId })
    try {
      const session = await TakeSession.open({
        api: this.#api,
        plan,
        streams: this.#stage.streams,
        onUpload: () => this.#uploadChanged(),
      })
      this.#session = session
      this.state.patch({ takeId: session.takeId })
      await this.#countDown(session, plan.countdownSec)
      if (this.#session !== session || session.isClosed || this.state.get().phase === 'stopping') return
      this.#beginSegment(session)
      this.state.patch({ phase: 'recording', countdownSec: null })
      this.#markQuestion(0)
    } catch (error) {
      this.#fail(error)
    }
  }

  pause(): void {
    if (!this.#session || this.state.get().phase !== 'recording') return
    this.#session.pause()
    this.state.patch({ phase: 'paused' })
  }

  /** Goes on after a pause; where the recorder gave up or a source was changed, with a new segment. */
  resume(): void {
    const session = this.#session
    if (!session || this.state.get().phase !== 'paused') return
    this.#recorderFailure = null
    try {
      if (!session.resume()) this.#beginSegment(session)
      this.state.patch({ phase: 'recording' })
    } catch (error) {
      this.#recorderFailure = toFailure(error).body
    }
    this.#showAlarms()
  }

  /** Comes to the next question: its chapter begins here. */
  nextQuestion(): void {
    const { phase, questionIndex } = this.state.get()
    if (phase === 'recording' || phase === 'paused') this.#markQuestion(questionIndex + 1)
  }

  /** Moves the camera's bubble, or leaves it out, for the video made of this take. */
  setLayout(layout: Layout): void {
    this.#session?.note((place) => ({ type: 'layout', layout, ...place }))
  }

  /** Ends the recording; `finished` comes when all of it is on disk. During the countdown it calls the recording off. */
  async stop(reason: EndReason = 'stopped'): Promise<void> {
    const { phase } = this.state.get()
    if (phase === 'countdown') return await this.discard()
    const session = this.#session
    if (!session || (phase !== 'recording' && phase !== 'paused')) return
    this.state.patch({ phase: 'stopping' })
    try {
      await session.finish(reason, (trouble) => {
        this.#finishTrouble = trouble.body
        this.#showAlarms()
      })
      this.#session = null
      this.elapsedMs.set(session.elapsedMs)
      this.state.patch({ phase: 'finished', bytesWaiting: 0 })
    } catch (error) {
      this.#fail(error)
    }
    this.#finishTrouble = null
    this.#showAlarms()
  }

  /** Puts the recording aside; it can be brought back for a week. The sources stay open. */
  async discard(): Promise<void> {
    const session = this.#session
    if (!session || this.state.get().phase === 'stopping') return
    this.state.patch({ phase: 'stopping', countdownSec: null })
    try {
      const hasSomething = await session.discard()
      this.#session = null
      this.elapsedMs.set(0)
      this.state.set({
        ...idle,
        room: this.state.get().room,
        discardedTakeId: hasSomething ? session.takeId : null,
      })
    } catch (error) {
      this.#fail(error)
    }
    this.#showAlarms()
  }

  /** Discards what was recorded and begins anew with the same plan; `undoDiscard` brings the first one back. */
  async restart(): Promise<void> {
    const plan = this.#plan
    if (!plan || !this.#session) return
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

  /** Forgets a recording that has ended, for the next one. */
  reset(): void {
    const { phase, room, discardedTakeId } = this.state.get()
    if (phase !== 'finished' && phase !== 'failed') return
    this.#hasScreenEnded = false
    this.#recorderFailure = null
    this.elapsedMs.set(0)
    this.state.set({ ...idle, room, discardedTakeId })
  }

  /** Lets go of the timers; a recording that still goes on is ended first. */
  async close(): Promise<void> {
    await this.stop()
    for (const cleanup of this.#cleanups.splice(0)) cleanup()
  }

  async #countDown(session: TakeSession, countdownSec: number): Promise<void> {
    for (let left = countdownSec; left > 0; left -= 1) {
      if (this.#session !== session || this.state.get().phase === 'stopping') return
      this.state.patch({ phase: 'countdown', countdownSec: left })
      await after(1_000)
    }
  }

  #beginSegment(session: TakeSession): void {
    session.beginSegment(this.#stage.streams, (failure) => void this.#segmentFailed(session, failure.body))
  }

  async #segmentFailed(session: TakeSession, failure: FailureBody): Promise<void> {
    this.#recorderFailure = failure
    this.pause()
    await session.endSegment('recorder-failed')
    this.#showAlarms()
  }

  #uploadChanged(): void {
    const upload = this.#session?.upload
    if (!upload) return
    this.state.patch({ bytesWaiting: upload.waitingBytes })
    if (upload.isFull || upload.isLost || upload.problem?.code === 'disk-full') this.pause()
    this.#showAlarms()
  }

  /** A closed window ends the take; another camera or microphone begins a new segment; a lost one is told. */
  #sourcesChanged(): void {
    this.#showAlarms()
    const session = this.#session
    const recorded = session?.streams
    const { phase } = this.state.get()
    if (!session || !recorded || (phase !== 'recording' && phase !== 'paused')) return
    const stage = this.#stage.state.get()
    if (stage.screen.status === 'lost' && recorded.screen) {
      this.#hasScreenEnded = true
      void this.stop('source-ended')
      return
    }
    this.#tellLost(session)
    if (sourceKinds.some((kind) => stage[kind].status === 'opening')) return
    const now = this.#stage.streams
    const hasNothing = sourceKinds.every((kind) => now[kind] === null)
    const hasChanged = sourceKinds.some((kind) => now[kind] !== recorded[kind] && stage[kind].status !== 'lost')
    if (hasNothing) this.pause()
    if (hasNothing || hasChanged) void this.#changeSegment(session)
  }

  #tellLost(session: TakeSession): void {
    const stage = this.#stage.state.get()
    for (const device of sourceKinds) {
      if (stage[device].status === 'lost' && !this.#toldLost.has(device)) {
        this.#toldLost.add(device)
        session.note((place) => ({ type: 'device-lost', device, ...place }))
      }
      if (stage[device].status === 'open' && this.#toldLost.delete(device)) {
        session.note((place) => ({ type: 'device-returned', device, ...place }))
      }
    }
  }

  async #changeSegment(session: TakeSession): Promise<void> {
    await session.endSegment('device-changed')
    // After a pause the new segment begins with `resume`.
    if (this.state.get().phase !== 'recording' || session.streams) return
    try {
      this.#beginSegment(session)
    } catch (error) {
      await this.#segmentFailed(session, toFailure(error).body)
    }
  }

  #markQuestion(index: number): void {
    const questionId = this.#plan?.questions[index]
    if (questionId === undefined) return
    this.state.patch({ questionIndex: index })
    this.#session?.note((place) => ({ type: 'question', questionId, ...place }))
  }

  #fail(error: unknown): void {
    const session = this.#session
    this.#session = null
    // What is on disk stays, and is offered like any interrupted take.
    if (session) void session.endSegment('recorder-failed').then(() => session.close())
    this.state.patch({ phase: 'failed', countdownSec: null, failure: toFailure(error).body })
  }

  #showElapsed(): void {
    if (this.#session) this.elapsedMs.set(this.#session.elapsedMs)
  }

  #showAlarms(): void {
    const alarms = alarmsOf({
      stage: this.#stage.state.get(),
      isSilent: this.#stage.level.get().isSilent,
      upload: this.#session?.upload ?? null,
      room: this.state.get().room,
      hasScreenEnded: this.#hasScreenEnded,
      recorderFailure: this.#recorderFailure,
      finishTrouble: this.#finishTrouble,
      isStopping: this.state.get().phase === 'stopping',
    })
    if (JSON.stringify(alarms) !== JSON.stringify(this.state.get().alarms)) this.state.patch({ alarms })
  }

  async #askRoom(): Promise<void> {
    const room = await this.#api.room().catch(() => null)
    if (room) this.state.patch({ room })
    this.#showAlarms()
  }
}
