import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { FromWorker, ToWorker } from './worker-messages.ts'

/** What is used of whisper.node's native module; its own types come with sources that are not installed. */
interface NativeModule {
  WhisperContext: (new (options: {
    filePath: string
    useGpu: boolean
  }) => NativeContext) & {
    toggleNativeLog(isOn: boolean, listener: (level: string, text: string) => void): void
  }
}

interface NativeContext {
  transcribeFile(
    wavPath: string,
    options: Record<string, string | number | ((percent: number) => void)>,
  ): { stop(): Promise<void>; promise: Promise<NativeResult> }
  release(): Promise<void>
}

interface NativeResult {
  language?: string
  segments: { text: string; t0: number; t1: number }[]
  isAborted: boolean
}

const port = parentPort
const send = (message: FromWorker): void => port?.postMessage(message)
let stopNow: (() => Promise<void>) | null = null

port?.on('message', (message: ToWorker) => {
  if (message.type === 'stop') void stopNow?.()
  else void transcribe(message)
})

async function transcribe({ modelPath, wavPath, language, glossary, threads }: ToWorker & { type: 'start' }) {
  const native = load()
  if (native === null) return
  let printed = ''
  native.WhisperContext.toggleNativeLog(true, (_level, text) => {
    printed = (printed + text).slice(-4000)
  })
  let context: NativeContext
  try {
    // Loading takes the thread for as long as reading the file does, which is why this is a worker.
    context = await new native.WhisperContext({ filePath: modelPath, useGpu: false })
  } catch (error) {
    // What it prints comes a moment later than what it throws.
    await new Promise((resolve) => setTimeout(resolve, 50))
    send({ type: 'failed', what: 'model', detail: `${String(error)}\n${printed}` })
    return
  }
  send({ type: 'progress', fraction: 0 })
  try {
    const running = context.transcribeFile(wavPath, {
      language: language ?? 'auto',
      maxThreads: threads,
      ...(glossary === '' ? {} : { prompt: glossary }),
      onProgress: (percent) => send({ type: 'progress', fraction: percent / 100 }),
    })
    stopNow = running.stop
    const { segments, isAborted, language: heard } = await running.promise
    if (isAborted) send({ type: 'failed', what: 'stopped', detail: '' })
    else {
      const cues = segments.map(({ t0, t1, text }) => ({ startMs: t0, endMs: t1, text }))
      send({ type: 'done', language: heard ?? null, cues })
    }
  } catch (error) {
    send({ type: 'failed', what: 'run', detail: `${String(error)}\n${printed}` })
  } finally {
    await context.release().catch(() => undefined)
  }
}

function load(): NativeModule | null {
  try {
    const require = createRequire(import.meta.url)
    return require(`@fugood/node-whisper-${process.platform}-${process.arch}`) as NativeModule
  } catch (error) {
    send({ type: 'failed', what: 'module', detail: String(error) })
    return null
  }
}
