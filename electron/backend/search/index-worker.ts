import { parentPort, workerData } from 'node:worker_threads'
import { processPort, threadPort } from './index-ports.ts'
import { type ReadingStart, serveReading } from './reading-thread.ts'
import { serveIndex } from './serve-index.ts'
import type { FromProcess, ToWorker, WorkerStart } from './worker-messages.ts'

/**
 * The entry of the worker thread that reads one library, of the second one that reads many files for it, and of the process
 * in which a large library is read for the first time. A process is told with its first message what a thread has as its data.
 */
const readerUrl = new URL(import.meta.url)

if (parentPort) {
  const start = workerData as WorkerStart | ReadingStart
  if ('reads' in start) serveReading(parentPort, start)
  else threadPort(parentPort).listen(serving(start, threadPort(parentPort).post))
} else {
  const port = processPort()
  let serve: ((message: ToWorker) => void) | null = null
  port.listen((message) => {
    if (serve !== null) return serve(message as ToWorker)
    port.post({ type: 'begun' } satisfies FromProcess)
    serve = serving(message as WorkerStart, port.post)
  })
}

function serving(start: WorkerStart, post: (message: unknown) => void): (message: unknown) => void {
  const serve = serveIndex({ post, start, readerUrl })
  return (message) => serve(message as ToWorker)
}
