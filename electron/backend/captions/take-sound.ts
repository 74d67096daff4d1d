import { createReadStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TakeView } from '../../../domain/takes/view.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import { probe } from '../media/probe/probe.ts'
import type { Recordings } from '../recordings/recordings.ts'
import { bytesPerMs, samplesPerSecond, wavHeader } from './wav.ts'

export interface TakeSoundOptions {
  view: TakeView
  recordings: Pick<Recordings, 'trackPath'>
  ffmpeg: Ffmpeg
  /** An empty folder; the sound stands in it afterwards. */
  workDir: string
  signal: AbortSignal
  onProgress: (fraction: number) => void
}

/** The tracks that may carry the sound, the first that has any: as the composer takes it. */
const heardTracks = ['file', 'screen', 'camera', 'microphone'] as const

/**
 * The sound of a take as transcribers listen to it, in the take's own time: each segment is as long as it was, so that what
 * is said in the second is found in the second. Resolves to its path, or to null where the take has no sound.
 */
export async function soundOfTake(options: TakeSoundOptions): Promise<string | null> {
  const { view, recordings, ffmpeg, workDir, signal, onProgress } = options
  const path = join(workDir, 'sound.wav')
  const sound = await open(path, 'wx', 0o600)
  let isHeard = false
  let beforeMs = 0
  try {
    await sound.write(wavHeader(0))
    for (const segment of view.segments) {
      const wholeMs = segment.durationMs
      const source = await soundSource({ view, segment, recordings, ffmpeg })
      const pcmPath = join(workDir, `segment-${segment.segment}.pcm`)
      if (source !== null) {
        const startMs = beforeMs
        await decode({
          ...{ ffmpeg, source, wholeMs, signal },
          outputPath: pcmPath,
          onProgress: (fraction) => onProgress((startMs + fraction * wholeMs) / Math.max(1, view.durationMs)),
        })
        isHeard = true
        for await (const chunk of createReadStream(pcmPath)) await sound.write(chunk as Uint8Array)
        await rm(pcmPath, { force: true })
      }
      beforeMs += wholeMs
      await padTo(sound, Math.round(beforeMs) * bytesPerMs)
    }
    const { size } = await sound.stat()
    await sound.write(wavHeader(size - 44), 0, 44, 0)
  } finally {
    await sound.close()
  }
  return isHeard ? path : null
}

interface SoundSource {
  path: string
  demuxer: string
}

async function soundSource({
  view,
  segment,
  recordings,
  ffmpeg,
}: Pick<TakeSoundOptions, 'view' | 'recordings' | 'ffmpeg'> & {
  segment: TakeView['segments'][number]
}): Promise<SoundSource | null> {
  for (const name of heardTracks) {
    const track = segment.tracks.find((each) => each.track === name && each.sizeBytes > 0)
    if (track === undefined) continue
    const path = recordings.trackPath(view.take.id, { segment: segment.segment, track: track.track })
    // A track that a crash left without a whole packet is no reason to lose the others.
    const facts = await probe({ path, ffmpegPath: ffmpeg.path }).catch(() => null)
    if (facts?.hasSound) return { path, demuxer: facts.demuxer }
  }
  return null
}

async function decode({
  ffmpeg,
  source,
  wholeMs,
  outputPath,
  signal,
  onProgress,
}: {
  ffmpeg: Ffmpeg
  source: SoundSource
  wholeMs: number
  outputPath: string
  signal: AbortSignal
  onProgress: (fraction: number) => void
}): Promise<void> {
  // Gaps become silence, so that a microphone that was away for a while moves nothing.
  const filter = `[0:a:0]aresample=${samplesPerSecond}:async=1:first_pts=0,atrim=end=${wholeMs / 1000}[a]`
  await ffmpeg.run({
    inputs: [{ path: source.path, demuxer: source.demuxer }],
    filterGraph: filter,
    outputOptions: ['-map', '[a]', '-ac', '1', '-ar', String(samplesPerSecond), '-c:a', 'pcm_s16le', '-f', 's16le'],
    outputPath,
    durationMs: wholeMs,
    timeLimitMs: 60_000 + 2 * wholeMs,
    signal,
    onProgress,
  })
  await stat(outputPath)
}

/** Silence up to a place; never cuts. */
async function padTo(file: import('node:fs/promises').FileHandle, soundBytes: number): Promise<void> {
  const { size } = await file.stat()
  const missing = soundBytes + 44 - size
  const silence = Buffer.alloc(64 * 1024)
  for (let left = missing; left > 0; left -= silence.length) {
    await file.write(silence, 0, Math.min(left, silence.length))
  }
}
