import { constants, createReadStream, createWriteStream } from 'node:fs'
import { copyFile, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { TakeCaptions } from '../../../domain/captions/take-captions.ts'
import { Failure } from '../../../domain/failure.ts'
import type { JsonValue } from '../../../domain/json.ts'
import type { TakeOrigin } from '../../../domain/takes/take.ts'
import type { ImportPlace } from '../../../domain/takes/view.ts'
import { captionsStore } from '../captions/captions-store.ts'
import type { JobContext, JobQueue } from '../jobs/queue.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import { diskFailure } from '../media/prepared/disk-failure.ts'
import { examineFile } from '../media/probe/examine.ts'
import { mimeTypes } from '../media/probe/sniff.ts'
import type { Recordings } from './recordings.ts'

export interface ImportTakeDeps {
  recordings: Pick<Recordings, 'adopt'>
  queue: Pick<JobQueue, 'start'>
  ffmpeg: () => Promise<Ffmpeg>
}

export interface FileToImport {
  /** Absolute path of what is brought in; only ever read, unless it is our copy. */
  path: string
  origin: TakeOrigin
  /** Shown while it is brought in. */
  title: string
  place: ImportPlace
  /** What is known to be said in it. */
  captions?: TakeCaptions | null | undefined
  /** The file is a copy made for this import: it becomes the take's own, or is removed, however the job ends. */
  isOurCopy?: boolean | undefined
  /** Makes sure of the bytes before they count; throws what the person should read. */
  check?: ((path: string, signal: AbortSignal) => Promise<void>) | undefined
}

/**
 * Brings in a video or a sound made elsewhere as a take of its own, as a job whose result is `{take}`. The bytes are kept as
 * they came; what is no media is refused before any take appears.
 */
export function importTake(
  { recordings, queue, ffmpeg }: ImportTakeDeps,
  file: FileToImport,
): { jobId: string; done: Promise<JsonValue | undefined> } {
  const { path, origin, title, place, captions = null, isOurCopy = false, check } = file
  const removeCopy = () => (isOurCopy ? rm(path, { force: true }) : Promise.resolve())
  const { id, done } = queue.start({
    kind: 'import',
    subject: title,
    title,
    lane: 'light',
    run: async (run) => {
      try {
        run.report({ fraction: null, step: 'Looking at the file', detail: '' })
        const ffmpegPath = await ffmpeg().then(
          (found) => found.path,
          () => undefined,
        )
        // Looked at where it lies, so that what is no video costs no copy of it.
        const { container, durationMs, lost } = await examineFile({ path, ffmpegPath, signal: run.signal })
        const take = await recordings.adopt({
          place: { library: place.library ?? null, thread: place.thread ?? null, cycle: place.cycle ?? null },
          origin: origin.kind === 'file' ? { ...origin, lost } : origin,
          bring: async (target) => {
            await bringBytes({ path, target, isOurCopy, run })
            await check?.(target, run.signal)
            // Before the take stands: what has captions gets none written by this device.
            if (captions !== null) await captionsStore(() => dirname(target)).write('', captions)
            return { mimeType: mimeTypes[container], durationMs }
          },
        })
        return { take: take.id }
      } finally {
        await removeCopy()
      }
    },
  })
  // A job that was cancelled while it waited has never run.
  done.catch(removeCopy).catch(() => undefined)
  return { jobId: id, done }
}

/** Moves our own copy, or copies another's file; where the disk can, both names share their blocks. */
async function bringBytes(options: {
  path: string
  target: string
  isOurCopy: boolean
  run: JobContext
}): Promise<void> {
  const { path, target, isOurCopy, run } = options
  run.report({ fraction: null, step: 'Keeping a copy of the file', detail: '' })
  try {
    if (isOurCopy) await rename(path, target).catch(() => copyBytes({ path, target, signal: run.signal }))
    else await copyBytes({ path, target, signal: run.signal })
    const file = await open(target, 'r+')
    await file.sync().finally(() => file.close())
  } catch (thrown) {
    if (run.signal.aborted) throw new Failure({ code: 'cancelled', message: 'This was cancelled.', kept: untouched })
    throw diskFailure(thrown, `${untouched} The half copy was removed.`)
  }
}

const untouched = 'The file you chose is as it was.'

async function copyBytes({ path, target, signal }: { path: string; target: string; signal: AbortSignal }) {
  const isShared = await copyFile(path, target, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL).then(
    () => true,
    () => false,
  )
  if (isShared) return
  await rm(target, { force: true })
  await pipeline(createReadStream(path), createWriteStream(target, { flags: 'wx', mode: 0o600 }), { signal })
}
