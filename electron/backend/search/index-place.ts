import { Worker } from 'node:worker_threads'
import type { IndexProcess, StartIndexProcess } from '../ports.ts'
import { settledWithin } from './settled-within.ts'
import type { FromProcess, FromWorker, ToWorker, WorkerStart } from './worker-messages.ts'

/** Where an index works: a thread of this process, or a process of its own. */
export interface IndexPlace {
  readonly isProcess: boolean
  post(message: ToWorker): void
  /** Resolves when it has ended. */
  stop(): Promise<void>
}

export interface PlaceListeners {
  onMessage(message: FromWorker): void
  /** It ended by itself, with a reason to log. */
  onEnd(reason: string): void
}

interface PlaceOptions {
  workerUrl: URL
  start: WorkerStart
  listeners: PlaceListeners
}

/** What is read and folded lives a moment: without a limit its heap grows to three times of this and stays. */
const youngHeapMb = 12
/** Far more than any answer takes; it makes the collector come before garbage has filled the memory. */
const oldHeapMb = 256
/** A process says within a second that it has begun; one that is kept from it never does. */
const beginLimitMs = 30_000
/** What has been killed and waits for a drive ends only when that answers. */
const endLimitMs = 5000

/** Works in a thread. */
export function startThread({ workerUrl, start, listeners }: PlaceOptions): IndexPlace {
  const worker = new Worker(workerUrl, {
    workerData: start,
    resourceLimits: { maxYoungGenerationSizeMb: youngHeapMb, maxOldGenerationSizeMb: oldHeapMb },
  })
  const { end, stopped } = endOf(listeners)
  worker.on('message', (message: FromWorker) => listeners.onMessage(message))
  worker.on('error', (error) => end(error.stack ?? error.message))
  worker.on('exit', (code) => end(`it ended with code ${code}`))
  return {
    isProcess: false,
    post: (message) => worker.postMessage(message),
    async stop() {
      stopped()
      await worker.terminate()
    },
  }
}

/** Works in a process of its own: what it has taken from the system goes back when it ends. */
export function startProcess({
  workerUrl,
  start,
  listeners,
  startIndexProcess,
}: PlaceOptions & { startIndexProcess: StartIndexProcess }): IndexPlace {
  const { end, stopped } = endOf(listeners)
  let hasEnded = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    hasEnded = resolve
  })
  let hasBegun = false
  const child: IndexProcess = startIndexProcess(workerUrl, {
    onMessage(message) {
      const told = message as FromProcess
      if (told.type !== 'begun') return listeners.onMessage(told)
      hasBegun = true
      clearTimeout(beginTimer)
    },
    onEnd(reason) {
      clearTimeout(beginTimer)
      hasEnded()
      end(hasBegun ? reason : `before it began, ${reason}`)
    },
  })
  const beginTimer = setTimeout(() => void kill().then(() => end('it never began')), beginLimitMs)
  child.post(start)

  async function kill(): Promise<void> {
    clearTimeout(beginTimer)
    child.kill()
    await settledWithin(endLimitMs, ended)
  }
  return {
    isProcess: true,
    post: (message) => child.post(message),
    async stop() {
      stopped()
      await kill()
    },
  }
}

/** Tells of an end once, and not of one that was asked for. */
function endOf({ onEnd }: PlaceListeners): { end(reason: string): void; stopped(): void } {
  let isOver = false
  return {
    end(reason) {
      if (isOver) return
      isOver = true
      onEnd(reason)
    },
    stopped() {
      isOver = true
    },
  }
}
