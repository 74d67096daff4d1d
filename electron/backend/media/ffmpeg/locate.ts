import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, realpath } from 'node:fs/promises'
import { basename, delimiter, isAbsolute, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { Failure } from '../../../../domain/failure.ts'
import { createFfmpeg, type Ffmpeg } from './run.ts'

const execFileAsync = promisify(execFile)

/** What Ownpace makes needs these; a build without them (Fedora's `ffmpeg-free` among others) is passed over. */
const neededEncoders = ['libx264', 'aac', 'libwebp']

export interface LocatedFfmpeg {
  path: string
  origin: 'chosen' | 'machine' | 'shipped'
  /** The year of the build's copyright line: nightly builds carry no version number that could be compared. */
  year: number
}

export interface LocateOptions {
  /** The person's own choice from the settings; empty for none. */
  chosenPath: string
  /** The machine's PATH. */
  searchPath: string
  log: (line: string) => void
  shippedPath?: (() => Promise<string | null>) | undefined
}

/**
 * The ffmpeg to use: the person's, else the machine's where that is newer than the shipped one, else the shipped one.
 * Each is tried by running it. Throws `ffmpeg-missing`.
 */
export async function locateFfmpeg(options: LocateOptions): Promise<LocatedFfmpeg> {
  const { chosenPath, searchPath, log, shippedPath = installedPath } = options
  if (chosenPath !== '') {
    const year = isAbsolute(chosenPath) ? await usableYear(chosenPath) : null
    if (year !== null) return { path: chosenPath, origin: 'chosen', year }
    log('the ffmpeg named in the settings does not work or lacks an encoder; looking for another')
  }
  const shipped = await shippedPath()
  const shippedYear = shipped === null ? null : await usableYear(shipped)
  const machine = await findOnPath(searchPath)
  const machineYear = machine === null ? null : await usableYear(machine)
  if (machine !== null && machineYear !== null && machineYear > (shippedYear ?? 0)) {
    return { path: machine, origin: 'machine', year: machineYear }
  }
  if (shipped !== null && shippedYear !== null) return { path: shipped, origin: 'shipped', year: shippedYear }
  throw new Failure({
    code: 'ffmpeg-missing',
    message: 'No working ffmpeg was found, so videos cannot be compressed here.',
    kept: 'Recordings stay on this device.',
    remedy: 'Install ffmpeg with H.264, AAC and WebP, or name its path in the settings.',
  })
}

/**
 * An ffmpeg found when it is first needed, and looked for again when the settings name another. A search that failed is
 * repeated at the next call.
 */
export function createFfmpegSource(options: {
  chosenPath: () => string
  log: (line: string) => void
  searchPath?: string | undefined
}): () => Promise<Ffmpeg> {
  const { chosenPath, log, searchPath = process.env.PATH ?? '' } = options
  let found: { chosenPath: string; ffmpeg: Promise<Ffmpeg> } | null = null
  return () => {
    const chosen = chosenPath()
    if (found === null || found.chosenPath !== chosen) {
      const ffmpeg = locateFfmpeg({ chosenPath: chosen, searchPath, log }).then(({ path, origin, year }) => {
        log(`using the ${origin} ffmpeg of ${year}`)
        return createFfmpeg({ path, log })
      })
      found = { chosenPath: chosen, ffmpeg }
      ffmpeg.catch(() => {
        found = null
      })
    }
    return found.ffmpeg
  }
}

/** The program that `@ffmpeg-installer/ffmpeg` brought; null where it has none for this machine (it then throws a string). */
export async function installedPath(): Promise<string | null> {
  try {
    const installer = await import('@ffmpeg-installer/ffmpeg')
    const path = installer.default.path
    return path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`)
  } catch {
    return null
  }
}

async function findOnPath(searchPath: string): Promise<string | null> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  for (const dir of searchPath.split(delimiter)) {
    if (!isAbsolute(dir)) continue
    const candidate = join(dir, name)
    try {
      await access(candidate, constants.X_OK)
    } catch {
      continue
    }
    // A snap sees neither hidden folders nor other disks.
    if (candidate.startsWith('/snap/') || basename(await realpath(candidate)) === 'snap') continue
    return candidate
  }
  return null
}

async function usableYear(path: string): Promise<number | null> {
  try {
    const version = await execFileAsync(path, ['-version'], { timeout: 10_000, windowsHide: true })
    const encoders = await execFileAsync(path, ['-hide_banner', '-encoders'], {
      timeout: 10_000,
      windowsHide: true,
      maxBuffer: 4 * 1024 * 1024,
    })
    const names = new Set(encoders.stdout.split('\n').map((line) => line.trim().split(/\s+/)[1]))
    if (!neededEncoders.every((encoder) => names.has(encoder))) return null
    const year = /^ffmpeg version .*Copyright \(c\) \d{4}-(\d{4})/m.exec(version.stdout)?.[1]
    return year === undefined ? null : Number(year)
  } catch {
    return null
  }
}
