import { type FailureBody, toFailure } from '../../domain/failure.ts'
import type { EndReason } from '../../domain/takes/journal.ts'
import type { Layout } from '../../domain/takes/take.ts'
import { alarmsOf, noTroubles, type Suspension, type Troubles } from './alarms.ts'
import { countDown } from './countdown.ts'
import { idle, type RecordingPlan, type RecordingState } from './recording-state.ts'
import { DeviceWatch, decideOnSources } from './source-changes.ts'
import type { CaptureStage } from './stage.ts'
import { Store } from './store.ts'
import { TakeSession } from './take-session.ts'
import type { TakesApi } from './takes-api.ts'

const roomEveryMs = 15_000
const elapsedEveryMs = 200

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
  #troubles: Troubles = noTroubles
  readonly #devices = new DeviceWatch()

  constructor({ stage, api }: { stage: CaptureStage; api: TakesApi }) {
    this.#stage = stage
    this.#api = api
    const elapsed = setInterval(() => this.#session && this.elapsedMs.set(this.#session.elapsedMs), elapsedEveryMs)
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
    if (['idle', 'finished', 'failed'].includes(this.state.get().phase)) await this.#begin(plan)
  }

  async #begin(plan: RecordingPlan): Promise<void> {
    const { room, discardedTakeId } = this.state.get()
    this.#plan = plan
    this.#forgetTroubles()
    this.elapsedMs.set(0)
    this.state.set({ ...idle, phase: 'preparing', room, discardedTakeId, layout: plan.layout })
    try {
      const session = await TakeSession.open({
        api: this.#api,
        plan,
        streams: this.#stage.streams,
        screenUse: this.#stage.screenUse,
        onUpload: () => this.#uploadChanged(),
      })
      this.#session = session
      this.state.patch({ takeId: session.takeId })
      const isCalledOff = (): boolean => this.#session !== session || this.state.get().phase === 'stopping'
      await countDown(plan.countdownSec, {
        onSecond: (countdownSec) => this.state.patch({ phase: 'countdown', countdownSec }),
        isCalledOff,
      })
      if (isCalledOff() || session.isClosed) return
      this.#beginSegment(session)
      this.state.patch({ phase: 'recording', countdownSec: null })
      this.#comeToQuestion(session)
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
    this.#trouble({ recorderFailure: null, suspension: null })
    try {
      if (!session.resume()) this.#beginSegment(session)
      this.state.patch({ phase: 'recording' })
    } catch (error) {
      this.#trouble({ recorderFailure: toFailure(error).body })
    }
  }

  /** Comes to the next question: its chapter begins here. */
  nextQuestion(): void {
    const { phase, questionIndex } = this.state.get()
    if (phase === 'recording' || phase === 'paused') this.#markQuestion(questionIndex + 1)
  }

  /** Remembers this moment; it is named in the review. */
  mark(): void {
    const { phase, markCount } = this.state.get()
    if (phase !== 'recording' && phase !== 'paused') return
    this.#session?.note((place) => ({ type: 'mark', name: '', ...place }))
    this.state.patch({ markCount: markCount + 1 })
  }

  /** Moves the camera's bubble, leaves it out or swaps it with the screen, for the video made of this take. */
  setLayout(layout: Layout): void {
    const { phase } = this.state.get()
    if (!this.#session || (phase !== 'recording' && phase !== 'paused')) return
    this.#session.note((place) => ({ type: 'layout', layout, ...place }))
    this.state.patch({ layout })
  }

  /** The computer goes to sleep, is locked or shut down: what was recorded goes to the disk before it does. */
  suspend(why: Suspension | 'shutdown'): void {
    if (why === 'shutdown') return void this.stop()
    if (this.state.get().phase !== 'recording') return
    this.pause()
    this.#session?.flush()
    this.#trouble({ suspension: why })
  }

  /** Ends the recording; `finished` comes when all of it is on disk. During the countdown it calls the recording off. */
  async stop(reason: EndReason = 'stopped'): Promise<void> {
    const { phase } = this.state.get()
    if (phase === 'countdown') return await this.discard()
    const session = this.#session
    if (!session || (phase !== 'recording' && phase !== 'paused')) return
    this.state.patch({ phase: 'stopping' })
    try {
      await session.finish(reason, (trouble) => this.#trouble({ finishTrouble: trouble.body }))
      this.#session = null
      this.elapsedMs.set(session.elapsedMs)
      this.state.patch({ phase: 'finished', bytesWaiting: 0 })
    } catch (error) {
      this.#fail(error)
    }
    this.#trouble({ finishTrouble: null })
  }

  /** Puts the recording aside; it can be brought back for a week. The sources stay open. */
  async discard(): Promise<void> {
    if (!(await this.#putAside())) return
    const { room, discardedTakeId } = this.state.get()
    this.state.set({ ...idle, room, discardedTakeId })
    this.#showAlarms()
  }

  /** Puts aside what was recorded and begins anew with the same plan and the layout as it is now. */
  async restart(): Promise<void> {
    const plan = this.#plan
    const { layout } = this.state.get()
    if (!plan || !(await this.#putAside())) return
    await this.#begin({ ...plan, layout: layout ?? plan.layout, continueTake: undefined })
  }

  async #putAside(): Promise<boolean> {
    const session = this.#session
    if (!session || this.state.get().phase === 'stopping') return false
    this.state.patch({ phase: 'stopping', countdownSec: null })
    try {
      const hasSomething = await session.discard()
      this.#session = null
      this.elapsedMs.set(0)
      // A countdown that was called off leaves nothing; the recording before it can still be brought back.
      if (hasSomething) this.state.patch({ discardedTakeId: session.takeId })
      return true
    } catch (error) {
      this.#fail(error)
      this.#showAlarms()
      return false
    }
  }

  /** Lets go of the timers; a recording that still goes on is ended first. */
  async close(): Promise<void> {
    await this.stop()
    for (const cleanup of this.#cleanups.splice(0)) cleanup()
  }

  #beginSegment(session: TakeSession): void {
    session.beginSegment(this.#stage.streams, {
      screenUse: this.#stage.screenUse,
      onFailed: (failure) => void this.#segmentFailed(session, failure.body),
    })
  }

  async #segmentFailed(session: TakeSession, failure: FailureBody): Promise<void> {
    this.#trouble({ recorderFailure: failure })
    this.pause()
    await session.endSegment('recorder-failed')
  }

  #uploadChanged(): void {
    const upload = this.#session?.upload
    if (!upload) return
    this.state.patch({ bytesWaiting: upload.waitingBytes })
    if (upload.problem?.code === 'disk-full') void this.#askRoom()
    if (upload.isFull || upload.isLost || upload.problem?.code === 'disk-full') this.pause()
    this.#showAlarms()
  }

  #sourcesChanged(): void {
    this.#showAlarms()
    const session = this.#session
    const recorded = session?.streams
    const { phase } = this.state.get()
    if (!session || (phase !== 'recording' && phase !== 'paused')) return
    const stage = this.#stage.state.get()
    for (const news of this.#devices.news(stage)) session.note((place) => ({ ...news, ...place }))
    if (!recorded) return
    switch (decideOnSources({ stage, recorded, now: this.#stage.streams })) {
      case 'end':
        this.#trouble({ hasScreenEnded: true })
        void this.stop('source-ended')
        return
      case 'pause':
        this.pause()
        void this.#changeSegment(session)
        return
      case 'new-segment':
        void this.#changeSegment(session)
        return
      default:
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

  /** The first question; of a take that goes on, the one where it was interrupted. */
  #comeToQuestion({ reached }: TakeSession): void {
    const { questionId = null, markCount = 0 } = reached ?? {}
    const index = questionId === null ? -1 : (this.#plan?.questions.indexOf(questionId) ?? -1)
    if (index < 0) this.#markQuestion(0)
    else this.state.patch({ questionIndex: index })
    this.state.patch({ markCount })
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

  #trouble(news: Partial<Troubles>): void {
    this.#troubles = { ...this.#troubles, ...news }
    this.#showAlarms()
  }

  #forgetTroubles(): void {
    this.#troubles = noTroubles
    this.#devices.forget()
  }

  #showAlarms(): void {
    const alarms = alarmsOf({
      ...this.#troubles,
      stage: this.#stage.state.get(),
      isSilent: this.#stage.level.get().isSilent,
      upload: this.#session?.upload ?? null,
      room: this.state.get().room,
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
