import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { EncodedSound } from '../compose/join.ts'
import { openMadeFolder } from '../compose/made-folder.ts'
import { framesOf } from '../compose/piece-plan.ts'
import type { SegmentMedia } from '../compose/take-media.ts'
import { soundRate } from '../container/mp4-boxes.ts'
import type { Priority } from '../ffmpeg/priority.ts'
import type { Ffmpeg } from '../ffmpeg/run.ts'
import { fade } from './fade.ts'
import type { Loudness } from './loudness.ts'
import { createLoudnessMeter, type LoudnessMeter } from './loudness-meter.ts'
import { SoundEncoder } from './sound-encode.ts'
import { denoiserDelay, soundFilters } from './sound-filters.ts'
import { pcmOf } from './sound-pcm.ts'

/** Some frames of a segment, of which the sound is wanted. */
export interface SoundStretch {
  segment: SegmentMedia
  fromFrame: number
  toFrame: number
}

export interface StretchesOptions {
  ffmpeg: Ffmpeg
  stretches: readonly SoundStretch[]
  framesPerSecond: number
  priority?: Priority | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((fraction: number) => void) | undefined
}

export interface TakeSoundOptions extends StretchesOptions {
  hasNoiseReduction: boolean
  outputPath: string
  /** How loud the stretches were recorded, where that is known; else they are heard once for it. */
  loudness?: Loudness | null | undefined
}

/** How many samples so many frames last. */
export function samplesOf(frames: number, framesPerSecond: number): number {
  return Math.round((frames * soundRate) / framesPerSecond)
}

/** How many samples a whole segment lasts. */
export function samplesOfSegment({ durationMs }: Pick<SegmentMedia, 'durationMs'>, framesPerSecond: number): number {
  return samplesOf(framesOf(durationMs, framesPerSecond), framesPerSecond)
}

/** Channels of what is heard in some segments: one where no recording has more; null where nothing is heard. */
export function channelsOf(segments: readonly SegmentMedia[]): 1 | 2 | null {
  const channels = segments.map(({ sound }) => sound?.channels ?? 0)
  const most = Math.max(0, ...channels)
  return most === 0 ? null : most === 1 ? 1 : 2
}

/** Hears stretches once; null where there is nothing to hear. */
export async function hearStretches(
  options: StretchesOptions & { onHeard?: ((samples: Float32Array, channels: 1 | 2) => void) | undefined },
): Promise<LoudnessMeter | null> {
  const channels = channelsOf(options.stretches.map(({ segment }) => segment))
  if (channels === null) return null
  const report = progressOf(options)
  const meter = createLoudnessMeter()
  for await (const samples of pcmOfStretches({ ...options, channels })) {
    meter.push(samples, channels)
    options.onHeard?.(samples, channels)
    report(samples.length / channels)
  }
  return meter
}

/**
 * Encodes the sound of stretches as one stream at the published loudness. Null where there is nothing to hear.
 */
export async function encodeTakeSound(options: TakeSoundOptions): Promise<EncodedSound | null> {
  const { ffmpeg, stretches, outputPath, hasNoiseReduction, priority, signal, onProgress } = options
  const recorded = channelsOf(stretches.map(({ segment }) => segment))
  if (recorded === null) return null
  await openMadeFolder(dirname(outputPath))
  const heardShare = options.loudness ? 0 : 0.5
  const hear = () => hearStretches({ ...options, onProgress: (fraction) => onProgress?.(heardShare * fraction) })
  const loudness = options.loudness ?? (await hear())
  if (loudness === null) return null
  const isMono = recorded === 1 || loudness.isMono()
  const channels = isMono ? 1 : 2
  const encoder = await SoundEncoder.begin({
    ...{ ffmpegPath: ffmpeg.path, outputPath, channels, priority, signal },
    filters: soundFilters({
      ...{ hasNoiseReduction, isMono, gainDb: loudness.gainDb(), noiseFloorDb: loudness.floorDb() },
      sampleCount: lengthOf(stretches, options.framesPerSecond),
      denoiserDelay: hasNoiseReduction ? await denoiserDelay(ffmpeg) : 0,
    }),
  })
  const report = progressOf({
    ...options,
    onProgress: (fraction) => onProgress?.(heardShare + (1 - heardShare) * fraction),
  })
  try {
    for await (const samples of pcmOfStretches({ ...options, channels })) {
      await encoder.push(samples)
      report(samples.length / channels)
    }
  } catch (error) {
    await encoder.discard()
    throw error
  }
  return await encoder.finish()
}

/** Counts samples and says which share of all there are by now. */
function progressOf({ stretches, framesPerSecond, onProgress }: StretchesOptions): (sampleCount: number) => void {
  const total = lengthOf(stretches, framesPerSecond)
  let done = 0
  return (sampleCount) => {
    done += sampleCount
    onProgress?.(Math.min(1, done / total))
  }
}

function lengthOf(stretches: readonly SoundStretch[], framesPerSecond: number): number {
  return stretches.reduce((sum, { fromFrame, toFrame }) => sum + samplesOf(toFrame - fromFrame, framesPerSecond), 0)
}

/** The samples of stretches, one after the other, each exactly as long as its frames and faded at both ends. */
async function* pcmOfStretches(options: StretchesOptions & { channels: 1 | 2 }): AsyncGenerator<Float32Array> {
  const { ffmpeg, stretches, framesPerSecond, channels, priority, signal } = options
  const ffmpegPath = ffmpeg.path
  for (const { segment, fromFrame, toFrame } of stretches) {
    const sampleCount = samplesOf(toFrame - fromFrame, framesPerSecond)
    if (segment.sound === null) {
      yield* silence(sampleCount * channels)
      continue
    }
    const { source, zeroMs } = segment.sound
    const fromMs = (fromFrame * 1000) / framesPerSecond
    let fromSample = 0
    for await (const samples of pcmOf({
      ...{ ffmpegPath, source, zeroMs, fromMs, sampleCount, samplesPerSecond: soundRate, channels, priority, signal },
    })) {
      fade(samples, { channels, fromSample, sampleCount })
      fromSample += samples.length / channels
      yield samples
    }
  }
}

function* silence(sampleCount: number): Generator<Float32Array> {
  for (let left = sampleCount; left > 0; left -= soundRate) yield new Float32Array(Math.min(left, soundRate))
}

/** Removes a sound that is not needed any more. */
export async function removeSound(sound: EncodedSound | null): Promise<void> {
  if (sound) await rm(sound.path, { force: true })
}
