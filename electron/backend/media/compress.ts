import { Failure } from '../../../domain/failure.ts'
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
  /** Refuse sound without a picture with `media-without-picture`, instead of showing a still ground. */
  needsPicture?: boolean | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Makes the one form that every video of a library has of any file a person has: upright, even sides, at most 1080p.
 * Throws what probing and encoding throw (`media-…`, `ffmpeg-failed`, `disk-full`, `cancelled`), and leaves no half file.
 */
export async function compressFile(options: CompressOptions): Promise<MediaFacts> {
  const { ffmpeg, inputPath, outputPath, shortSide, needsPicture = false, signal, onProgress } = options
  const source = await probe({ path: inputPath, ffmpegPath: ffmpeg.path })
  if (!source.hasPicture && needsPicture) throw withoutPicture()
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

function withoutPicture(): Failure {
  return new Failure({
    code: 'media-without-picture',
    message: 'This file has sound and no picture.',
    kept: 'The file is as it was.',
    remedy: 'Choose a video, or import it as a voice recording.',
  })
}
