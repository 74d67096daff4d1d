import type { TakeCaptions, TakeCaptionsAnswer } from '../../../domain/captions/take-captions.ts'
import { Failure } from '../../../domain/failure.ts'
import type { JobQueue } from '../jobs/queue.ts'
import { weightedProgress } from '../jobs/weighted-progress.ts'
import type { Libraries } from '../library/libraries.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import type { Ports, SettingsStore } from '../ports.ts'
import type { Recordings } from '../recordings/recordings.ts'
import type { CaptionsStore } from './captions-store.ts'
import { glossaryOf } from './glossary.ts'
import { soundOfTake } from './take-sound.ts'
import type { AskedCaptions, CaptionsWriter } from './write-captions.ts'

/** What is said in this device's recordings. */
export interface TakeCaptionsWork {
  get(takeId: string): Promise<TakeCaptionsAnswer>
  put(takeId: string, captions: TakeCaptions): Promise<void>
  remove(takeId: string): Promise<void>
  /**
   * Begins to make them in the place of what stands, which is kept until they are whole, or says which job does already.
   * Throws `not-found`, `captions-not-set-up`.
   */
  make(takeId: string, asked?: AskedCaptions): Promise<string>
  /** After a recording: makes them where captions are set up and nobody has written any. Never throws. */
  afterFinish(takeId: string): Promise<void>
}

export interface TakeCaptionsDeps extends Pick<Ports, 'log'> {
  recordings: Recordings
  jobs: Pick<JobQueue, 'start' | 'snapshot'>
  libraries: Pick<Libraries, 'list'>
  ffmpeg: () => Promise<Ffmpeg>
  settings: Pick<SettingsStore, 'get'>
  store: CaptionsStore
  writer: CaptionsWriter
}

export function takeCaptionsWork(deps: TakeCaptionsDeps): TakeCaptionsWork {
  const { recordings, jobs, libraries, ffmpeg, store, writer, settings, log } = deps
  const jobOf = (takeId: string): string | null =>
    jobs.snapshot().find(({ kind, subject, state }) => {
      return kind === 'captions' && subject === takeId && (state === 'queued' || state === 'running')
    })?.id ?? null

  function start(takeId: string, { asked, stood }: { asked: AskedCaptions; stood: TakeCaptions | null }): string {
    const { id } = jobs.start({
      kind: 'captions',
      subject: takeId,
      title: 'Writing the captions',
      lane: 'words',
      run: async ({ signal, report }) => {
        const steps = weightedProgress(
          { sound: { step: 'Reading the sound', weight: 5 }, words: { step: 'Writing down what is said', weight: 95 } },
          report,
        )
        const view = await recordings.view(takeId)
        const captions = await writer.write({
          ...asked,
          glossary: await glossaryOf(libraries, view.take.library),
          signal,
          onProgress: steps.words,
          sound: async (workDir) => {
            const options = { view, recordings, ffmpeg: await ffmpeg(), workDir, signal, onProgress: steps.sound }
            const wavPath = await soundOfTake(options)
            return wavPath === null ? null : { wavPath, durationMs: view.durationMs }
          },
        })
        const written = await store.read(takeId)
        // Whoever wrote some meanwhile knows better.
        if (written?.madeBy === 'person' && written.vtt !== stood?.vtt) throw writtenMeanwhile()
        await store.write(takeId, captions)
        return { take: takeId }
      },
    })
    return id
  }

  return {
    async get(takeId) {
      await recordings.view(takeId)
      return { captions: await store.read(takeId), jobId: jobOf(takeId) }
    },
    put: (takeId, captions) => store.write(takeId, captions),
    remove: (takeId) => store.remove(takeId),

    async make(takeId, asked = {}) {
      await recordings.view(takeId)
      await writer.requireSetUp(asked.using)
      const stood = await store.read(takeId)
      return jobOf(takeId) ?? start(takeId, { asked, stood })
    },

    async afterFinish(takeId) {
      if (settings.get().captionsBy === 'nobody') return
      try {
        await writer.requireSetUp()
        const view = await recordings.view(takeId)
        if (view.segments.length === 0 || jobOf(takeId) !== null || (await store.read(takeId)) !== null) return
        start(takeId, { asked: {}, stood: null })
      } catch (error) {
        log(`captions were not begun: ${error instanceof Error ? error.message : String(error)}`)
      }
    },
  }
}

function writtenMeanwhile(): Failure {
  return new Failure({
    code: 'conflict',
    message: 'Captions were written by a person meanwhile.',
    kept: 'Those are kept.',
  })
}
