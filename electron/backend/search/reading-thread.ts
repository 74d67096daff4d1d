import { type MessagePort, Worker } from 'node:worker_threads'
import type { FolderCall, OnFolderCall } from '../folder/read/safe-path.ts'
import { openSyncFolder, type SyncFolder } from '../folder/read/sync-folder.ts'
import { Unreadable, type UnreadableReason } from '../folder/read/unreadable.ts'
import { perform, type Reading, type ReadingAnswers, type ReadingTask } from './reading.ts'

/** What a thread that only reads is told when it starts. */
export interface ReadingStart {
  reads: string
}

type Answer = { calls: FolderCall[] } & (
  | { kind: 'done'; value: ReadingAnswers[ReadingTask['kind']] }
  | { kind: 'unreadable'; reason: UnreadableReason }
)

/** A network drive or a streamed folder may hang for ever: whoever waits goes on without this thread. */
const timeLimitMs = 60_000

/** The side of the reading thread: answers each task in its turn, whatever it blocks on. */
export function serveReading(port: MessagePort, { reads }: ReadingStart): void {
  const calls: FolderCall[] = []
  let folder: SyncFolder | null = null
  port.on('message', (task: ReadingTask) => {
    try {
      folder ??= openSyncFolder(reads, (call) => calls.push(call))
      const value = perform(folder, task)
      const moved = 'bytes' in value ? [value.bytes.buffer as ArrayBuffer] : []
      port.postMessage({ kind: 'done', value, calls: calls.splice(0) } satisfies Answer, moved)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      port.postMessage({ kind: 'unreadable', reason: error.reason, calls: calls.splice(0) } satisfies Answer)
    }
  })
}

/** Reads on a thread of its own, so that files are read and hashed while others are written into the index. */
export function createReadingThread({
  workerUrl,
  dir,
  onCall = () => undefined,
}: {
  workerUrl: URL
  dir: string
  onCall?: OnFolderCall | undefined
}): Reading {
  const worker = new Worker(workerUrl, {
    workerData: { reads: dir } satisfies ReadingStart,
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  })
  const waiting: { resolve(answer: Answer): void; reject(error: Error): void }[] = []
  let failure: Error | null = null

  function fail(error: Error): void {
    failure ??= error
    for (const { reject } of waiting.splice(0)) reject(failure)
  }

  worker.on('message', (answer: Answer) => waiting.shift()?.resolve(answer))
  worker.on('error', (error) => fail(error))
  worker.on('exit', () => fail(new Unreadable('busy')))
  worker.unref()

  return {
    async ask(task) {
      if (failure) throw failure
      const answered = new Promise<Answer>((resolve, reject) => {
        waiting.push({ resolve, reject })
        worker.postMessage(task)
      })
      const timer = setTimeout(() => fail(new Unreadable('slow')), timeLimitMs)
      try {
        const answer = await answered
        for (const call of answer.calls) onCall(call)
        if (answer.kind === 'unreadable') throw new Unreadable(answer.reason)
        return answer.value as never
      } finally {
        clearTimeout(timer)
      }
    },
    close() {
      void worker.terminate()
    },
  }
}
