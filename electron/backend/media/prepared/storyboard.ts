import { storyboardOf } from '../../../../domain/media/storyboard.ts'
import { keyFrameEverySec } from '../compose/picture-options.ts'
import type { Ffmpeg } from '../ffmpeg/run.ts'

export interface StoryboardOptions {
  ffmpeg: Ffmpeg
  /** One of our own MP4s, with a key frame every five seconds. */
  videoPath: string
  durationMs: number
  width: number
  height: number
  outputPath: string
  signal?: AbortSignal | undefined
}

/**
 * Makes storyboard.webp, the small stills of a video in the grid of `storyboardOf`. Only key frames are decoded, so that a
 * tile may show a moment up to five seconds earlier than its own.
 */
export async function makeStoryboard(options: StoryboardOptions): Promise<void> {
  const { ffmpeg, videoPath, durationMs, outputPath, signal } = options
  const { columns, rows, tileCount, tileWidth, tileHeight, everyMs } = storyboardOf(options)
  const every = (everyMs / 1000).toFixed(3)
  // Of each stretch the last key frame in it, else the one before. The last is held on first: the build of 2018 crashes where
  // it is to hold on nothing, and of a short film `fps` leaves no frame.
  const held = `tpad=stop_mode=clone:stop_duration=${Math.ceil(everyMs / 1000) + keyFrameEverySec + 1}`
  const stills = `${held},fps=fps=1/${every}:start_time=0:round=down`
  await ffmpeg.run({
    inputs: [{ path: videoPath, demuxer: 'mov', options: ['-skip_frame', 'nokey', '-threads', '1'] }],
    filterGraph:
      `[0:v]scale=${tileWidth}:${tileHeight}:flags=area,${stills},trim=end_frame=${tileCount},setsar=1,` +
      `tile=${columns}x${rows}[s]`,
    outputOptions: ['-map', '[s]', '-frames:v', '1', '-c:v', 'libwebp', '-quality', '60', '-f', 'webp'],
    outputPath,
    durationMs: null,
    timeLimitMs: 10 * 60_000 + durationMs / 10,
    signal,
    priority: 'idle',
  })
}
