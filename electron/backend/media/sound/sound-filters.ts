import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ffmpeg } from '../ffmpeg/run.ts'
import { ceiling } from './loudness.ts'

export interface SoundChoice {
  hasNoiseReduction: boolean
  /** What brings the sound to its loudness, as measured; null leaves it as loud as it is. */
  gainDb: number | null
  /** One channel is kept, where both carry the same. */
  isMono: boolean
  /** What is heard between the words, in dBFS, as `LoudnessMeter.floorDb` measures it; null where nobody measured. */
  noiseFloorDb?: number | null | undefined
  /** By how many samples this ffmpeg's denoiser is late, from `denoiserDelay`; needed with noise reduction. */
  denoiserDelay?: number | undefined
  /** How many samples at 48 kHz come in; without it, what comes out may be up to 40 ms longer. */
  sampleCount?: number | undefined
}

const samplesPerSecond = 48_000
/** Looks ahead 5 ms, and hands out its sound that much later (measured, the same in builds of 2018 and 2022). */
const limiterDelay = 239
/** The most that a denoiser was measured to be late, and to leave out at the end. */
const mostDenoiserDelay = 1200
const mostDenoiserLoss = 1800
const usualFloorDb = -55

/**
 * The filters of a voice's sound. They expect it to begin at 0, and hand it out at 48 kHz with every sample where it stood: what
 * the denoiser and the limiter are late by is taken away again, so that the sound does not move against the picture. Peaks
 * stay below -1 dBTP once encoded.
 */
export function soundFilters(choice: SoundChoice): string {
  const { hasNoiseReduction, gainDb, isMono, noiseFloorDb, denoiserDelay = 0, sampleCount } = choice
  const late = limiterDelay + (hasNoiseReduction ? denoiserDelay : 0)
  return [
    // Without the limit two equal channels become one that is 3 dB louder.
    `aresample=${samplesPerSecond}:rematrix_maxval=1`,
    `aformat=sample_fmts=fltp:channel_layouts=${isMono ? 'mono' : 'stereo'}`,
    `apad=pad_len=${limiterDelay + (hasNoiseReduction ? mostDenoiserLoss : 0)}`,
    ...(hasNoiseReduction ? noiseFilters(noiseFloorDb ?? usualFloorDb) : []),
    ...(gainDb === null ? [] : [`volume=${gainDb.toFixed(2)}dB`]),
    // Its default would raise everything to the ceiling.
    `alimiter=limit=${ceiling}:level=false:attack=5:release=80`,
    `atrim=start_sample=${late}`,
    'asetpts=N/SR/TB',
    ...(sampleCount === undefined ? [] : [`atrim=end_sample=${sampleCount}`]),
  ].join(',')
}

/**
 * Rumble, then the noise of the room. The denoiser takes its floor per band, which lies about 10 dB above that of the whole;
 * measured, that takes pauses 10 to 17 dB down and speech 0.2.
 */
function noiseFilters(floorDb: number): string[] {
  const bandFloorDb = Math.min(-20, Math.max(-80, Math.round(floorDb + 10)))
  return ['highpass=f=70', `afftdn=nr=20:nf=${bandFloorDb}`]
}

const measured = new Map<string, Promise<number>>()

/**
 * By how many samples at 48 kHz an ffmpeg's denoiser is late: builds of 2018 are not, those of 2022 are by 1,200. It is heard
 * once for each program, from a click of a tenth of a second.
 */
export function denoiserDelay(ffmpeg: Ffmpeg): Promise<number> {
  const known = measured.get(ffmpeg.path)
  if (known !== undefined) return known
  const delay = hearDelay(ffmpeg)
  measured.set(ffmpeg.path, delay)
  delay.catch(() => measured.delete(ffmpeg.path))
  return delay
}

async function hearDelay(ffmpeg: Ffmpeg): Promise<number> {
  const clickAt = 9600
  const dir = await mkdtemp(join(tmpdir(), 'ownpace-sound-'))
  const outputPath = join(dir, 'click.f32')
  try {
    const click = `aevalsrc=exprs='0.5*eq(n,${clickAt})':s=${samplesPerSecond}:d=0.5`
    await ffmpeg.run({
      inputs: [],
      filterGraph: `${click},aformat=sample_fmts=fltp:channel_layouts=mono,${noiseFilters(usualFloorDb).join(',')}[a]`,
      outputOptions: ['-map', '[a]', '-c:a', 'pcm_f32le', '-f', 'f32le'],
      outputPath,
      durationMs: null,
      timeLimitMs: 60_000,
    })
    const bytes = await readFile(outputPath)
    let loudest = 0
    let foundAt = clickAt
    for (let at = 0; at < Math.floor(bytes.length / 4); at++) {
      const level = Math.abs(bytes.readFloatLE(at * 4))
      if (level <= loudest) continue
      loudest = level
      foundAt = at
    }
    return Math.min(mostDenoiserDelay, Math.max(0, foundAt - clickAt))
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
