import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { takeSoundSchema } from '../../../domain/takes/pieces.ts'
import type { EncodedSound } from '../media/compose/join.ts'
import { writeWhole } from '../media/compose/piece-file.ts'
import { framesOf } from '../media/compose/piece-plan.ts'
import type { SegmentMedia } from '../media/compose/take-media.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import type { LoudnessHop } from '../media/sound/loudness.ts'
import { hopSamples } from '../media/sound/loudness-meter.ts'
import { readSound } from '../media/sound/sound-encode.ts'

/** What is known of a take's sound, and where it lies once it is whole. This is `made/sound.json`. */
const keptSoundSchema = z.object({
  key: z.string(),
  channels: z.union([z.literal(1), z.literal(2)]),
  sampleCount: z.number().int().nonnegative(),
  levelsDb: takeSoundSchema.shape.levelsDb,
  loudnessLufs: z.number().nullable(),
})
export type KeptSound = z.infer<typeof keptSoundSchema>

/** Raised when a take's sound is encoded otherwise than before. */
const soundVersion = 2
/** A take's whole sound as it is opened now. */
export interface SoundPlan {
  ffmpeg: Ffmpeg
  dir: string
  segments: readonly SegmentMedia[]
  framesPerSecond: number
}

/** Says which sound it is: the same text, the same samples. */
export function soundKey({ segments, framesPerSecond }: Pick<SoundPlan, 'segments' | 'framesPerSecond'>): string {
  const parts = segments.map(({ sound, durationMs }) => [
    sound && [sound.id, sound.zeroMs],
    framesOf(durationMs, framesPerSecond),
  ])
  return createHash('sha256')
    .update(JSON.stringify([soundVersion, framesPerSecond, parts]))
    .digest('hex')
    .slice(0, 32)
}

export async function readKept(dir: string): Promise<KeptSound | null> {
  try {
    return keptSoundSchema.parse(JSON.parse(await readFile(join(dir, 'sound.json'), 'utf8')))
  } catch {
    return null
  }
}

/** The whole sound where it was encoded already. */
export async function openKept(dir: string, key: string): Promise<{ kept: KeptSound; sound: EncodedSound } | null> {
  const kept = await readKept(dir)
  if (kept === null || kept.key !== key) return null
  const sound = await readSound({ path: soundPath(dir), channels: kept.channels, sampleCount: kept.sampleCount })
  return sound && { kept, sound }
}

/** Notes what is known of a sound that was put down, and how loud each tenth of a second of it was recorded. */
export async function keep(dir: string, kept: KeptSound, hops: readonly LoudnessHop[]): Promise<void> {
  await writeWhole(hopsPath(dir), hopsToBytes(hops))
  await writeWhole(join(dir, 'sound.json'), Buffer.from(JSON.stringify(kept)))
}

/** How loud each tenth of a second of a whole sound was recorded; null where that was not noted. */
export async function readHops(dir: string, { sampleCount }: Pick<KeptSound, 'sampleCount'>) {
  const bytes = await readFile(hopsPath(dir)).catch(() => null)
  const hops = bytes && hopsFromBytes(bytes)
  return hops?.length === Math.floor(sampleCount / hopSamples) ? hops : null
}

const numbersPerHop = 5

function hopsToBytes(hops: readonly LoudnessHop[]): Buffer {
  const numbers = hops.flatMap(({ allPower, firstPower, peak, levelDb, isSame }) => [
    ...[allPower, firstPower, peak, levelDb, Number(isSame)],
  ])
  return Buffer.from(Float32Array.from(numbers).buffer)
}

function hopsFromBytes(bytes: Buffer): LoudnessHop[] {
  const numbers = new Float32Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 4))
  return Array.from({ length: Math.floor(numbers.length / numbersPerHop) }, (_unused, hop) => {
    const at = hop * numbersPerHop
    const [allPower = 0, firstPower = 0, peak = 0, levelDb = 0, isSame = 0] = numbers.subarray(at, at + numbersPerHop)
    return { allPower, firstPower, peak, levelDb, isSame: isSame !== 0 }
  })
}

function hopsPath(dir: string): string {
  return join(dir, 'sound.hops')
}

/** Where a take's whole sound lies once it is whole. */
export function soundPath(dir: string): string {
  return join(dir, 'sound.aac')
}
