import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { spokenCues } from '../../../domain/captions/spoken.ts'
import type { TakeCaptions } from '../../../domain/captions/take-captions.ts'
import { writeWebVtt } from '../../../domain/captions/webvtt.ts'
import { Failure } from '../../../domain/failure.ts'
import { findAppFiles } from '../host/app-files.ts'
import type { Ports } from '../ports.ts'
import type { Settings } from '../settings/schema.ts'
import { modelTranscriber } from './model-transcriber.ts'
import type { Models } from './models-store.ts'
import { programTranscriber } from './program-transcriber.ts'
import type { Transcriber } from './transcriber.ts'

export interface WriteCaptions {
  /** Makes the sound, as far as it is said, in the folder it is given; null where there is none. */
  sound: (workDir: string) => Promise<{ wavPath: string; durationMs: number } | null>
  glossary: string
  signal: AbortSignal
  onProgress: (fraction: number) => void
  using?: UsedInstead | undefined
  /** What is spoken, this once instead of what the settings say; empty listens for it. */
  language?: string | undefined
}

/** What is asked for this once instead of what is set up. */
export type AskedCaptions = Pick<WriteCaptions, 'using' | 'language'>

/** What is used this once instead of what is set up; absolute paths. */
export interface UsedInstead {
  programPath: string
  modelPath: string
  /** As a model knows it; empty listens for it. */
  language: string
}

/** Makes captions of a sound by what is set up on this device. */
export interface CaptionsWriter {
  /** Throws `captions-not-set-up` before anything is begun. */
  requireSetUp(using?: UsedInstead): Promise<void>
  /** Throws what transcribers throw. Nothing of the work stays on the disk. */
  write(asked: WriteCaptions): Promise<TakeCaptions>
}

export interface CaptionsWriterDeps extends Pick<Ports, 'profileDir' | 'settings' | 'log'> {
  models: Models
}

export async function createCaptionsWriter({
  profileDir,
  settings,
  log,
  models,
}: CaptionsWriterDeps): Promise<CaptionsWriter> {
  const root = join(profileDir, 'captions')
  // What an earlier run left half done; the sounds in it can be made again.
  await rm(root, { recursive: true, force: true })

  async function transcriber(chosen: Settings, using: UsedInstead | undefined): Promise<Transcriber> {
    if (using !== undefined) return programTranscriber({ ...using, log })
    const { problem, isReady } = await models.setup()
    if (!isReady) throw notSetUp(problem)
    const modelPath = await models.modelPath(chosen)
    if (chosen.captionsBy === 'program' && modelPath !== null) {
      return programTranscriber({ programPath: chosen.captionsProgramPath, modelPath, log })
    }
    return modelTranscriber({ modelPath, workerUrl: findAppFiles().captionsWorkerUrl, log })
  }

  return {
    async requireSetUp(using) {
      await transcriber(settings.get(), using)
    },

    async write({ sound, glossary, signal, onProgress, using, language: asked }) {
      const chosen = settings.get()
      const { transcribe } = await transcriber(chosen, using)
      await mkdir(root, { recursive: true, mode: 0o700 })
      const workDir = await mkdtemp(join(root, 'work-'))
      try {
        const heard = await sound(workDir)
        const spoken = asked ?? using?.language ?? chosen.captionsLanguage
        const language = spoken === '' ? null : spoken
        if (heard === null) return { language: language ?? 'en', madeBy: 'device', vtt: writeWebVtt([]) }
        const said = await transcribe({ ...heard, language, glossary, workDir, signal, onProgress })
        const cues = spokenCues(said.cues, heard.durationMs)
        return { language: said.language, madeBy: 'device', vtt: writeWebVtt(cues) }
      } finally {
        await rm(workDir, { recursive: true, force: true })
      }
    },
  }
}

function notSetUp(problem: string | null): Failure {
  return new Failure({
    code: 'captions-not-set-up',
    message: problem ?? 'Captions are not set up on this device.',
    kept: 'The recording is as it was.',
    remedy: 'Set them up in Settings, or add captions from a file.',
  })
}
