import type { Ffmpeg } from './ffmpeg/run.ts'

export interface PosterOptions {
  ffmpeg: Ffmpeg
  /** One of our own MP4s. */
  videoPath: string
  durationMs: number
  outputPath: string
  signal?: AbortSignal | undefined
}

const posterWidth = 960
/** Late enough for a shared window to have painted, early enough to be what the video begins with. */
const posterAtMs = 1500

/** Makes the still that stands for a video, a WebP at most 960 pixels wide. */
export async function makePoster({ ffmpeg, videoPath, durationMs, outputPath, signal }: PosterOptions): Promise<void> {
  const atSec = Math.min(posterAtMs, durationMs / 2) / 1000
  await ffmpeg.run({
    inputs: [{ path: videoPath, demuxer: 'mov', options: ['-ss', atSec.toFixed(3)] }],
    filterGraph: `[0:v]scale=w='min(${posterWidth},iw)':h=-2[p]`,
    outputOptions: ['-map', '[p]', '-frames:v', '1', '-c:v', 'libwebp', '-quality', '75', '-f', 'webp'],
    outputPath,
    durationMs: null,
    timeLimitMs: 5 * 60_000,
    signal,
  })
}
