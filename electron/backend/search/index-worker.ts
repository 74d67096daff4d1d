import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../../../domain/failure.ts'
import type { LibraryIndex } from '../library/index-port.ts'
import { openLocalIndex } from './local-index.ts'
import type { FromWorker, PlainCall, ToWorker, WorkerStart } from './worker-messages.ts'

/** The entry of the worker thread that reads one library. It holds no logic: it answers calls with the local index. */
const port = parentPort
if (!port) throw new Error('this file runs in a worker thread only')

let nowMs = 0
const index = openLocalIndex({ ...(workerData as WorkerStart), clock: { nowMs: () => nowMs } })
const verifications = new Map<number, AbortController>()

const sqliteCorrupt = 11
const sqliteNotADatabase = 26

function answer(message: FromWorker): void {
  port?.postMessage(message)
}

function callIndex(name: PlainCall, args: unknown[]): Promise<unknown> {
  const call = index[name] as (...args: unknown[]) => Promise<unknown>
  return call(...args)
}

async function verify({
  id,
  deep,
  again,
}: {
  id: number
  deep: boolean
  again: boolean
}): ReturnType<LibraryIndex['verify']> {
  const controller = new AbortController()
  verifications.set(id, controller)
  try {
    return await index.verify({
      deep,
      again,
      onProgress: (fraction, detail) => answer({ type: 'progress', id, fraction, detail }),
      signal: controller.signal,
    })
  } finally {
    verifications.delete(id)
  }
}

async function perform(message: Exclude<ToWorker, { type: 'cancel' }>): Promise<unknown> {
  switch (message.type) {
    case 'call':
      nowMs = message.nowMs
      return await callIndex(message.name, message.args)
    case 'verify':
      nowMs = message.nowMs
      return await verify(message)
    case 'close':
      return await index.close()
  }
}

port.on('message', (message: ToWorker) => {
  if (message.type === 'cancel') {
    verifications.get(message.id)?.abort()
    return
  }
  perform(message).then(
    (value) => answer({ type: 'answer', id: message.id, value }),
    (error: unknown) => {
      const code = (error as { errcode?: number } | null)?.errcode ?? 0
      answer({
        type: 'failed',
        id: message.id,
        failure: error instanceof Failure ? error.body : null,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        // The low byte is the kind of error, the rest says more about it.
        isDamaged: (code & 0xff) === sqliteCorrupt || (code & 0xff) === sqliteNotADatabase,
      })
    },
  )
})
