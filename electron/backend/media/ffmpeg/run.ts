import { rename, rm } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import fluentFfmpeg from 'fluent-ffmpeg'
import { Failure } from '../../../../domain/failure.ts'
import { endWithUs } from './end-with-us.ts'
import { lowerPriority, type Priority } from './priority.ts'
import { createProgressReader } from './progress.ts'

/** One file that ffmpeg reads. `demuxer` is forced, so that no content can make ffmpeg open it as a playlist. */
export interface FfmpegInput {
  path: string
  demuxer: string
  options?: readonly string[] | undefined
}

export interface FfmpegJob {
  /** May be empty where the filter graph draws its own picture. */
  inputs: readonly FfmpegInput[]
  filterGraph?: string | undefined
  outputOptions: readonly string[]
  outputPath: string
  /** How long the output will be, for the progress; null where it cannot be known. */
  durationMs: number | null
  timeLimitMs: number
  signal?: AbortSignal | undefined
  /** Between 0 and 1, never falling. */
  onProgress?: ((fraction: number) => void) | undefined
  priority?: Priority | undefined
}

export interface Ffmpeg {
  path: string
  /** Resolves when the whole output stands under its final name. Rejects with a Failure and leaves no half file. */
  run(job: FfmpegJob): Promise<void>
}

const killAfterMs = 2000
const keptLogLines = 60
const lostEndPattern = /^Error (?:writing trailer of|closing file) /m

/** An ffmpeg program, run through fluent-ffmpeg. `priority` holds for jobs that do not name their own. */
export function createFfmpeg(options: { path: string; log: (line: string) => void; priority?: Priority }): Ffmpeg {
  const { path, log, priority = 'low' } = options
  return { path, run: (job) => runJob({ path, log, job: { ...job, priority: job.priority ?? priority } }) }
}

async function runJob({ path, log, job }: { path: string; log: (line: string) => void; job: FfmpegJob }) {
  for (const file of [job.outputPath, ...job.inputs.map((input) => input.path)]) {
    if (!isAbsolute(file)) throw new Error('ffmpeg is given absolute paths only')
  }
  if (job.signal?.aborted) throw cancelled()
  const partialPath = `${job.outputPath}.partial`
  try {
    await encode({ path, log, job, partialPath })
    await rename(partialPath, job.outputPath)
  } catch (error) {
    await rm(partialPath, { force: true })
    throw error
  }
}

interface Encoding {
  path: string
  log: (line: string) => void
  job: FfmpegJob
  partialPath: string
}

function encode({ path, log, job, partialPath }: Encoding): Promise<void> {
  const command = fluentFfmpeg({ stdoutLines: keptLogLines })
  // fluent-ffmpeg keeps the program's path for the whole process, so it is set anew for each run.
  command.setFfmpegPath(path)
  for (const input of job.inputs) {
    command.input(input.path)
    command.inputOptions(['-protocol_whitelist', 'file', '-f', input.demuxer, ...(input.options ?? [])])
  }
  if (job.filterGraph !== undefined) command.outputOptions(['-filter_complex', job.filterGraph])
  command.outputOptions([...job.outputOptions])
  command.outputOptions(['-hide_banner', '-nostdin', '-nostats', '-progress', 'pipe:1'])
  command.output(partialPath)

  return new Promise((resolve, reject) => {
    let stopReason: 'cancelled' | 'time-limit' | null = null
    let killTimer: NodeJS.Timeout | undefined
    const stop = (reason: 'cancelled' | 'time-limit') => {
      stopReason ??= reason
      command.kill('SIGTERM')
      killTimer ??= setTimeout(() => command.kill('SIGKILL'), killAfterMs)
    }
    const cancel = () => stop('cancelled')
    const limitTimer = setTimeout(() => stop('time-limit'), job.timeLimitMs)
    job.signal?.addEventListener('abort', cancel, { once: true })
    const settle = () => {
      clearTimeout(killTimer)
      clearTimeout(limitTimer)
      job.signal?.removeEventListener('abort', cancel)
    }

    command.on('start', () => {
      const child = runningProcess(command)
      if (child !== undefined) endWithUs(child)
      if (child?.pid !== undefined) lowerPriority(child.pid, job.priority ?? 'low')
      child?.stdout?.on('data', createProgressReader({ durationMs: job.durationMs, onProgress: job.onProgress }))
      // A cancel that came while fluent-ffmpeg was still asking the program for its abilities found nothing to kill.
      if (stopReason !== null) stop(stopReason)
    })
    const fail = (error: Error, printed: string | null | undefined) => {
      const lastLines = (printed ?? '').trim().split('\n').slice(-keptLogLines).join('\n')
      log(`ffmpeg failed: ${error.message}\n${lastLines}`)
      reject(failureFrom(lastLines, error))
    }
    command.on('end', (_stdout?: string | null, stderr?: string | null) => {
      settle()
      if (stopReason !== null) return reject(stopped(stopReason))
      // The shipped ffmpeg of 2018 exits with 0 when only its last write failed, as on a disk that has just become full.
      if (lostEndPattern.test(stderr ?? '')) return fail(new Error('ffmpeg lost the end of its output'), stderr)
      job.onProgress?.(1)
      resolve()
    })
    command.on('error', (error: Error, _stdout?: string | null, stderr?: string | null) => {
      settle()
      if (stopReason !== null) return reject(stopped(stopReason))
      fail(error, stderr)
    })
    command.run()
  })
}

/** The child process, which fluent-ffmpeg keeps in a field that its types do not name. */
function runningProcess(command: object): import('node:child_process').ChildProcess | undefined {
  return (command as { ffmpegProc?: import('node:child_process').ChildProcess }).ffmpegProc
}

function stopped(reason: 'cancelled' | 'time-limit'): Failure {
  if (reason === 'cancelled') return cancelled()
  return new Failure({
    code: 'time-limit',
    message: 'Working on this video took longer than it should have and was stopped.',
    kept: 'The original is as it was.',
    remedy: 'Try again when the computer has less to do, or with a shorter video.',
  })
}

function cancelled(): Failure {
  return new Failure({ code: 'cancelled', message: 'This was cancelled.', kept: 'The original is as it was.' })
}

function failureFrom(lastLines: string, error: Error): Failure {
  const cause = new Error(`${error.message}\n${lastLines}`)
  if (/No space left on device|Disk quota exceeded/i.test(lastLines)) {
    return new Failure({
      code: 'disk-full',
      message: 'The disk is full, so the video could not be written.',
      kept: 'The original is as it was; the half-written file was removed.',
      remedy: 'Free some space, then try again.',
      cause,
    })
  }
  return new Failure({
    code: 'ffmpeg-failed',
    message: 'The video could not be worked on.',
    kept: 'The original is as it was.',
    remedy: 'Try again; if it fails again, the log says why.',
    cause,
  })
}
