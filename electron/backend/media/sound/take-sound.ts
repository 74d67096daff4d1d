import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { EncodedSound } from '../compose/join.ts'
import { openMadeFolder } from '../compose/made-folder.ts'
import type { SegmentMedia } from '../compose/take-media.ts'
import { soundRate } from '../container/mp4-boxes.ts'
import type { Priority } from '../ffmpeg/priority.ts'
import type { Ffmpeg } from '../ffmpeg/run.ts'
import { createLoudnessMeter } from './loudness.ts'
import { SoundEncoder } from './sound-encode.ts'
import { denoiserDelay, soundFilters } from './sound-filters.ts'
import { pcmOf } from './sound-pcm.ts'

/** Some frames of a segment, of which the sound is wanted. */
export interface SoundStretch {
  segment: SegmentMedia
  fromFrame: number
  toFrame: number
}

export interface TakeSoundOptions {
  ffmpeg: Ffmpeg
  stretches: readonly SoundStretch[]
  framesPerSecond: number
  hasNoiseReduction: boolean
  outputPath: string
  priority?: Priority | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((fraction: number) => void) | undefined
  /** Is given the sound as it was recorded, once from its beginning to its end. */
  onHeard?: ((samples: Float32Array, channels: 1 | 2) => void) | undefined
  /** Is told how loud it was recorded. */
  onMeasured?: ((loudnessLufs: number | null) => void) | undefined
}

/** How many samples so many frames last. */
export function samplesOf(frames: number, framesPerSecond: number): number {
  return Math.round((frames * soundRate) / framesPerSecond)
}

/** Channels of what is heard in some segments: one where no recording has more; null where nothing is heard. */
export function channelsOf(segments: readonly SegmentMedia[]): 1 | 2 | null {
  const channels = segments.map(({ sound }) => sound?.channels ?? 0)
  const most = Math.max(0, ...channels)
  return most === 0 ? null : most === 1 ? 1 : 2
}

/**
 * Encodes the sound of stretches as one stream at the published loudness: heard once to measure it, then encoded with the
 * gain it needs. Null where there is nothing to hear.
 */
export async function encodeTakeSound(options: TakeSoundOptions): Promise<EncodedSound | null> {
  const { ffmpeg, stretches, framesPerSecond, outputPath, hasNoiseReduction, priority, signal, onProgress } = options
  const channels = channelsOf(stretches.map(({ segment }) => segment))
  if (channels === null) return null
  await openMadeFolder(dirname(outputPath))
  const total = stretches.reduce(
    (sum, { fromFrame, toFrame }) => sum + samplesOf(toFrame - fromFrame, framesPerSecond),
    0,
  )
  let done = 0
  const report = (samples: number): void => {
    done += samples
    onProgress?.(Math.min(1, done / (2 * total)))
  }

  const meter = createLoudnessMeter()
  for await (const samples of pcmOfStretches({ ...options, channels })) {
    meter.push(channelsApart(samples, channels))
    options.onHeard?.(samples, channels)
    report(samples.length / channels)
  }
  options.onMeasured?.(meter.loudnessLufs())
  const isMono = channels === 1 || meter.isMono()
  const encoder = await SoundEncoder.begin({
    ...{ ffmpegPath: ffmpeg.path, outputPath, channels: isMono ? 1 : 2, priority, signal },
    filters: soundFilters({
      ...{ hasNoiseReduction, isMono, gainDb: meter.gainDb(), noiseFloorDb: meter.floorDb(), sampleCount: total },
      denoiserDelay: hasNoiseReduction ? await denoiserDelay(ffmpeg) : 0,
    }),
  })
  try {
    for await (const samples of pcmOfStretches({ ...options, channels: isMono ? 1 : 2 })) {
      await encoder.push(samples)
      report(samples.length / (isMono ? 1 : 2))
    }
  } catch (error) {
    await encoder.discard()
    throw error
  }
  return await encoder.finish()
}

/** The samples of stretches, one after the other, each exactly as long as its frames. */
async function* pcmOfStretches(
  options: Omit<TakeSoundOptions, 'outputPath' | 'hasNoiseReduction'> & { channels: 1 | 2 },
): AsyncGenerator<Float32Array> {
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
    yield* pcmOf({
      ...{ ffmpegPath, source, zeroMs, fromMs, sampleCount, samplesPerSecond: soundRate, channels, priority, signal },
    })
  }
}

function* silence(sampleCount: number): Generator<Float32Array> {
  for (let left = sampleCount; left > 0; left -= soundRate) yield new Float32Array(Math.min(left, soundRate))
}

export function channelsApart(samples: Float32Array, channels: number): Float32Array[] {
  if (channels === 1) return [samples]
  const count = samples.length / channels
  return Array.from({ length: channels }, (_unused, channel) => {
    const own = new Float32Array(count)
    for (let index = 0; index < count; index++) own[index] = samples[index * channels + channel] ?? 0
    return own
  })
}

/** Removes a sound that is not needed any more. */
export async function removeSound(sound: EncodedSound | null): Promise<void> {
  if (sound) await rm(sound.path, { force: true })
}
