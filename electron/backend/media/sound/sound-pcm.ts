import type { Writable } from 'node:stream'
import type { TrackReader } from '../container/track-reader.ts'
import { type WebmBlock, webmClusters } from '../container/webm.ts'
import { type FfmpegStreamOptions, streamFfmpeg, written } from '../ffmpeg/stream.ts'

/** Where a stretch of sound comes from. */
export type SoundSource = { kind: 'track'; reader: TrackReader } | { kind: 'file'; path: string; demuxer: string }

export interface PcmOptions {
  ffmpegPath: string
  source: SoundSource
  /** What of the source; `zeroMs` is what its times show at the segment's beginning. */
  zeroMs: number
  fromMs: number
  /** How many samples of each channel come out, whatever the source holds; null for as many as its packets hold. */
  sampleCount: number | null
  samplesPerSecond: number
  channels: 1 | 2
  /** The packets, as they come; the source's own where not given. */
  packets?: AsyncIterable<WebmBlock[]> | undefined
  priority?: FfmpegStreamOptions['priority']
  signal?: AbortSignal | undefined
}

/**
 * A stretch of sound as floats, channels interleaved, at exactly the places where its packets' times say: what a recorder
 * left out is filled with silence, what is missing at the end too.
 */
export async function* pcmOf(options: PcmOptions): AsyncGenerator<Float32Array> {
  const { sampleCount, channels } = options
  let left = sampleCount === null ? Number.POSITIVE_INFINITY : sampleCount * channels
  const stream = open(options)
  const fed = stream === null ? Promise.resolve(null) : feed(options, stream.stdin)
  try {
    if (stream !== null) {
      for await (const samples of floatsOf(stream.stdout)) {
        if (left === 0) break
        const taken = samples.subarray(0, Math.min(left, samples.length))
        left -= taken.length
        yield taken
      }
      // What is cut off at the end is no fault.
      if (left > 0) await stream.ended
      // What could not be read is: silence in its place would be taken for what was recorded.
      const unread = left > 0 ? await fed : null
      if (unread !== null) throw unread
    }
  } finally {
    stream?.kill()
    await fed
  }
  while (sampleCount !== null && left > 0) {
    const silence = new Float32Array(Math.min(left, 48_000 * channels))
    left -= silence.length
    yield silence
  }
}

function open(options: PcmOptions): ReturnType<typeof streamFfmpeg> | null {
  const { ffmpegPath, source, zeroMs, fromMs, samplesPerSecond, channels, priority, signal } = options
  const layout = channels === 1 ? 'mono' : 'stereo'
  // async fills what a recorder left out and drops what comes before zero, so that sound never drifts from the picture.
  const filters = (startSec: number): string =>
    `asetpts=PTS-${startSec.toFixed(6)}/TB,aresample=${samplesPerSecond}:async=1000:rematrix_maxval=1,` +
    // first_pts only in a filter of its own: where a pause makes the other compensate, it would place the whole start once
    // more. Without rematrix_maxval two equal channels become one that is 3 dB louder.
    `aresample=${samplesPerSecond}:async=1:first_pts=0:rematrix_maxval=1,` +
    `aformat=sample_fmts=flt:sample_rates=${samplesPerSecond}:channel_layouts=${layout}`
  const out = (startSec: number): string[] => ['-vn', '-af', filters(startSec), '-f', 'f32le']
  const common = { ffmpegPath, priority, signal, isTolerant: true }
  if (source.kind === 'file') {
    // Without -copyts the times of what is read begin where it was sought.
    const options = ['-ss', (fromMs / 1000).toFixed(6)]
    return streamFfmpeg({ ...common, input: { ...source, options }, outputOptions: ['-map', '0:a:0', ...out(0)] })
  }
  if (source.reader.soundHead() === null) return null
  const form = ['-copyts', '-f', 'matroska']
  return streamFfmpeg({ ...common, input: { stdinForm: form }, outputOptions: out((zeroMs + fromMs) / 1000) })
}

/** Writes the packets to the decoder; resolves to the error where they could not be read to their end, else to null. */
async function feed(options: PcmOptions, stdin: Writable): Promise<Error | null> {
  const { source, zeroMs, fromMs, sampleCount, samplesPerSecond, packets } = options
  if (source.kind === 'file') return null
  const lengthMs = sampleCount === null ? Number.POSITIVE_INFINITY : (sampleCount * 1000) / samplesPerSecond
  const stretch = { fromMs: zeroMs + fromMs, toMs: zeroMs + fromMs + lengthMs }
  try {
    const head = source.reader.soundHead()
    if (head) stdin.write(head)
    for await (const blocks of packets ?? source.reader.soundOf(stretch)) {
      for (const cluster of webmClusters(blocks)) {
        // A program that ended early is told by its end.
        if (stdin.destroyed || stdin.closed) return null
        await written(stdin, cluster)
      }
    }
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    stdin.end()
  }
}

/** Bytes cut anywhere as floats. */
async function* floatsOf(stdout: AsyncIterable<Buffer>): AsyncGenerator<Float32Array> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const bytes of stdout) {
    const whole = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const used = whole.length - (whole.length % 8)
    rest = whole.subarray(used)
    if (used === 0) continue
    const copy = new Uint8Array(used)
    copy.set(whole.subarray(0, used))
    yield new Float32Array(copy.buffer)
  }
}
