import type { MessagePort } from 'node:worker_threads'

/** The channel of an index to whoever started its thread or its process. */
export interface IndexPort {
  listen(listener: (message: unknown) => void): void
  post(message: unknown): void
}

export function threadPort(port: MessagePort): IndexPort {
  return { listen: (listener) => port.on('message', listener), post: (message) => port.postMessage(message) }
}

/** The channel of an Electron utility process, which Node's types do not know. */
interface UtilityChannel {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/**
 * The channel to the process that started this one. When that process is gone this one ends too: what it was reading is
 * read again by the next.
 */
export function processPort(): IndexPort {
  // Whoever started this decides when it ends, also where a key of the terminal reaches both.
  process.on('SIGINT', () => undefined)
  const { parentPort: utility } = process as unknown as { parentPort?: UtilityChannel }
  if (utility) {
    return {
      listen: (listener) => utility.on('message', ({ data }) => listener(data)),
      post: (message) => utility.postMessage(message),
    }
  }
  process.on('disconnect', () => process.exit())
  return {
    listen: (listener) => process.on('message', listener),
    post: (message) => void process.send?.(message),
  }
}
