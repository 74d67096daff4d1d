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
const soundVersion = 1
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

/** Notes what is known of a sound that was put down. */
export async function keep(dir: string, kept: KeptSound): Promise<void> {
  await writeWhole(join(dir, 'sound.json'), Buffer.from(JSON.stringify(kept)))
}

/** Where a take's whole sound lies once it is whole. */
export function soundPath(dir: string): string {
  return join(dir, 'sound.aac')
}
