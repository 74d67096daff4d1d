import { composeArguments } from './compose-arguments.ts'
import { encodeVideo } from './encode-video.ts'
import type { Ffmpeg } from './ffmpeg/run.ts'
import { frameFor } from './frame-size.ts'
import { type MediaFacts, probe } from './probe.ts'

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
  const source = await probe({ path: inputPath, ffmpegPath: ffmpeg.path })
  const { demuxer, durationMs: toMs, hasSound, hasPicture, width, height } = source
  const size = hasPicture ? { width, height } : null
  const composed = composeArguments({
    parts: [
      {
        fromMs: 0,
        toMs,
        screen: { path: inputPath, demuxer, size, hasSound },
        camera: null,
        microphone: null,
        cameraOffsetMs: 0,
      },
    ],
    bubble: null,
    ...frameFor(size, shortSide),
  })
  return encodeVideo({ ffmpeg, composed, outputPath, signal, onProgress })
}
