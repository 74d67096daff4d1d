import { soundRate } from '../container/mp4-boxes.ts'

/** 10 ms: short enough to take nothing of a word, and long enough that a sound which is cut in its midst does not click. */
const fadeSamples = soundRate / 100

export interface FadedPart {
  channels: 1 | 2
  /** Where in the stretch these samples begin, and how long it is as a whole; null while that is not known. */
  fromSample: number
  sampleCount: number | null
}

/** Fades, in place, what of some samples lies at the beginning or the end of a stretch. */
export function fade(samples: Float32Array, { channels, fromSample, sampleCount }: FadedPart): void {
  const count = samples.length / channels
  const rampSamples = Math.min(fadeSamples, (sampleCount ?? Number.POSITIVE_INFINITY) / 2)
  for (let at = 0; at < Math.min(count, rampSamples - fromSample); at++) {
    scale(samples, { channels, at, gain: gainAt(fromSample + at, rampSamples) })
  }
  if (sampleCount === null) return
  const left = sampleCount - fromSample
  for (let at = Math.max(0, Math.ceil(left - rampSamples)); at < Math.min(count, left); at++) {
    scale(samples, { channels, at, gain: gainAt(left - 1 - at, rampSamples) })
  }
}

function gainAt(fromEdge: number, rampSamples: number): number {
  return Math.sin((Math.PI / 2) * Math.min(1, (fromEdge + 0.5) / rampSamples)) ** 2
}

function scale(samples: Float32Array, { channels, at, gain }: { channels: number; at: number; gain: number }): void {
  for (let channel = 0; channel < channels; channel++) {
    const place = at * channels + channel
    samples[place] = (samples[place] ?? 0) * gain
  }
}
