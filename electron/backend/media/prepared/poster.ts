import { readFile, rm } from 'node:fs/promises'
import type { Ffmpeg } from '../ffmpeg/run.ts'

export interface PosterOptions {
  ffmpeg: Ffmpeg
  /** One of our own MP4s. */
  videoPath: string
  durationMs: number
  outputPath: string
  signal?: AbortSignal | undefined
}

const posterWidth = 960
/** Where in a video to look for its still, as fractions: early enough to be what it begins with, late enough to show it. */
const lookedAt = [0.02, 0.05, 0.1, 0.16, 0.25, 0.4]
/** A shared window has painted by then. */
const leastMs = 1200
/** What differs from itself so much later is just changing, and not shown. */
const settlesMs = 400
const small = { width: 160, height: 90 }

/**
 * Makes the still that stands for a video, a WebP at most 960 pixels wide: of a few moments near its beginning the one that
 * shows most and is not just changing. Reads a few frames only, whatever the video's length.
 */
export async function makePoster({ ffmpeg, videoPath, durationMs, outputPath, signal }: PosterOptions): Promise<void> {
  const atMs = await tellingMoment({ ffmpeg, videoPath, durationMs, outputPath, signal })
  await ffmpeg.run({
    inputs: [{ path: videoPath, demuxer: 'mov', options: ['-ss', (atMs / 1000).toFixed(3)] }],
    filterGraph: `[0:v]scale=w='min(${posterWidth},iw)':h=-2[p]`,
    outputOptions: ['-map', '[p]', '-frames:v', '1', '-c:v', 'libwebp', '-quality', '75', '-f', 'webp'],
    outputPath,
    durationMs: null,
    timeLimitMs: 5 * 60_000,
    signal,
  })
}

async function tellingMoment(options: PosterOptions): Promise<number> {
  const { ffmpeg, videoPath, durationMs, outputPath, signal } = options
  const moments = [...new Set(lookedAt.map((share) => momentAt(share, durationMs)))]
  const scratchPath = `${outputPath}.looked`
  try {
    await ffmpeg.run({
      inputs: moments.map((atMs) => ({
        path: videoPath,
        demuxer: 'mov',
        options: ['-ss', (atMs / 1000).toFixed(3), '-t', '1'],
      })),
      filterGraph: looking(moments.length),
      outputOptions: ['-map', '[seen]', '-frames:v', String(moments.length * 2), '-f', 'rawvideo'],
      outputPath: scratchPath,
      durationMs: null,
      timeLimitMs: 5 * 60_000,
      signal,
    })
    const bytes = await readFile(scratchPath)
    const size = small.width * small.height
    const frames = moments.map((_, at) => ({
      frame: bytes.subarray(at * 2 * size, (at * 2 + 1) * size),
      later: bytes.subarray((at * 2 + 1) * size, (at * 2 + 2) * size),
    }))
    return moments[mostTelling(frames)] ?? moments[0] ?? 0
  } finally {
    await rm(scratchPath, { force: true })
  }
}

function momentAt(share: number, durationMs: number): number {
  return Math.round(Math.min(Math.max(durationMs * share, leastMs), durationMs / 2))
}

/** Two frames of each input, `settlesMs` apart, small and grey, one after the other. */
function looking(inputCount: number): string {
  const inputs = Array.from({ length: inputCount }, (_, at) => at)
  const { width, height } = small
  // Padded first: the build of 2018 crashes where it is to pad nothing, and a short film may leave `fps` without a frame.
  const two = `tpad=stop_mode=clone:stop_duration=2,fps=fps=1000/${settlesMs}:start_time=0,trim=end_frame=2`
  const each = inputs.map((at) => `[${at}:v]scale=${width}:${height}:flags=area,format=gray,setsar=1,${two}[f${at}]`)
  return `${each.join(';')};${inputs.map((at) => `[f${at}]`).join('')}concat=n=${inputCount}:v=1:a=0[seen]`
}

/**
 * Which of several moments shows most, by two small grey pictures of each: detail counts, change within the moment takes away,
 * and of moments that show about as much the first is taken.
 */
function mostTelling(moments: readonly { frame: Uint8Array; later: Uint8Array }[]): number {
  const scores = moments.map(({ frame, later }) => detailOf(frame) / (1 + differenceOf(frame, later) / 4))
  const best = Math.max(...scores)
  return Math.max(
    0,
    scores.findIndex((score) => score >= best * 0.85),
  )
}

/** How much neighbouring pixels differ, on average; 0 for a plain ground, a little for a blurred one. */
function detailOf(frame: Uint8Array): number {
  let sum = 0
  for (let at = small.width; at < frame.length; at++) {
    const pixel = frame[at] ?? 0
    sum += Math.abs(pixel - (frame[at - 1] ?? 0)) + Math.abs(pixel - (frame[at - small.width] ?? 0))
  }
  return sum / (small.width * small.height)
}

function differenceOf(frame: Uint8Array, later: Uint8Array): number {
  if (later.length < frame.length) return 0
  return frame.reduce((sum, pixel, at) => sum + Math.abs(pixel - (later[at] ?? 0)), 0) / Math.max(1, frame.length)
}
