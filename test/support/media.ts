import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { installedPath, locateFfmpeg } from '../../electron/backend/media/ffmpeg/locate.ts'
import { createFfmpeg, type Ffmpeg } from '../../electron/backend/media/ffmpeg/run.ts'

const execFileAsync = promisify(execFile)

/** The ffmpeg that is shipped: what every test media file is made and read with. */
export async function shippedFfmpegPath(): Promise<string> {
  const path = await installedPath()
  if (path === null) throw new Error('@ffmpeg-installer/ffmpeg has no program for this machine')
  return path
}

/** The shipped ffmpeg at full priority, so that tests are not starved by what else runs. */
export async function testFfmpeg(): Promise<Ffmpeg> {
  return createFfmpeg({ path: await shippedFfmpegPath(), log: () => undefined, priority: 'normal' })
}

/** The shipped ffmpeg of 2018, and the machine's where that is newer: what is asked of one has to be understood by both. */
export async function everyFfmpeg(): Promise<Ffmpeg[]> {
  const log = () => undefined
  const newest = await locateFfmpeg({ chosenPath: '', searchPath: process.env.PATH ?? '', log })
  const shipped = await testFfmpeg()
  return newest.path === shipped.path
    ? [shipped]
    : [shipped, createFfmpeg({ path: newest.path, log, priority: 'normal' })]
}

/** A folder of its own for one test file, and the way to remove it. */
export async function scratchDir(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'ownpace-media-'))
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) }
}

/** Runs the shipped ffmpeg with raw arguments; resolves to what it printed on standard error. */
export async function ffmpegRaw(args: readonly string[]): Promise<string> {
  const { stderr } = await execFileAsync(await shippedFfmpegPath(), ['-hide_banner', '-nostdin', '-y', ...args], {
    maxBuffer: 64 * 1024 * 1024,
  })
  return stderr
}

export interface MadeVideo {
  path: string
  /** Colours by name, one after the other, each for `secondsEach`; several show where a trim cut. */
  colours?: readonly string[]
  secondsEach?: number
  width?: number
  height?: number
  framesPerSecond?: number
  /** An expression of `t` as for `aevalsrc`; null for a file without sound. */
  sound?: string | null
  /** Extra output options, such as `-live 1`. */
  options?: readonly string[]
}

/** A voice-like sound: a wandering tone in bursts whose rhythm never repeats, so that an offset can be heard. */
export const burstSound = '0.5*sin(2*PI*t*(400+90*sin(1.3*t)))*gt(sin(7*t)+sin(11.3*t)+sin(17.9*t),0.6)'

/** Makes a video of plain colours by its file name: .mp4 and .mov in H.264/AAC, .webm and .mkv in VP8/Opus as a recorder does. */
export async function makeVideo(video: MadeVideo): Promise<string> {
  const { path, colours = ['blue'], secondsEach = 1, width = 320, height = 180, framesPerSecond = 30 } = video
  const { sound = 'sin(440*2*PI*t)*0.3', options = [] } = video
  const sources = colours.flatMap((colour) => [
    ...['-f', 'lavfi', '-i', `color=c=${colour}:s=${width}x${height}:r=${framesPerSecond}:d=${secondsEach}`],
  ])
  const seconds = colours.length * secondsEach
  const soundSource = sound === null ? [] : ['-f', 'lavfi', '-i', `aevalsrc=exprs='${sound}':s=48000:d=${seconds}`]
  // The colour source itself rounds to even sides.
  const hasOddSide = width % 2 === 1 || height % 2 === 1
  const oddSides = hasOddSide ? `,format=yuv444p,scale=${width}:${height},setsar=1` : ''
  const joined = `${colours.map((_colour, index) => `[${index}:v]`).join('')}concat=n=${colours.length}:v=1:a=0${oddSides}[v]`
  await ffmpegRaw([
    ...sources,
    ...soundSource,
    ...['-filter_complex', joined, '-map', '[v]'],
    ...(sound === null ? ['-an'] : ['-map', `${colours.length}:a`]),
    ...codecsFor({ path, hasOddSide }),
    ...options,
    path,
  ])
  return path
}

/** Makes a sound file by its name (.m4a, .wav, .mp3, .ogg, .webm). */
export async function makeSound({ path, seconds = 1 }: { path: string; seconds?: number }): Promise<string> {
  const codec = /\.(webm|ogg)$/.test(path) ? ['-c:a', 'libopus'] : []
  await ffmpegRaw(['-f', 'lavfi', '-i', `aevalsrc=exprs='sin(440*2*PI*t)*0.3':s=48000:d=${seconds}`, ...codec, path])
  return path
}

function codecsFor({ path, hasOddSide }: { path: string; hasOddSide: boolean }): string[] {
  if (/\.(webm|mkv)$/.test(path)) return ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '500k', '-c:a', 'libopus']
  const pixels = hasOddSide ? 'yuv444p' : 'yuv420p'
  return ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', pixels, '-c:a', 'aac']
}

export interface Pixel {
  red: number
  green: number
  blue: number
}

/** The colour of one pixel of a video at a moment. */
export async function pixelAt(options: { path: string; atSec: number; x: number; y: number }): Promise<Pixel> {
  const { path, atSec, x, y } = options
  const { stdout } = await execFileAsync(
    await shippedFfmpegPath(),
    [
      ...['-hide_banner', '-nostdin', '-i', path, '-ss', String(atSec), '-frames:v', '1'],
      ...['-vf', `format=rgb24,crop=1:1:${x}:${y}`, '-f', 'rawvideo', 'pipe:1'],
    ],
    { encoding: 'buffer' },
  )
  return { red: stdout[0] ?? 0, green: stdout[1] ?? 0, blue: stdout[2] ?? 0 }
}

/** Which of the plain colours of `makeVideo` a pixel shows. */
export function colourName({ red, green, blue }: Pixel): string {
  const isHigh = (value: number) => value > 150
  if (isHigh(red) && isHigh(green) && isHigh(blue)) return 'white'
  if (isHigh(red) && isHigh(green)) return 'yellow'
  if (isHigh(red)) return 'red'
  if (isHigh(green)) return 'lime'
  if (isHigh(blue)) return 'blue'
  return 'dark'
}

/** The mean loudness of a file's sound in dB; about -91 is silence. */
export async function loudnessDb(path: string, span?: { fromSec: number; forSec: number }): Promise<number> {
  const part = span ? `atrim=start=${span.fromSec}:duration=${span.forSec},` : ''
  const printed = await ffmpegRaw(['-i', path, '-vn', '-af', `${part}volumedetect`, '-f', 'null', '-'])
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(printed)?.[1] ?? Number.NEGATIVE_INFINITY)
}
