import { Failure } from '../../../domain/failure.ts'
import type { LibraryIndex } from '../library/index-port.ts'
import { isDamaged } from './damaged.ts'
import { openLocalIndex } from './local-index.ts'
import type { FromWorker, PlainCall, ToWorker, WorkerStart } from './worker-messages.ts'

/**
 * Answers calls with the index of one library; `readerUrl` is the entry of a thread that reads many files for it. Answers go
 * to `post`; what it returns takes the calls.
 */
export function serveIndex({
  post,
  start,
  readerUrl,
}: {
  post: (message: FromWorker) => void
  start: WorkerStart
  readerUrl: URL
}): (message: ToWorker) => void {
  let nowMs = 0
  const index = openLocalIndex({ ...start, readerUrl, clock: { nowMs: () => nowMs } })
  const verifications = new Map<number, AbortController>()

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
        onProgress: (fraction, detail) => post({ type: 'progress', id, fraction, detail }),
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

  return (message) => {
    if (message.type === 'cancel') {
      verifications.get(message.id)?.abort()
      return
    }
    perform(message).then(
      (value) => post({ type: 'answer', id: message.id, value }),
      (error: unknown) => {
        post({
          type: 'failed',
          id: message.id,
          failure: error instanceof Failure ? error.body : null,
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
          isDamaged: isDamaged(error),
        })
      },
    )
  }
}
