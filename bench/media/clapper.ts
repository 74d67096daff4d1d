import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { shippedFfmpegPath } from '../../test/support/media.ts'
import { median } from '../library/table.ts'

const run = promisify(execFile)

/** How far a recording's sound is from its picture. Positive: the sound comes later. */
export interface Claps {
  found: number
  offsetMs: number
  /** How much the offset grows in an hour, by a straight line through all of them. */
  driftMsPerHour: number
}

export interface Watched {
  path: string
  /** Where it flashes, as ffmpeg's `crop` takes it. */
  crop: string
  /** How bright the flash is at least, 0 to 255, and everything else at most. */
  brightness: number
  /** The time between two flashes, at the least. */
  everySec: number
}

/** Finds flashes and clicks in a file, each flash with the click next to it, and what lies between them. */
export async function clapsIn(watched: Watched): Promise<Claps> {
  const flashes = await flashesOf(watched)
  const clicks = await clicksOf(watched)
  return clapsOf({ flashes, clicks, everySec: watched.everySec })
}

/** Times in seconds. Each flash with the click next to it; where a pause left only one of them, there is none. */
function clapsOf({ flashes, clicks, everySec }: { flashes: number[]; clicks: number[]; everySec: number }): Claps {
  const pairs = flashes.flatMap((flash) => {
    const click = clicks.find((each) => each >= flash - everySec / 2)
    return click === undefined || click > flash + everySec / 2
      ? []
      : [{ atSec: flash, offsetMs: (click - flash) * 1000 }]
  })
  const offsetMs = median(pairs.map((pair) => pair.offsetMs))
  // A flash at the edge of a pause has another's click.
  const kept = pairs.filter((pair) => Math.abs(pair.offsetMs - offsetMs) < 200)
  return { found: kept.length, offsetMs, driftMsPerHour: slope(kept) * 3600 }
}

function slope(pairs: readonly { atSec: number; offsetMs: number }[]): number {
  const middle = { atSec: mean(pairs.map(({ atSec }) => atSec)), offsetMs: mean(pairs.map(({ offsetMs }) => offsetMs)) }
  const along = pairs.reduce(
    (sum, { atSec, offsetMs }) => sum + (atSec - middle.atSec) * (offsetMs - middle.offsetMs),
    0,
  )
  return along / pairs.reduce((sum, { atSec }) => sum + (atSec - middle.atSec) ** 2, 0)
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

async function flashesOf({ path, crop, brightness }: Watched): Promise<number[]> {
  const { stdout } = await run(
    await shippedFfmpegPath(),
    [
      ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-i', path, '-an', '-vsync', 'passthrough'],
      ...[
        '-vf',
        `crop=${crop},scale=16:16:flags=area,format=gray,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-`,
      ],
      ...['-f', 'null', '-'],
    ],
    { maxBuffer: 512 * 1024 * 1024 },
  )
  const flashes: number[] = []
  let atSec = 0
  let isBright = true
  for (const line of stdout.split('\n')) {
    const time = /pts_time:([\d.]+)/.exec(line)?.[1]
    if (time !== undefined) atSec = Number(time)
    const level = /YAVG=([\d.]+)/.exec(line)?.[1]
    if (level === undefined) continue
    const isBrightNow = Number(level) > brightness
    if (isBrightNow && !isBright) flashes.push(atSec)
    isBright = isBrightNow
  }
  return flashes
}

const samplesPerSecond = 48_000

async function clicksOf({ path }: Watched): Promise<number[]> {
  const raw = `${path}.f32`
  const placed = `aresample=${samplesPerSecond}:async=1000,aresample=${samplesPerSecond}:async=1:first_pts=0`
  await run(await shippedFfmpegPath(), [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-i', path, '-vn', '-af', placed, '-ac', '1'],
    ...['-f', 'f32le', raw],
  ])
  const bytes = await readFile(raw)
  await rm(raw)
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4))
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  const clicks: number[] = []
  let silentUntil = 0
  samples.forEach((sample, at) => {
    if (Math.abs(sample) < loudest * 0.3) return
    if (at >= silentUntil) clicks.push(at / samplesPerSecond)
    // One click or beep is over when nothing loud was heard for a fifth of a second.
    silentUntil = at + samplesPerSecond / 5
  })
  return clicks
}
