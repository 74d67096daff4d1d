import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../../domain/failure.ts'
import type { JsonValue } from '../../../../domain/json.ts'
import { keptChapters } from '../../../../domain/takes/edit-chapters.ts'
import type { JobContext, JobQueue } from '../../jobs/queue.ts'
import { type StepProgress, weightedProgress } from '../../jobs/weighted-progress.ts'
import type { PrepareTake } from '../../recordings/compose.ts'
import { composeTake, type TakeMedia, type WholeSound } from '../compose/compose.ts'
import type { TrackReaders } from '../container/track-reader.ts'
import type { Ffmpeg } from '../ffmpeg/run.ts'
import type { MediaFacts } from '../probe/probe.ts'
import { compressFile } from './compress.ts'
import { makePoster } from './poster.ts'
import type { PreparedStore } from './prepared.ts'
import type { PreparedVideo } from './prepared-video.ts'
import { makeStoryboard } from './storyboard.ts'

export interface PrepareDeps {
  store: PreparedStore
  ffmpeg: () => Promise<Ffmpeg>
}

/** What was known and made of takes already while they were recorded. */
export interface MadeTakes {
  readers: TrackReaders
  /** The sound of a whole take where it is ready and as loud as it has to be. */
  wholeSound: (takeId: string, media: TakeMedia) => Promise<WholeSound | null>
}

/** Composes a take into a prepared video; resolves to its id. Throws what composing throws. */
export function createPrepareTake(deps: PrepareDeps & { live?: MadeTakes | undefined }): PrepareTake {
  return async (take, run) => {
    const { segments, layouts, rate, edit, madeDir, replacements } = take
    const takeMs = segments.reduce((sum, { durationMs }) => sum + durationMs, 0)
    const { id } = await prepare(deps, run, {
      id: deps.store.newId(),
      source: { take: take.takeId },
      encode: async ({ ffmpeg, outputPath, progress }) => {
        const { facts, parts } = await composeTake({
          ...{ ffmpeg, segments, layouts, rate, edit, madeDir, outputPath },
          replacements: new Map(replacements.map((other) => [other.takeId, other])),
          readers: deps.live?.readers,
          wholeSound: (media) => deps.live?.wholeSound(take.takeId, media) ?? Promise.resolve(null),
          signal: run.signal,
          onProgress: (fraction) => progress(fraction, elapsed(fraction, takeMs)),
        })
        return { facts, parts, edit, chapters: keptChapters(parts, take.chapters) }
      },
    })
    return id
  }
}

export interface ImportOptions extends PrepareDeps {
  queue: Pick<JobQueue, 'start'>
  /** Absolute path of what is imported; only ever read. */
  path: string
  /** What the person's file is called; shown, never used as a path. */
  fileName: string
  /** The file is a copy made for this import: it is removed before the job shows as ended, however it ends. */
  isOurCopy?: boolean | undefined
}

/** Imports a video or a voice recording as a job; the job's result is `{preparedId}`. */
export function importVideo(options: ImportOptions): { jobId: string; done: Promise<JsonValue | undefined> } {
  const { queue, path, fileName, isOurCopy = false } = options
  const preparedId = options.store.newId()
  const removeCopy = () => (isOurCopy ? rm(path, { force: true }) : Promise.resolve())
  const { id, done } = queue.start({
    kind: 'import',
    subject: preparedId,
    title: fileName,
    lane: 'encode',
    run: async (run) => {
      await prepare(options, run, {
        id: preparedId,
        source: { fileName },
        encode: async ({ ffmpeg, outputPath, progress }) => ({
          facts: await compressFile({ ffmpeg, inputPath: path, outputPath, signal: run.signal, onProgress: progress }),
          parts: [],
          chapters: [],
        }),
      }).finally(removeCopy)
      return { preparedId }
    },
  })
  // A job that was cancelled while it waited has never run.
  done.catch(removeCopy).catch(() => undefined)
  return { jobId: id, done }
}

interface Encode {
  ffmpeg: Ffmpeg
  outputPath: string
  progress: StepProgress
}

interface Preparation {
  id: string
  source: PreparedVideo['source']
  encode: (to: Encode) => Promise<Pick<PreparedVideo, 'parts' | 'edit' | 'chapters'> & { facts: MediaFacts }>
}

function prepare(deps: PrepareDeps, run: JobContext, preparation: Preparation): Promise<PreparedVideo> {
  const { id, source, encode } = preparation
  const report = weightedProgress(
    { compress: { step: 'Compressing', weight: 97 }, poster: { step: 'Making the still picture', weight: 3 } },
    run.report,
  )
  return deps.store.create(id, async (dir) => {
    report.compress(0)
    const ffmpeg = await deps.ffmpeg()
    const videoPath = join(dir, 'video.mp4')
    const { facts, ...made } = await encode({ ffmpeg, outputPath: videoPath, progress: report.compress })
    report.poster(0)
    const { durationMs, width, height, sizeBytes, hasSound } = facts
    await makePoster({ ffmpeg, videoPath, durationMs, outputPath: join(dir, 'poster.webp'), signal: run.signal })
    report.poster(0.5)
    const storyboard = await makeStoryboard({
      ...{ ffmpeg, videoPath, durationMs, width, height, signal: run.signal },
      outputPath: join(dir, 'storyboard.webp'),
    }).then(
      () => true,
      (error: unknown) => {
        // Small stills are no reason to lose the video.
        if (error instanceof Failure && error.code === 'ffmpeg-failed') return false
        throw error
      },
    )
    report.poster(1)
    return { source, durationMs, width, height, sizeBytes, hasSound, storyboard, ...made }
  })
}

/** "0:12 of 2:10". */
function elapsed(fraction: number, durationMs: number): string {
  return `${clock(fraction * durationMs)} of ${clock(durationMs)}`
}

function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
