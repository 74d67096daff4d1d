import { Failure, toFailure } from '../../../domain/failure.ts'
import type { Job } from '../../../domain/views/job.ts'
import type { UpdateView, VideoItemView } from '../../../domain/views/records.ts'
import { addSound, beginSound, forgetSound, soundCaptions, writeSound } from '../../api/captions-api.ts'
import { cancelJob, listJobs } from '../../api/host-api.ts'
import { perform } from '../../api/library-api.ts'
import { publishedAssetUrl } from '../../api/media-url.ts'
import { onBackendEvent } from '../../app/live.ts'
import { Store } from '../../capture/store.ts'
import { decodedSound } from './decoded-sound.ts'

/** The captions that this device is writing for an item of anybody's. */
export interface AddedWork {
  /** `publishing` is over in a moment; `done` stays until the captions are shown. */
  phase: 'reading' | 'writing' | 'publishing' | 'done' | 'failed'
  /** Of what the phase is about; null where nothing can be counted. */
  fraction: number | null
  failure: Failure | null
  cancel: () => void
}

/** By the item's id. The work goes on when one looks at something else. */
export const addedWorks = new Store<ReadonlyMap<string, AddedWork>>(new Map())

function show(item: string, work: AddedWork | null): void {
  const next = new Map(addedWorks.get())
  if (work === null) next.delete(item)
  else next.set(item, work)
  addedWorks.set(next)
}

/** Decodes the video's sound here, has this device write down what is said, and publishes it beside the video. */
export async function addCaptionsByDevice(
  library: string,
  view: UpdateView | VideoItemView,
  jobTitle: string,
): Promise<void> {
  const { id: item, video } = view
  if (video === null || addedWorks.get().get(item)?.phase === 'reading') return
  const abort = new AbortController()
  const cancel = (): void => abort.abort()
  const say = (phase: AddedWork['phase'], fraction: number | null): void =>
    show(item, { phase, fraction, failure: null, cancel })
  let sound: string | null = null
  try {
    say('reading', 0)
    sound = await beginSound()
    const url = publishedAssetUrl({ library, item, version: video.version, asset: 'video.mp4' })
    let fromByte = 0
    for await (const slice of decodedSound({ url, durationMs: video.durationMs, signal: abort.signal })) {
      await addSound(sound, { fromByte, bytes: slice })
      fromByte += slice.byteLength
      say('reading', Math.min(1, fromByte / 32 / Math.max(1, video.durationMs)))
    }
    say('writing', null)
    const jobId = await writeSound(sound, { library, title: jobTitle })
    await jobEnd(jobId, { signal: abort.signal, onProgress: (fraction) => say('writing', fraction) })
    const { language, vtt } = await soundCaptions(sound)
    say('publishing', null)
    await perform(library, { request: 'captions.add', id: item, language, vtt, madeBy: 'device' })
    say('done', 1)
  } catch (thrown) {
    const failure = toFailure(thrown)
    const isCalledOff = abort.signal.aborted || failure.code === 'cancelled'
    show(item, isCalledOff ? null : { phase: 'failed', fraction: null, failure, cancel })
  } finally {
    if (sound !== null) await forgetSound(sound).catch(() => undefined)
  }
}

/** Resolves when a job is done; rejects with what it failed by. */
function jobEnd(
  id: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number | null) => void },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      stopFollowing()
      signal.removeEventListener('abort', callOff)
    }
    const callOff = (): void => {
      stop()
      void cancelJob(id).catch(() => undefined)
      reject(signal.reason)
    }
    const look = (job: Job | undefined): void => {
      if (job?.id !== id) return
      if (job.state === 'running') onProgress(job.progress.fraction)
      else if (job.state === 'done') {
        stop()
        resolve()
      } else if (job.state !== 'queued') {
        stop()
        reject(job.error === undefined ? new Error('the work ended') : new Failure(job.error))
      }
    }
    const stopFollowing = onBackendEvent((event) => {
      if (event.type === 'job') look(event.job)
    })
    signal.addEventListener('abort', callOff, { once: true })
    // It may have ended before it was followed.
    listJobs().then((jobs) => look(jobs.find((job) => job.id === id)), reject)
  })
}
