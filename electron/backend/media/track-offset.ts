import { readFile, rm } from 'node:fs/promises'
import { correlate, loudness } from './correlate.ts'
import type { Ffmpeg } from './ffmpeg/run.ts'

interface SoundFile {
  path: string
  demuxer: string
}

export interface TrackOffsetOptions {
  ffmpeg: Ffmpeg
  reference: SoundFile
  other: SoundFile
  /** Scratch files stand beside this path and are removed. */
  scratchPath: string
  signal?: AbortSignal | undefined
}

export interface TrackOffset {
  /** How much later the other recording began; negative where it began before the reference. */
  offsetMs: number
  /** How alike the two sounds are at this offset, from 0 to 1. */
  confidence: number
  /** False for silence, hum, or sounds that are not of the same room: then the offset means nothing. */
  isSure: boolean
}

const samplesPerSecond = 8000
const listenedSec = 20
const maxOffsetMs = 2000
/** 10 ms. */
const stretch = 80
const sureLikeness = 0.4

/** Hears from the microphone in both recordings how much later the other one began: coarsely by loudness, then by wave. */
export async function findTrackOffset(options: TrackOffsetOptions): Promise<TrackOffset> {
  const reference = await listen(options, 'reference')
  const other = await listen(options, 'other')
  return offsetBetween({ reference, other })
}

/** The offset of two mono signals at 8 kHz. */
export function offsetBetween({ reference, other }: { reference: Float32Array; other: Float32Array }): TrackOffset {
  const maxLag = Math.round((maxOffsetMs / 1000) * (samplesPerSecond / stretch))
  const coarse = correlate({
    reference: loudness(reference, stretch),
    other: loudness(other, stretch),
    fromLag: -maxLag,
    toLag: maxLag,
    nearLag: 10,
  })
  const around = coarse.lag * stretch
  const fine = correlate({ reference, other, fromLag: around - 2 * stretch, toLag: around + 2 * stretch, nearLag: 40 })
  const confidence = Math.max(0, Math.min(fine.likeness, coarse.likeness))
  const isAlone = coarse.likeness > coarse.secondLikeness * 1.1
  return {
    offsetMs: Math.round((fine.lag / samplesPerSecond) * 1000),
    confidence,
    isSure: confidence >= sureLikeness && isAlone,
  }
}

async function listen(options: TrackOffsetOptions, which: 'reference' | 'other'): Promise<Float32Array> {
  const { ffmpeg, scratchPath, signal } = options
  const { path, demuxer } = options[which]
  const outputPath = `${scratchPath}.${which}.pcm`
  try {
    await ffmpeg.run({
      inputs: [{ path, demuxer, options: ['-t', String(listenedSec)] }],
      filterGraph: `[0:a]aresample=${samplesPerSecond}:async=1000:first_pts=0[a]`,
      outputOptions: ['-map', '[a]', '-ac', '1', '-f', 's16le'],
      outputPath,
      durationMs: null,
      timeLimitMs: 5 * 60_000,
      signal,
    })
    const bytes = await readFile(outputPath)
    const samples = new Float32Array(Math.floor(bytes.length / 2))
    for (let index = 0; index < samples.length; index++) samples[index] = bytes.readInt16LE(index * 2) / 32768
    return samples
  } finally {
    await rm(outputPath, { force: true })
  }
}
