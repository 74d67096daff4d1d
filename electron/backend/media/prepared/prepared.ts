import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { Failure } from '../../../../domain/failure.ts'
import { base32 } from '../../../../domain/library/base32.ts'
import type { RandomBytes } from '../../ports.ts'
import { diskFailure } from './disk-failure.ts'
import { type PreparedVideo, preparedAssets, preparedIdSchema, preparedVideoSchema } from './prepared-video.ts'

/** What stands in `prepared.json` beside the facts that the store adds itself. */
export type MadeVideo = Omit<z.input<typeof preparedVideoSchema>, 'id'>

export interface PreparedStore {
  newId(): string
  /**
   * Makes a prepared video: `make` writes video.mp4 and poster.webp into the folder it is given and tells what they are.
   * Only when all of it is on the disk does the video appear under its id; where anything fails, nothing stays.
   */
  create(id: string, make: (dir: string) => Promise<MadeVideo>): Promise<PreparedVideo>
  /** Throws `not-found`. */
  get(id: string): Promise<PreparedVideo>
  /** Newest last is not promised: ids are random. */
  list(): Promise<PreparedVideo[]>
  remove(id: string): Promise<void>
  /** The absolute path of one of its files; throws `not-found` for every other name. */
  assetPath(id: string, asset: string): string
  /** The absolute path of a file for bytes that are still coming in; removed at the next start if nobody does before. */
  incomingPath(): string
}

const metaName = 'prepared.json'
const makingPrefix = '.making-'

/** The prepared videos under `<profile>/prepared`. What an earlier run left half done is removed first. */
export async function createPreparedStore(options: {
  profileDir: string
  randomBytes: RandomBytes
}): Promise<PreparedStore> {
  const { randomBytes } = options
  const root = join(options.profileDir, 'prepared')
  await mkdir(root, { recursive: true, mode: 0o700 })
  await removeLeftovers(root)
  const newId = () => base32(randomBytes(10))
  const dirOf = (id: string) => {
    if (!preparedIdSchema.safeParse(id).success) throw noSuchVideo()
    return join(root, id)
  }

  return {
    newId,
    async create(id, make) {
      const finalDir = dirOf(id)
      const dir = join(root, `${makingPrefix}${id}`)
      try {
        await mkdir(dir, { mode: 0o700 })
        const prepared = preparedVideoSchema.parse({ id, ...(await make(dir)) })
        for (const asset of preparedAssets)
          if (asset !== 'storyboard.webp' || prepared.storyboard) await flush(join(dir, asset))
        await writeWhole(join(dir, metaName), `${JSON.stringify(prepared, null, 2)}\n`)
        await rename(dir, finalDir)
        return prepared
      } catch (error) {
        await rm(dir, { recursive: true, force: true })
        throw diskFailure(error, 'The original is as it was; the half-written video was removed.')
      }
    },
    async get(id) {
      const prepared = await readMeta(dirOf(id))
      if (prepared === null || prepared.id !== id) throw noSuchVideo()
      return prepared
    },
    async list() {
      const names = (await readdir(root)).filter((name) => preparedIdSchema.safeParse(name).success).sort()
      const videos = await Promise.all(names.map((name) => readMeta(join(root, name))))
      return videos.filter((video) => video !== null)
    },
    async remove(id) {
      const gone = join(root, `${makingPrefix}${newId()}`)
      // Renamed first, so that half of it is never seen under its id.
      await rename(dirOf(id), gone).catch((error: unknown) => {
        throw noSuchVideo(error)
      })
      await rm(gone, { recursive: true, force: true })
    },
    assetPath(id, asset) {
      const known = preparedAssets.find((name) => name === asset)
      if (known === undefined) throw noSuchVideo()
      return join(dirOf(id), known)
    },
    incomingPath: () => join(root, `.incoming-${newId()}`),
  }
}

async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (name.startsWith('.')) await rm(join(root, name), { recursive: true, force: true })
  }
}

async function readMeta(dir: string): Promise<PreparedVideo | null> {
  try {
    return preparedVideoSchema.parse(JSON.parse(await readFile(join(dir, metaName), 'utf8')))
  } catch {
    return null
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

function noSuchVideo(cause?: unknown): Failure {
  return new Failure({
    code: 'not-found',
    message: 'This prepared video is not on this device.',
    remedy: 'Compose the recording again, or choose the file again.',
    cause,
  })
}
