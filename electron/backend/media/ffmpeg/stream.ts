import { spawn } from 'node:child_process'
import { isAbsolute } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { Failure } from '../../../../domain/failure.ts'
import { endWithUs } from './end-with-us.ts'
import { lowerPriority, type Priority } from './priority.ts'

export interface FfmpegStreamOptions {
  ffmpegPath: string
  /** A file with its forced demuxer, or the raw form of what is written to `stdin`. */
  input: { path: string; demuxer: string; options: readonly string[] } | { stdinForm: readonly string[] }
  /** Filters, codec and form of what comes out. */
  outputOptions: readonly string[]
  /** What cannot be read of damaged input is left out; only a program that was killed has failed. */
  isTolerant?: boolean | undefined
  priority?: Priority | undefined
  signal?: AbortSignal | undefined
}

export interface FfmpegStream {
  stdin: Writable
  stdout: Readable
  /** Resolves when the program has ended well; rejects with a Failure, also where it was killed. */
  ended: Promise<void>
  kill(): void
}

const keptLogBytes = 4000

/** An ffmpeg between two streams: what it is given by `stdin` or from a file comes out of `stdout`. */
export function streamFfmpeg(options: FfmpegStreamOptions): FfmpegStream {
  const { ffmpegPath, input, outputOptions, isTolerant = false, priority = 'low', signal } = options
  if ('path' in input && !isAbsolute(input.path)) throw new Error('ffmpeg is given absolute paths only')
  const from =
    'path' in input
      ? ['-nostdin', '-protocol_whitelist', 'file', ...input.options, '-f', input.demuxer, '-i', input.path]
      : ['-protocol_whitelist', 'pipe', ...input.stdinForm, '-i', 'pipe:0']
  const args = ['-hide_banner', '-nostats', '-loglevel', 'error', ...from, ...outputOptions, 'pipe:1']
  const child = spawn(ffmpegPath, args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })
  endWithUs(child)
  if (child.pid !== undefined) lowerPriority(child.pid, priority)
  let printed = ''
  child.stderr.on('data', (bytes: Buffer) => {
    printed = (printed + bytes.toString()).slice(-keptLogBytes)
  })
  // Writing to a program that has ended is told by its end.
  child.stdin.on('error', () => undefined)
  const kill = (): void => {
    child.kill('SIGKILL')
  }
  signal?.addEventListener('abort', kill, { once: true })
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (error) => reject(failed(error)))
    child.on('close', (code) => {
      signal?.removeEventListener('abort', kill)
      if (signal?.aborted) reject(new Failure({ code: 'cancelled', message: 'This was cancelled.' }))
      else if (code === 0 || (isTolerant && code !== null)) resolve()
      else reject(failed(new Error(`ffmpeg ended with ${code}: ${printed}`)))
    })
  })
  ended.catch(() => undefined)
  return { stdin: child.stdin, stdout: child.stdout, ended, kill }
}

/** Resolves when a program has taken these bytes, or takes nothing any more: its end tells why. */
export function written(stdin: Writable, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (stdin.destroyed) resolve()
    else stdin.write(bytes, () => resolve())
  })
}

function failed(cause: unknown): Failure {
  return new Failure({
    code: 'ffmpeg-failed',
    message: 'The sound could not be worked on.',
    kept: 'The recording is as it was.',
    remedy: 'Try again; if it fails again, the log says why.',
    cause,
  })
}
