import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ffmpeg } from '../../media/ffmpeg/run.ts'

export interface TinyVideo {
  bytes: Uint8Array
  width: number
  height: number
}

const frame = { width: 160, height: 90 }
const durationMs = 1000

/** One second of an even ground as a real MP4 of a few kilobytes, so that generated items can be played. */
export async function makeTinyVideo(ffmpeg: Ffmpeg): Promise<TinyVideo> {
  const dir = await mkdtemp(join(tmpdir(), 'ownpace-generate-'))
  try {
    const outputPath = join(dir, 'video.mp4')
    await ffmpeg.run({
      inputs: [],
      filterGraph: `color=c=0x1f4d3a:s=${frame.width}x${frame.height}:r=5:d=${durationMs / 1000}[v]`,
      outputOptions: ['-map', '[v]', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-movflags', '+faststart', '-f', 'mp4'],
      outputPath,
      durationMs,
      timeLimitMs: 60_000,
    })
    return { bytes: await readFile(outputPath), ...frame }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
