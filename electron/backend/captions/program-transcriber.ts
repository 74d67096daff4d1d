import { type ChildProcess, spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Failure } from '../../../domain/failure.ts'
import { lowerPriority } from '../media/ffmpeg/priority.ts'
import { readProgramOutput } from './program-output.ts'
import {
  captionsCancelled,
  captionsFailed,
  captionsTookTooLong,
  killAfterMs,
  modelUnusable,
  neverFalling,
  type TranscribeRequest,
  type Transcriber,
  timeLimitMs,
} from './transcriber.ts'

export interface ProgramOptions {
  /** Absolute path of a program with the interface of whisper.cpp's `whisper-cli`. */
  programPath: string
  /** Absolute path of the model it reads. */
  modelPath: string
  log: (line: string) => void
  /** For tests; otherwise it follows from the length of what is said. */
  limitMs?: number | undefined
}

const progressLine = /progress\s*=\s*(\d{1,3})\s*%/
const keptPrint = 4000

/** A transcriber that runs a program of the person's choice. */
export function programTranscriber(options: ProgramOptions): Transcriber {
  return {
    async transcribe(request) {
      if (request.signal.aborted) throw captionsCancelled()
      const base = join(request.workDir, 'words')
      const printed = await run(options, request, programArguments({ ...request, modelPath: options.modelPath, base }))
      // It ends well after a mistake in its arguments and after a sound file that it cannot read: what it wrote decides.
      const transcript = await readProgramOutput(base, { asked: request.language })
      if (transcript !== null) return transcript
      options.log(`the program for captions wrote nothing that can be read:\n${printed}`)
      throw refusal(printed)
    },
  }
}

/** The arguments of `whisper-cli` (https://github.com/ggml-org/whisper.cpp, examples/cli), as of version 1.8. */
function programArguments(
  asked: Pick<TranscribeRequest, 'wavPath' | 'language' | 'glossary'> & { modelPath: string; base: string },
): string[] {
  return [
    ...['-m', asked.modelPath, '-f', asked.wavPath, '-l', asked.language ?? 'auto'],
    ...['-oj', '-ovtt', '-of', asked.base, '-pp', '-t', String(threadCount())],
    ...(asked.glossary === '' ? [] : ['--prompt', asked.glossary]),
  ]
}

/** Half of the machine stays the person's. */
export function threadCount(): number {
  return Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)))
}

/** Resolves to the end of what it printed when it has ended well; rejects when it has ended otherwise. */
function run(
  { programPath, log, limitMs }: ProgramOptions,
  { workDir, durationMs, signal, onProgress }: TranscribeRequest,
  args: string[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what a script starts ends with it. What it says to standard output are the words again.
    const isGroup = process.platform !== 'win32'
    const child = spawn(programPath, args, {
      cwd: workDir,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: isGroup,
      windowsHide: true,
    })
    if (child.pid !== undefined) lowerPriority(child.pid, 'low')
    const report = neverFalling(onProgress)
    let printed = ''
    let stopped: Failure | null = null
    let killTimer: NodeJS.Timeout | undefined
    const stop = (why: Failure): void => {
      stopped ??= why
      end({ child, isGroup, how: 'SIGTERM' })
      killTimer ??= setTimeout(() => end({ child, isGroup, how: 'SIGKILL' }), killAfterMs)
    }
    const cancel = (): void => stop(captionsCancelled())
    const limitTimer = setTimeout(() => stop(captionsTookTooLong()), limitMs ?? timeLimitMs(durationMs))
    const settle = (): void => {
      clearTimeout(limitTimer)
      clearTimeout(killTimer)
      signal.removeEventListener('abort', cancel)
    }
    signal.addEventListener('abort', cancel, { once: true })

    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split(/[\r\n]/)) {
        const percent = progressLine.exec(line.slice(0, 200))?.[1]
        if (percent !== undefined) report(Number(percent) / 100)
      }
      printed = (printed + text).slice(-keptPrint)
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      settle()
      reject(stopped ?? notStarted(error))
    })
    // Not 'exit': whatever it started holds its standard error, and is waited for.
    child.on('close', (code, signalName) => {
      settle()
      // What outlived its parent ends here.
      end({ child, isGroup, how: 'SIGKILL' })
      if (stopped !== null) return reject(stopped)
      if (code === 0) return resolve(printed)
      log(`the program for captions ended with ${code ?? signalName}:\n${printed}`)
      reject(refusal(printed))
    })
  })
}

function end({ child, isGroup, how }: { child: ChildProcess; isGroup: boolean; how: 'SIGTERM' | 'SIGKILL' }): void {
  if (child.pid === undefined) return
  try {
    if (isGroup) process.kill(-child.pid, how)
    else child.kill(how)
  } catch {
    // It has ended already.
  }
}

function notStarted(error: NodeJS.ErrnoException): Failure {
  const isMissing = error.code === 'ENOENT'
  return captionsFailed(
    isMissing ? 'The program for captions is not there any more.' : 'The program for captions could not be started.',
    { remedy: 'Check its path in Settings.', cause: error },
  )
}

function refusal(printed: string): Failure {
  const cause = new Error(printed)
  if (/failed to (?:load model|open '|initialize whisper)|invalid model|bad magic/i.test(printed)) {
    return modelUnusable(cause)
  }
  if (/unknown language/i.test(printed)) {
    return captionsFailed('The program for captions does not know this language.', {
      remedy: 'Choose another one in Settings, or let it listen for the language.',
      cause,
    })
  }
  return captionsFailed('The program for captions ended without writing any.', {
    remedy:
      'Try it by hand with a short file: the log says what it printed. Captions from a file can be added at any time.',
    cause,
  })
}
