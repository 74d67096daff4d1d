import { Failure, toFailure } from '../../../domain/failure.ts'
import type { JsonValue } from '../../../domain/json.ts'
import { base32 } from '../../../domain/library/base32.ts'
import type { Job, JobKind, JobProgress } from '../../../domain/views/job.ts'
import type { EventBus } from '../events.ts'
import type { Clock, RandomBytes } from '../ports.ts'

/**
 * Encoding takes the whole machine, so one at a time; the light lane is for what mostly waits for a disk. Words are written
 * down when nothing waits to be encoded: a video is wanted sooner than its captions.
 */
export type Lane = 'encode' | 'light' | 'words'

const laneWidths: Record<Lane, number> = { encode: 1, light: 4, words: 1 }
const keptFinished = 50

export interface JobContext {
  signal: AbortSignal
  /** The fraction never falls, whatever is reported, and null never takes a known one back. */
  report(progress: JobProgress): void
}

export interface JobStart {
  kind: JobKind
  subject: string
  title: string
  lane: Lane
  /** What it returns becomes the job's result. It must stop soon after the signal fires, and leave no half file. */
  run: (context: JobContext) => Promise<JsonValue | undefined>
}

export interface StartedJob {
  id: string
  /** Settles when the job has ended; rejects with its Failure. Nobody has to wait for it. */
  done: Promise<JsonValue | undefined>
}

export interface JobQueue {
  start(job: JobStart): StartedJob
  /** A lane, for whoever does the same kind of work outside of it. */
  of(lane: Lane): {
    /** While it is held nothing more begins in it; what runs goes on. */
    hold(isHeld: boolean): void
    /** Whether anything in it runs or waits. */
    isBusy(): boolean
  }
  /** False where no such job is queued or running. */
  cancel(id: string): boolean
  /** Every queued and running job and the last 50 that ended, oldest first. */
  snapshot(): Job[]
  /** Cancels everything, takes nothing more, and waits until nothing runs. */
  close(): Promise<void>
}

interface Entry {
  job: Job
  lane: Lane
  run: JobStart['run']
  abort: AbortController
  resolve: (result: JsonValue | undefined) => void
  reject: (failure: Failure) => void
}

export interface JobQueueOptions {
  bus: Pick<EventBus, 'publish'>
  clock: Clock
  randomBytes: RandomBytes
  log: (line: string) => void
}

/** Long work of this process. Nothing here survives a restart: what must, stands in a take's journal or in the outbox. */
export function createJobQueue({ bus, clock, randomBytes, log }: JobQueueOptions): JobQueue {
  const entries = new Map<string, Entry>()
  const running = new Set<Promise<void>>()
  let isClosed = false

  const change = (entry: Entry, patch: Partial<Job>) => {
    entry.job = { ...entry.job, ...patch }
    bus.publish({ type: 'job', job: entry.job })
  }
  const finish = (entry: Entry, outcome: Outcome) => {
    if ('failure' in outcome) {
      const { failure } = outcome
      change(entry, { state: failure.code === 'cancelled' ? 'cancelled' : 'failed', error: failure.body })
      entry.reject(failure)
    } else {
      const progress = { ...entry.job.progress, fraction: 1 }
      change(entry, { state: 'done', progress, result: outcome.result })
      entry.resolve(outcome.result)
    }
    forgetOldest(entries)
  }
  const held = new Set<Lane>()
  const startNext = (lane: Lane) => {
    if (held.has(lane)) return
    if (lane === 'words' && [...entries.values()].some((entry) => entry.lane === 'encode' && isUnderWay(entry))) return
    const inLane = [...entries.values()].filter((entry) => entry.lane === lane)
    const free = laneWidths[lane] - inLane.filter(({ job }) => job.state === 'running').length
    for (const entry of inLane.filter(({ job }) => job.state === 'queued').slice(0, Math.max(0, free))) {
      const startedMs = clock.nowMs()
      change(entry, { state: 'running' })
      const run = execute(entry, (progress) => change(entry, { progress })).then((outcome) => {
        log(`${entry.job.kind} job ${describe(outcome)} after ${Math.round(clock.nowMs() - startedMs)} ms`)
        finish(entry, outcome)
        running.delete(run)
        startNext(lane)
        if (lane === 'encode') startNext('words')
      })
      running.add(run)
    }
  }
  const cancel = (id: string): boolean => {
    const entry = entries.get(id)
    if (entry === undefined) return false
    if (entry.job.state === 'queued') finish(entry, { failure: cancelled() })
    else if (entry.job.state === 'running') entry.abort.abort()
    else return false
    return true
  }

  return {
    cancel,
    of: (lane) => ({
      hold(isHeld) {
        if (isHeld) held.add(lane)
        else if (held.delete(lane) && !isClosed) startNext(lane)
      },
      isBusy: () =>
        [...entries.values()].some(
          ({ job, lane: own }) => own === lane && (job.state === 'queued' || job.state === 'running'),
        ),
    }),
    start({ kind, subject, title, lane, run }) {
      if (isClosed) throw new Failure({ code: 'cancelled', message: 'Ownpace is closing, so nothing new is begun.' })
      const id = base32(randomBytes(10))
      const progress: JobProgress = { fraction: null, step: '', detail: '' }
      const job: Job = { id, kind, subject, title, state: 'queued', progress }
      const done = new Promise<JsonValue | undefined>((resolve, reject) => {
        entries.set(id, { job, lane, run, abort: new AbortController(), resolve, reject })
      })
      done.catch(() => undefined)
      bus.publish({ type: 'job', job })
      startNext(lane)
      return { id, done }
    },
    snapshot: () => [...entries.values()].map(({ job }) => job),
    async close() {
      isClosed = true
      for (const id of [...entries.keys()]) cancel(id)
      await Promise.all(running)
    },
  }
}

function isUnderWay({ job }: Entry): boolean {
  return job.state === 'queued' || job.state === 'running'
}

type Outcome = { result: JsonValue | undefined } | { failure: Failure }

function describe(outcome: Outcome): string {
  if ('result' in outcome) return 'done'
  const { code, message, cause } = outcome.failure
  return code === 'cancelled' ? 'cancelled' : `failed (${code}: ${message} ${String(cause ?? '')})`
}

async function execute(entry: Entry, show: (progress: JobProgress) => void): Promise<Outcome> {
  const { signal } = entry.abort
  let reached: number | null = null
  const report = (progress: JobProgress) => {
    if (signal.aborted || entry.job.state !== 'running') return
    const fraction = progress.fraction === null ? null : Math.min(Math.max(progress.fraction, 0), 1)
    reached = fraction === null ? reached : Math.max(fraction, reached ?? 0)
    show({ ...progress, fraction: reached })
  }
  try {
    const result = await entry.run({ signal, report })
    return { result }
  } catch (thrown) {
    return { failure: signal.aborted ? cancelled(thrown) : toFailure(thrown) }
  }
}

/** A Failure that already says "cancelled" also says what was kept, so it is handed on. */
function cancelled(thrown?: unknown): Failure {
  if (thrown instanceof Failure && thrown.code === 'cancelled') return thrown
  return new Failure({ code: 'cancelled', message: 'This was cancelled.', cause: thrown })
}

function forgetOldest(entries: Map<string, Entry>): void {
  const finished = [...entries.values()].filter(({ job }) => job.state !== 'queued' && job.state !== 'running')
  for (const { job } of finished.slice(0, Math.max(0, finished.length - keptFinished))) entries.delete(job.id)
}
