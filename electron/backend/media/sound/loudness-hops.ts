import type { SegmentMedia } from '../compose/take-media.ts'
import type { LoudnessHop } from './loudness.ts'
import { hopSamples } from './loudness-meter.ts'
import { type SoundStretch, samplesOf, samplesOfSegment } from './take-sound.ts'

/** A take of which it was noted how loud it is where, its segments one after the other. */
export interface HeardTake {
  segments: readonly SegmentMedia[]
  framesPerSecond: number
  hops: readonly LoudnessHop[]
}

/** The tenths of a second that lie in some stretches of a take; null where one of them is of another take. */
export function hopsOfStretches(stretches: readonly SoundStretch[], heard: HeardTake): LoudnessHop[] | null {
  const { segments, framesPerSecond, hops } = heard
  const starts = new Map<SegmentMedia, number>()
  let end = 0
  for (const segment of segments) {
    starts.set(segment, end)
    end += samplesOfSegment(segment, framesPerSecond)
  }
  if (stretches.some(({ segment }) => !starts.has(segment))) return null
  return stretches.flatMap(({ segment, fromFrame, toFrame }) => {
    const start = starts.get(segment) ?? 0
    const from = (start + samplesOf(fromFrame, framesPerSecond)) / hopSamples
    const to = (start + samplesOf(toFrame, framesPerSecond)) / hopSamples
    return hops.slice(Math.ceil(from), Math.floor(to))
  })
}
