import { rm } from 'node:fs/promises'
import type { Ffmpeg, FfmpegInput } from '../ffmpeg/run.ts'
import type { MediaFacts } from '../probe/probe.ts'
import { verifyVideo } from '../probe/verify-video.ts'

/** What makes a video, as ffmpeg is told it. */
export interface VideoArguments {
  inputs: FfmpegInput[]
  filterGraph: string
  outputOptions: string[]
  durationMs: number
  hasSound: boolean
}

export interface EncodeVideoOptions {
  ffmpeg: Ffmpeg
  composed: VideoArguments
  outputPath: string
  signal: AbortSignal | undefined
  onProgress: ((fraction: number) => void) | undefined
}

/** Encodes and then probes what came out: a video that is not as it should be is not kept. */
export async function encodeVideo(options: EncodeVideoOptions): Promise<MediaFacts> {
  const { ffmpeg, composed, outputPath, signal, onProgress } = options
  const { durationMs, hasSound, ...job } = composed
  await ffmpeg.run({ ...job, outputPath, durationMs, timeLimitMs: encodeLimitMs(durationMs), signal, onProgress })
  try {
    return await verifyVideo({ path: outputPath, durationMs, hasSound })
  } catch (error) {
    await rm(outputPath, { force: true })
    throw error
  }
}

/**
 * A busy computer gives a process of low priority little, so this is only meant to end what would never end by itself.
 */
function encodeLimitMs(durationMs: number): number {
  return 15 * 60_000 + durationMs * 40
}
