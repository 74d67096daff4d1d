import { parentPort, workerData } from 'node:worker_threads'
import { type ReadingStart, serveReading } from './reading-thread.ts'
import { serveIndex } from './serve-index.ts'
import type { WorkerStart } from './worker-messages.ts'

/** The entry of the worker thread that reads one library, and of the second one that reads many files for it. */
const port = parentPort
if (!port) throw new Error('this file runs in a worker thread only')

const start = workerData as WorkerStart | ReadingStart
if ('reads' in start) serveReading(port, start)
else serveIndex({ port, start, readerUrl: new URL(import.meta.url) })
