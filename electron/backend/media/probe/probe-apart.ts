import { Worker } from 'node:worker_threads'
import { Failure, type FailureBody } from '../../../../domain/failure.ts'
import { findAppFiles } from '../../host/app-files.ts'
import type { MediaFacts } from './probe.ts'

type Answer = { facts: MediaFacts } | { failure: FailureBody; cause: string }

const limitMs = 60_000
const maxHeapMb = 512

/**
 * Probes a file that nobody vouches for in a thread of its own, which is ended when it takes too long or too much: a
 * length that lies keeps a reader busy for ever, and no timer runs beside it then. Throws what `probe` throws, and
 * `time-limit`.
 */
export function probeApart({
  path,
  ffmpegPath,
  timeLimitMs = limitMs,
}: {
  path: string
  ffmpegPath?: string | undefined
  timeLimitMs?: number | undefined
}): Promise<MediaFacts> {
  const worker = new Worker(findAppFiles().probeWorkerUrl, {
    workerData: { path, ffmpegPath },
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  })
  let timer: NodeJS.Timeout | undefined
  const answered = new Promise<MediaFacts>((resolve, reject) => {
    timer = setTimeout(() => reject(neverEnds(new Error('no answer in time'))), timeLimitMs)
    worker.once('message', (answer: Answer) => {
      if ('facts' in answer) resolve(answer.facts)
      else reject(new Failure({ ...answer.failure, cause: answer.cause }))
    })
    worker.once('error', (error) => reject(neverEnds(error)))
    worker.once('exit', () => reject(neverEnds(new Error('it ended without an answer'))))
  })
  return answered.finally(async () => {
    clearTimeout(timer)
    await worker.terminate()
  })
}

function neverEnds(cause: unknown): Failure {
  return new Failure({
    code: 'time-limit',
    message: 'This file is damaged in such a way that reading it would not come to an end, so it was stopped.',
    kept: 'The file is as it was.',
    remedy: 'Copy it again from where it came from, or choose another file.',
    cause,
  })
}
