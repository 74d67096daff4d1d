import { parentPort } from 'node:worker_threads'
import { markdown } from './markdown.ts'

/** Asked for one text at a time, answers its markup. */
parentPort?.on('message', (source: string) => parentPort?.postMessage(markdown(source).markup))
