import { constants } from 'node:fs'
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import type { CaptionsSetup, ListedModel } from '../../../domain/captions/engine.ts'
import { Failure } from '../../../domain/failure.ts'
import type { JobQueue } from '../jobs/queue.ts'
import { receiveUpload } from '../media/prepared/receive-upload.ts'
import type { Ports } from '../ports.ts'
import type { Settings } from '../settings/schema.ts'
import { fetchedBytes, fetchFile, forgetPart } from './fetch-file.ts'
import { listedModels } from './models.ts'

/** The largest model that whisper has takes 3 GB. */
const maxGivenBytes = 4 * 1024 ** 3
/** "ggml", as a little-endian number. */
const modelMagic = 0x67676d6c

export interface Models {
  setup(): Promise<CaptionsSetup>
  /** Where the chosen model is; null where none is here. */
  modelPath(settings: Settings): Promise<string | null>
  /** Begins to fetch a model, or says which job does already. Throws `not-found`. */
  fetch(id: string): Promise<string>
  /** Removes a model and what a broken fetch left of it. */
  remove(id: string): Promise<void>
  /** Takes a model file's bytes. Throws `model-unusable`, `too-large`, `disk-full`. */
  take(body: ReadableStream<Uint8Array> | null): Promise<void>
}

export interface ModelsDeps extends Pick<Ports, 'profileDir' | 'settings'> {
  jobs: Pick<JobQueue, 'start' | 'snapshot'>
  models?: readonly ListedModel[] | undefined
}

/** The models for captions on this device, under `<profile>/models`. */
export function openModels({ profileDir, settings, jobs, models = listedModels }: ModelsDeps): Models {
  const dir = join(profileDir, 'models')
  const givenPath = join(dir, 'given.bin')
  const pathOf = ({ fileName }: ListedModel): string => join(dir, fileName)
  const listed = (id: string): ListedModel => {
    const found = models.find((model) => model.id === id)
    if (found === undefined) throw new Failure({ code: 'not-found', message: 'There is no such model.' })
    return found
  }
  const fetchingJob = (id: string): string | null =>
    jobs
      .snapshot()
      .find(({ kind, subject, state }) => kind === 'model' && subject === id && ['queued', 'running'].includes(state))
      ?.id ?? null

  async function modelPath({ captionsModel, captionsModelPath }: Settings): Promise<string | null> {
    if (captionsModel !== 'file') {
      const model = listed(captionsModel)
      return (await sizeOf(pathOf(model))) === model.sizeBytes ? pathOf(model) : null
    }
    const path = captionsModelPath === '' ? givenPath : captionsModelPath
    return isAbsolute(path) && (await sizeOf(path)) > 0 ? path : null
  }

  return {
    modelPath,

    async setup() {
      const chosen = settings.get()
      const { captionsBy: engine, captionsModel: model, captionsModelPath } = chosen
      const path = captionsModelPath === '' ? givenPath : captionsModelPath
      const givenBytes = await sizeOf(path)
      const problem = engine === 'nobody' ? null : await problemOf(chosen, await modelPath(chosen))
      return {
        ...{ engine, model, problem, isReady: engine !== 'nobody' && problem === null },
        models: await Promise.all(
          models.map(async (each) => ({
            ...each,
            isHere: (await sizeOf(pathOf(each))) === each.sizeBytes,
            fetchedBytes: await fetchedBytes(pathOf(each)),
            jobId: fetchingJob(each.id),
          })),
        ),
        givenFile: givenBytes === 0 ? null : { name: basename(path), sizeBytes: givenBytes },
      }
    },

    async fetch(id) {
      const model = listed(id)
      const going = fetchingJob(id)
      if (going !== null) return going
      await mkdir(dir, { recursive: true, mode: 0o700 })
      const { url, sizeBytes, sha256 } = model
      const job = jobs.start({
        kind: 'model',
        subject: id,
        title: model.fileName,
        lane: 'light',
        run: async ({ signal, report }) => {
          const onBytes = throttled((bytes) =>
            report({ fraction: bytes / sizeBytes, step: 'Fetching the model', detail: ofBytes(bytes, sizeBytes) }),
          )
          await fetchFile({ url, path: pathOf(model), sizeBytes, sha256, signal, onBytes })
          return { model: id }
        },
      })
      return job.id
    },

    async remove(id) {
      const path = pathOf(listed(id))
      await forgetPart(path)
      await rm(path, { force: true })
    },

    async take(body) {
      await mkdir(dir, { recursive: true, mode: 0o700 })
      const incoming = `${givenPath}.new`
      await rm(incoming, { force: true })
      await receiveUpload({ body, path: incoming, maxBytes: maxGivenBytes })
      if (!(await isModel(incoming))) {
        await rm(incoming, { force: true })
        throw new Failure({
          code: 'model-unusable',
          message: 'This file is no model for captions.',
          kept: 'The file is as it was, and nothing was set up.',
          remedy: 'Choose a ggml model of whisper, such as ggml-base-q5_1.bin.',
        })
      }
      await rename(incoming, givenPath)
    },
  }
}

/** What stands in the way of making captions, in plain words. */
async function problemOf(settings: Settings, modelPath: string | null): Promise<string | null> {
  if (settings.captionsBy === 'program' && !(await isProgram(settings.captionsProgramPath))) {
    return settings.captionsProgramPath === ''
      ? 'The program’s path is not given yet.'
      : 'There is no program at this path.'
  }
  if (modelPath === null) {
    if (settings.captionsModel === 'file') return 'No model is given yet.'
    return 'The chosen model is not on this device yet.'
  }
  if (settings.captionsBy === 'model' && !(await isModel(modelPath))) return 'The file that is given is no model.'
  return null
}

async function isProgram(path: string): Promise<boolean> {
  if (!isAbsolute(path) || (await sizeOf(path)) === 0) return false
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** Whether a file begins as a ggml model does; what is in it is judged by whoever loads it. */
async function isModel(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return false
  try {
    const head = Buffer.alloc(4)
    const { bytesRead } = await file.read(head, 0, 4, 0)
    return bytesRead === 4 && head.readUInt32LE(0) === modelMagic
  } finally {
    await file.close()
  }
}

/** The size of an ordinary file, 0 for everything else. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  return found?.isFile() === true ? found.size : 0
}

/** Every chunk would be an event in every page: one for each hundredth is plenty. */
function throttled(report: (bytes: number) => void): (bytes: number) => void {
  let last = Number.NEGATIVE_INFINITY
  return (bytes) => {
    if (bytes - last < 512 * 1024 && bytes > last) return
    last = bytes
    report(bytes)
  }
}

function ofBytes(bytes: number, whole: number): string {
  const megabytes = (count: number): string => (count / 1_000_000).toFixed(0)
  return `${megabytes(bytes)} of ${megabytes(whole)} MB`
}
