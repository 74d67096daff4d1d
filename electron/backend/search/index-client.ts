import { Failure } from '../../../domain/failure.ts'
import type { LibraryIndex, RenewableIndex } from '../library/index-port.ts'
import type { Clock, StartIndexProcess } from '../ports.ts'
import { type IndexPlace, startProcess, startThread } from './index-place.ts'
import { isLargeFolder } from './large-folder.ts'
import { removeIndex } from './remove-index.ts'
import { isFilled } from './schema.ts'
import { settledWithin } from './settled-within.ts'
import type { FromWorker, PlainCall, ToWorker, WorkerStart } from './worker-messages.ts'

interface Waiting {
  message: ToWorker
  resolve(value: unknown): void
  reject(error: Error): void
  onProgress?: ((fraction: number, detail: string) => void) | undefined
}

/** Deferred over each kind of message, so that a spread of the union keeps its members apart. */
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

const crashLimit = 3
const closeLimitMs = 5000
/**
 * Opens the index of one library in a worker thread of its own; a large one is read for the first time in a process, whose
 * memory goes back when it has done so, or in the thread where that process fails. A worker that ends by itself is started
 * again; an index that turns out to be damaged is removed first and read anew from the folder, which shows as a new epoch.
 */
export async function openLibraryIndex({
  workerUrl,
  startIndexProcess,
  clock,
  log,
  library,
  founder,
  dir,
  indexPath,
  reader = null,
}: WorkerStart & {
  workerUrl: URL
  startIndexProcess?: StartIndexProcess | undefined
  clock: Clock
  log: (line: string) => void
}): Promise<RenewableIndex> {
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let crashCount = 0
  let isClosed = false
  /** Until a process has failed: what ended one may well end the next. */
  let mayBeApart = startIndexProcess !== undefined
  let place: IndexPlace | null = null
  let starting: Promise<IndexPlace> | null = null
  /** While a place is being left for another; nothing is asked meanwhile. */
  let renewal: Promise<void> | null = null

  function failAll(from: IndexPlace, reason: string): void {
    if (place !== from) return
    place = null
    for (const { reject } of waiting.values()) reject(interrupted(reason))
    waiting.clear()
  }

  /** Asks the thread what the process that ended by itself had still to answer. */
  function takeOver(from: IndexPlace, reason: string): void {
    if (place !== from) return
    mayBeApart = false
    const calls = [...waiting].filter(([, { message }]) => message.type === 'call')
    for (const [id] of calls) waiting.delete(id)
    failAll(from, reason)
    for (const [, { message, resolve, reject }] of calls) {
      send(message)
        .then(({ answer }) => answer)
        .then(resolve, reject)
    }
  }

  async function start(): Promise<IndexPlace> {
    const listeners = {
      onMessage: (message: FromWorker) => receive(started, message),
      onEnd(reason: string) {
        log(`the index of ${library} stopped: ${reason}`)
        if (started.isProcess) takeOver(started, reason)
        else {
          crashCount += 1
          failAll(started, reason)
        }
      },
    }
    const options = { workerUrl, start: { library, founder, dir, indexPath, reader }, listeners }
    const isApart = mayBeApart && !isFilled(indexPath) && (await isLargeFolder(dir))
    const started =
      isApart && startIndexProcess ? startProcess({ ...options, startIndexProcess }) : startThread(options)
    place = started
    return started
  }

  function receive(from: IndexPlace, message: FromWorker): void {
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
      const isDone = from.isProcess && place === from && waiting.size === 0 && renewal === null
      if (isDone && !isClosed && isFilled(indexPath)) renewal = comeHome(from)
      return
    }
    if (message.failure) {
      caller.reject(new Failure(message.failure))
      return
    }
    log(`the index of ${library} could not answer: ${message.message}`)
    caller.reject(interrupted(message.message))
    if (message.isDamaged) renew(from).catch((error: unknown) => log(`its index was not removed: ${String(error)}`))
  }

  /** Leaves the process that has read everything; the next call starts the thread. */
  async function comeHome(from: IndexPlace): Promise<void> {
    const message: ToWorker = { type: 'close', id: 0 }
    const closed = new Promise<unknown>((resolve, reject) => waiting.set(0, { message, resolve, reject }))
    from.post(message)
    await settledWithin(closeLimitMs, closed)
    waiting.delete(0)
    if (place === from) place = null
    await from.stop()
    renewal = null
  }

  /** Ends a worker whose file is damaged and removes the file; the next call starts another. */
  async function renew(damaged: IndexPlace): Promise<void> {
    if (place !== damaged) return
    failAll(damaged, 'its file is damaged')
    renewal = damaged.stop().then(() => removeIndex(indexPath))
    try {
      await renewal
    } finally {
      renewal = null
    }
  }

  async function current(): Promise<IndexPlace> {
    for (;;) {
      if (renewal !== null) await renewal
      else if (place !== null) return place
      else if (isClosed) throw interrupted('it is closed')
      else if (crashCount > crashLimit) throw interrupted('it stopped too often')
      else {
        starting ??= start().finally(() => {
          starting = null
        })
        await starting
      }
    }
  }

  async function ask(
    message: WithoutId<ToWorker>,
    onProgress?: (fraction: number, detail: string) => void,
  ): Promise<{ id: number; answer: Promise<unknown> }> {
    if (isClosed) throw interrupted('it is closed')
    return await send(message, onProgress)
  }

  async function send(
    message: WithoutId<ToWorker>,
    onProgress?: (fraction: number, detail: string) => void,
  ): Promise<{ id: number; answer: Promise<unknown> }> {
    const running = await current()
    const id = nextId++
    const sent = { ...message, id }
    const answer = new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { message: sent, resolve, reject, onProgress })
    })
    running.post(sent)
    return { id, answer }
  }

  function call<Name extends PlainCall>(name: Name): LibraryIndex[Name] {
    const send = async (...args: unknown[]): Promise<unknown> =>
      await (await ask({ type: 'call', nowMs: clock.nowMs(), name, args })).answer
    return send as LibraryIndex[Name]
  }

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
      if (place !== null) await renew(place)
      else removeIndex(indexPath)
      crashCount = 0
    },
    async verify({ deep, again = false, onProgress, signal }) {
      const { id, answer } = await ask({ type: 'verify', nowMs: clock.nowMs(), deep, again }, onProgress)
      const cancel = (): void => place?.post({ type: 'cancel', id } satisfies ToWorker)
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
      isClosed = true
      await settledWithin(closeLimitMs, Promise.all([starting, renewal]))
      const running = place
      if (running === null) return
      await settledWithin(
        closeLimitMs,
        send({ type: 'close' }).then(({ answer }) => answer),
      )
      await running.stop()
      failAll(running, 'it was closed')
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
