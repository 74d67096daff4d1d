import { Failure } from '../../../domain/failure.ts'
import type { Bubble, RecordedTrack, TrackName } from '../../../domain/takes/take.ts'
import { type ComposePart, type ComposeSource, composeArguments } from './compose-arguments.ts'
import { encodeVideo } from './encode-video.ts'
import type { Ffmpeg } from './ffmpeg/run.ts'
import { type FrameSize, frameFor, pictureRate } from './frame-size.ts'
import { type MediaFacts, probe } from './probe.ts'
import { findTrackOffset } from './track-offset.ts'

/** One run of the recorders: each file is the bytes they gave, joined in order. Paths are absolute. */
export interface TakeSegment {
  /** How long the segment lasted by the take's own clock; null to go by its files. */
  durationMs: number | null
  tracks: readonly { track: TrackName; path: string }[]
}

export interface ComposeOptions {
  ffmpeg: Ffmpeg
  segments: readonly TakeSegment[]
  /** Null leaves the camera out wherever there is a screen. */
  bubble: Bubble | null
  /** Where the video starts and ends, from the start of the take; null keeps it to its end. */
  trimStartMs: number
  trimEndMs: number | null
  /** How much later the camera's recording began than the screen's; null to hear it from the sound of both. */
  cameraOffsetMs: number | null
  outputPath: string
  shortSide?: number | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((fraction: number) => void) | undefined
}

type Sources = Record<RecordedTrack, (ComposeSource & { durationMs: number }) | null>

interface ReadSegment {
  durationMs: number
  sources: Sources
}

/**
 * Makes one H.264/AAC fast-start MP4 of a take's segments: the screen with the camera as a round bubble, the camera alone,
 * or a still ground under a voice. What is trimmed is not in the bytes. Throws `take-empty`, `cancelled`, `disk-full`,
 * `time-limit` and `ffmpeg-failed`, and leaves no half file.
 */
export async function composeTake(options: ComposeOptions): Promise<MediaFacts> {
  const { ffmpeg, bubble, trimStartMs, trimEndMs, outputPath, signal, onProgress } = options
  const segments = await readSegments(options)
  const kept = keptRanges({ durationsMs: segments.map(({ durationMs }) => durationMs), trimStartMs, trimEndMs })
  if (kept.length === 0) throw nothingToCompose()
  const parts: ComposePart[] = []
  for (const { index, fromMs, toMs } of kept) {
    const segment = segments[index]
    if (segment === undefined) continue
    const { screen, camera, microphone } = segment.sources
    const isCameraSeen = screen === null || bubble !== null
    const cameraOffsetMs = isCameraSeen ? await cameraOffset(options, segment.sources) : 0
    parts.push({ fromMs, toMs, screen, camera, microphone, cameraOffsetMs })
  }
  const composed = composeArguments({ parts, bubble, ...frameFor(sizeOf(parts), options.shortSide) })
  return encodeVideo({ ffmpeg, composed, outputPath, signal, onProgress })
}

export interface KeptRange {
  index: number
  fromMs: number
  toMs: number
}

/** What trimming leaves of each segment, in that segment's time; segments that are trimmed away as a whole are left out. */
export function keptRanges(options: {
  durationsMs: readonly number[]
  trimStartMs: number
  trimEndMs: number | null
}): KeptRange[] {
  const { durationsMs, trimStartMs, trimEndMs } = options
  const endMs = trimEndMs ?? Number.POSITIVE_INFINITY
  let startedMs = 0
  const ranges: KeptRange[] = []
  durationsMs.forEach((durationMs, index) => {
    const fromMs = Math.max(0, trimStartMs - startedMs)
    const toMs = Math.min(durationMs, endMs - startedMs)
    // Less than a frame is nothing to see, and nothing that could be encoded.
    if (toMs - fromMs >= 1000 / pictureRate) ranges.push({ index, fromMs, toMs })
    startedMs += durationMs
  })
  return ranges
}

async function readSegments({ ffmpeg, segments }: ComposeOptions): Promise<ReadSegment[]> {
  const read: ReadSegment[] = []
  for (const segment of segments) {
    const sources: Sources = { screen: null, camera: null, microphone: null }
    for (const { track, path } of segment.tracks) {
      // A video made elsewhere is a picture with its sound, as a screen is.
      sources[track === 'file' ? 'screen' : track] = await readSource(path, ffmpeg.path)
    }
    const durationsMs = Object.values(sources).map((source) => source?.durationMs ?? 0)
    const longestMs = Math.max(...durationsMs)
    if (longestMs > 0) read.push({ sources, durationMs: segment.durationMs ?? longestMs })
  }
  return read
}

/** A file that a crash left without a readable frame is no reason to lose the others. */
async function readSource(path: string, ffmpegPath: string): Promise<Sources[RecordedTrack]> {
  const facts = await probe({ path, ffmpegPath }).catch((error: unknown) => {
    if (error instanceof Failure) return null
    throw error
  })
  if (facts === null) return null
  const { demuxer, durationMs, hasPicture, hasSound, width, height } = facts
  return { path, demuxer, durationMs, hasSound, size: hasPicture ? { width, height } : null }
}

async function cameraOffset(options: ComposeOptions, { screen, camera }: Sources): Promise<number> {
  if (options.cameraOffsetMs !== null) return options.cameraOffsetMs
  if (!screen?.hasSound || !camera?.hasSound) return 0
  const { ffmpeg, outputPath, signal } = options
  const found = await findTrackOffset({ ffmpeg, reference: screen, other: camera, scratchPath: outputPath, signal })
  return found.isSure ? found.offsetMs : 0
}

/** The take's frame is that of its first screen, else of its first camera. */
function sizeOf(parts: readonly ComposePart[]): FrameSize | null {
  const screen = parts.find((part) => part.screen?.size)?.screen?.size
  return screen ?? parts.find((part) => part.camera?.size)?.camera?.size ?? null
}

function nothingToCompose(): Failure {
  return new Failure({
    code: 'take-empty',
    message: 'Nothing is left of this recording between its start and its end.',
    kept: 'The recording itself is as it was.',
    remedy: 'Move the start and the end further apart, or record again.',
  })
}
