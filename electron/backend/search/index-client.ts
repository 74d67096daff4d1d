import { Worker } from 'node:worker_threads'
import { Failure } from '../../../domain/failure.ts'
import type { LibraryIndex, RenewableIndex } from '../library/index-port.ts'
import type { Clock } from '../ports.ts'
import { removeIndex } from './remove-index.ts'
import type { FromWorker, PlainCall, ToWorker, WorkerStart } from './worker-messages.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
  onProgress?: ((fraction: number, detail: string) => void) | undefined
}

/** Deferred over each kind of message, so that a spread of the union keeps its members apart. */
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

const crashLimit = 3
const closeLimitMs = 5000
/** What is read and folded lives a moment: without a limit its heap grows to three times of this and stays. */
const youngHeapMb = 12
/** Far more than any answer takes; it makes the collector come before garbage has filled the memory. */
const oldHeapMb = 256

/**
 * Opens the index of one library in a worker thread of its own. A worker that ends by itself is started again; an index
 * that turns out to be damaged is removed first and read anew from the folder, which shows as a new epoch.
 */
export async function openLibraryIndex({
  workerUrl,
  clock,
  log,
  library,
  founder,
  dir,
  indexPath,
  reader = null,
}: WorkerStart & { workerUrl: URL; clock: Clock; log: (line: string) => void }): Promise<RenewableIndex> {
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let crashCount = 0
  let isClosed = false
  let worker: Worker | null = null

  function failAll(running: Worker, reason: string): void {
    if (worker !== running) return
    worker = null
    for (const { reject } of waiting.values()) reject(interrupted(reason))
    waiting.clear()
  }

  function start(): Worker {
    const started = new Worker(workerUrl, {
      workerData: { library, founder, dir, indexPath, reader } satisfies WorkerStart,
      resourceLimits: { maxYoungGenerationSizeMb: youngHeapMb, maxOldGenerationSizeMb: oldHeapMb },
    })
    started.on('message', (message: FromWorker) => receive(started, message))
    started.on('error', (error) => {
      crashCount += 1
      log(`the index of ${library} stopped: ${error.stack ?? error.message}`)
      failAll(started, error.message)
    })
    started.on('exit', (code) => {
      if (worker === started && !isClosed) {
        crashCount += 1
        log(`the index of ${library} ended with code ${code}`)
      }
      failAll(started, 'it ended')
    })
    worker = started
    return started
  }

  function receive(from: Worker, message: FromWorker): void {
    const caller = waiting.get(message.id)
    if (!caller) return
    if (message.type === 'progress') {
      caller.onProgress?.(message.fraction, message.detail)
      return
    }
    waiting.delete(message.id)
    if (message.type === 'answer') {
      crashCount = 0
      caller.resolve(message.value)
      return
    }
    if (message.failure) {
      caller.reject(new Failure(message.failure))
      return
    }
    log(`the index of ${library} could not answer: ${message.message}`)
    caller.reject(interrupted(message.message))
    if (message.isDamaged) void renew(from)
  }

  /** Ends a worker whose file is damaged and removes the file; the next call starts another. */
  async function renew(damaged: Worker): Promise<void> {
    if (worker !== damaged) return
    failAll(damaged, 'its file is damaged')
    renewal = damaged.terminate().then(() => removeIndex(indexPath))
    await renewal
    renewal = null
  }
  let renewal: Promise<void> | null = null

  async function ask(
    message: WithoutId<ToWorker>,
    onProgress?: (fraction: number, detail: string) => void,
  ): Promise<{ id: number; answer: Promise<unknown> }> {
    if (isClosed) throw interrupted('it is closed')
    await renewal
    if (crashCount > crashLimit) throw interrupted('it stopped too often')
    const running = worker ?? start()
    const id = nextId++
    const answer = new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject, onProgress })
    })
    running.postMessage({ ...message, id })
    return { id, answer }
  }

  function call<Name extends PlainCall>(name: Name): LibraryIndex[Name] {
    const send = async (...args: unknown[]): Promise<unknown> =>
      await (await ask({ type: 'call', nowMs: clock.nowMs(), name, args })).answer
    return send as LibraryIndex[Name]
  }

  start()
  return {
    scan: call('scan'),
    changes: call('changes'),
    record: call('record'),
    records: call('records'),
    page: call('page'),
    kept: call('kept'),
    views: call('views'),
    search: call('search'),
    heads: call('heads'),
    versions: call('versions'),
    history: call('history'),
    versionText: call('versionText'),
    standing: call('standing'),
    versionBody: call('versionBody'),
    held: call('held'),
    delivery: call('delivery'),
    words: call('words'),
    wordEntries: call('wordEntries'),
    reread: call('reread'),
    filesLackingWords: call('filesLackingWords'),
    batchesMissingWords: call('batchesMissingWords'),
    filesToStrip: call('filesToStrip'),
    alteredFiles: call('alteredFiles'),
    forks: call('forks'),
    gaps: call('gaps'),
    position: call('position'),
    hasForked: call('hasForked'),
    hasBatch: call('hasBatch'),
    goneItems: call('goneItems'),
    withdrawnItems: call('withdrawnItems'),
    makerOf: call('makerOf'),
    mayTakeOut: call('mayTakeOut'),
    isClosed: call('isClosed'),
    latestOfOthers: call('latestOfOthers'),
    latestTime: call('latestTime'),
    batchesWithWordsOf: call('batchesWithWordsOf'),
    personOf: call('personOf'),
    assetPath: call('assetPath'),
    pending: call('pending'),
    health: call('health'),
    published: call('published'),
    publishedOf: call('publishedOf'),
    batchFiles: call('batchFiles'),
    entriesAbout: call('entriesAbout'),
    lostEntries: call('lostEntries'),
    headLine: call('headLine'),
    withdrawn: call('withdrawn'),
    async rebuild() {
      await renewal
      if (worker !== null) await renew(worker)
      else removeIndex(indexPath)
      crashCount = 0
    },
    async verify({ deep, again = false, onProgress, signal }) {
      const { id, answer } = await ask({ type: 'verify', nowMs: clock.nowMs(), deep, again }, onProgress)
      const cancel = (): void => worker?.postMessage({ type: 'cancel', id } satisfies ToWorker)
      signal.addEventListener('abort', cancel, { once: true })
      if (signal.aborted) cancel()
      try {
        return (await answer) as Awaited<ReturnType<LibraryIndex['verify']>>
      } finally {
        signal.removeEventListener('abort', cancel)
      }
    },
    async close() {
      if (isClosed) return
      const running = worker
      const closing = running && ask({ type: 'close' }).then(({ answer }) => answer)
      isClosed = true
      const limit = AbortSignal.timeout(closeLimitMs)
      const isLate = new Promise((resolve) => limit.addEventListener('abort', resolve, { once: true }))
      await Promise.race([closing, isLate]).catch(() => undefined)
      await renewal
      await running?.terminate()
    },
  }
}

function interrupted(reason: string): Failure {
  return new Failure({
    code: 'internal',
    message: 'The library’s index was interrupted.',
    kept: 'Nothing in the folder was touched.',
    remedy: 'Try again; the index is read anew where it was damaged.',
    cause: new Error(reason),
  })
}
