import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '../../../../domain/failure.ts'
import { probe } from './probe.ts'

/** Looks at the one file that it was started for, and answers its facts or why it was refused. */
const { path, ffmpegPath } = workerData as { path: string; ffmpegPath?: string }
probe({ path, ffmpegPath }).then(
  (facts) => parentPort?.postMessage({ facts }),
  (error: unknown) => {
    const { body, cause } = toFailure(error)
    parentPort?.postMessage({ failure: body, cause: String(cause ?? '') })
  },
)
