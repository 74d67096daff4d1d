import { rm } from 'node:fs/promises'
import { unedited } from '../../../../domain/takes/edit.ts'
import { screenWith } from '../../../../domain/takes/take.ts'
import { composeTake } from '../compose/compose.ts'
import type { Ffmpeg } from '../ffmpeg/run.ts'
import { type MediaFacts, probe } from '../probe/probe.ts'

export interface CompressOptions {
  ffmpeg: Ffmpeg
  inputPath: string
  outputPath: string
  shortSide?: number | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Makes the one form that every video of a library has of any file a person has: upright, even sides, at most 1080p; a voice
 * without a picture gets a still ground.
 * Throws what probing and encoding throw (`media-…`, `ffmpeg-failed`, `disk-full`, `cancelled`), and leaves no half file.
 */
export async function compressFile(options: CompressOptions): Promise<MediaFacts> {
  const { ffmpeg, inputPath, outputPath, shortSide, signal, onProgress } = options
  const { durationMs } = await probe({ path: inputPath, ffmpegPath: ffmpeg.path })
  const madeDir = `${outputPath}.made`
  try {
    const { facts } = await composeTake({
      segments: [{ durationMs, tracks: [{ track: 'file', path: inputPath }] }],
      layouts: [{ fromMs: 0, layout: screenWith(null) }],
      edit: unedited,
      ...{ ffmpeg, madeDir, outputPath, shortSide, signal, onProgress },
    })
    return facts
  } finally {
    await rm(madeDir, { recursive: true, force: true })
  }
}
