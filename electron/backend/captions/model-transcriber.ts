import { stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { Failure } from '../../../domain/failure.ts'
import { threadCount } from './program-transcriber.ts'
import {
  captionsCancelled,
  captionsFailed,
  captionsTookTooLong,
  killAfterMs,
  modelUnusable,
  neverFalling,
  type TranscribeRequest,
  type Transcriber,
  type Transcript,
  timeLimitMs,
} from './transcriber.ts'
import { type FromWorker, fromWorkerSchema, type ToWorker } from './worker-messages.ts'

export interface ModelOptions {
  /** Absolute path of a ggml model; null where none was given yet. */
  modelPath: string | null
  workerUrl: URL
  log: (line: string) => void
  /** For tests; otherwise it follows from the length of what is said. */
  limitMs?: number | undefined
}

/**
 * A transcriber of our own: whisper.cpp as a native module, in a thread of its own. Throws `captions-not-set-up` where no
 * model is given.
 */
export function modelTranscriber(options: ModelOptions): Transcriber {
  return {
    async transcribe(request) {
      const { modelPath } = options
      if (modelPath === null) throw noModel()
      if (request.signal.aborted) throw captionsCancelled()
      if ((await stat(modelPath).catch(() => null))?.isFile() !== true) throw modelUnusable(new Error('no such file'))
      return await run(options, modelPath, request)
    },
  }
}

function run(
  { workerUrl, log, limitMs }: ModelOptions,
  modelPath: string,
  { wavPath, durationMs, language, glossary, signal, onProgress }: TranscribeRequest,
): Promise<Transcript> {
  const worker = new Worker(workerUrl)
  const tell = (message: ToWorker): void => worker.postMessage(message)
  const report = neverFalling(onProgress)
  let stopped: Failure | null = null
  let endTimer: NodeJS.Timeout | undefined
  const stop = (why: Failure): void => {
    stopped ??= why
    tell({ type: 'stop' })
    endTimer ??= setTimeout(() => void worker.terminate(), killAfterMs)
  }
  const cancel = (): void => stop(captionsCancelled())
  const limitTimer = setTimeout(() => stop(captionsTookTooLong()), limitMs ?? timeLimitMs(durationMs))
  signal.addEventListener('abort', cancel, { once: true })

  return new Promise<Transcript>((resolve, reject) => {
    worker.on('message', (said: unknown) => {
      const parsed = fromWorkerSchema.safeParse(said)
      if (!parsed.success) return reject(broken(parsed.error))
      const message = parsed.data
      if (message.type === 'progress') report(message.fraction)
      else if (message.type === 'failed') reject(stopped ?? failureOf(message, log))
      else {
        const heard = /^[a-z]{2,3}$/.test(message.language ?? '') ? message.language : null
        resolve({ language: heard ?? language ?? 'en', cues: message.cues })
      }
    })
    worker.on('error', (error) => reject(stopped ?? broken(error)))
    worker.on('exit', () => reject(stopped ?? broken(new Error('the worker ended'))))
    tell({ type: 'start', modelPath, wavPath, language, glossary, threads: threadCount() })
  })
    .then((transcript) => {
      if (stopped !== null) throw stopped
      return transcript
    })
    .finally(async () => {
      clearTimeout(limitTimer)
      clearTimeout(endTimer)
      signal.removeEventListener('abort', cancel)
      await worker.terminate()
    })
}

function failureOf({ what, detail }: FromWorker & { type: 'failed' }, log: (line: string) => void): Failure {
  log(`captions by the built-in model failed (${what}): ${detail}`)
  const cause = new Error(detail)
  switch (what) {
    case 'model':
      return modelUnusable(cause)
    case 'stopped':
      return captionsCancelled()
    case 'module':
      return captionsFailed('Captions cannot be made by Ownpace itself on this kind of computer.', {
        remedy: 'Name a program of whisper.cpp’s kind in Settings instead.',
        cause,
      })
    case 'run':
      return broken(cause)
  }
}

function broken(cause: unknown): Failure {
  return captionsFailed('Writing the captions failed.', {
    remedy: 'Try again; if it fails again, choose another model in Settings.',
    cause,
  })
}

function noModel(): Failure {
  return new Failure({
    code: 'captions-not-set-up',
    message: 'No model for captions is given.',
    kept: 'The recording is as it was.',
    remedy: 'Fetch one in Settings, or give a file there.',
  })
}
