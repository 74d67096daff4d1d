import { correlate, loudness } from './correlate.ts'

export interface TrackOffset {
  /** How much later the other recording began; negative where it began before the reference. */
  offsetMs: number
  /** How alike the two sounds are at this offset, from 0 to 1. */
  confidence: number
  /** False for silence, hum, or sounds that are not of the same room: then the offset means nothing. */
  isSure: boolean
}

/** Of the signals that are compared, in samples a second. */
export const offsetRate = 8000
const maxOffsetMs = 2000
/** 10 ms. */
const stretch = 80
const sureLikeness = 0.4

/**
 * Hears from the microphone in two recordings (mono, 8 kHz) how much later the other one began: coarsely by loudness, then by
 * wave.
 */
export function offsetBetween({ reference, other }: { reference: Float32Array; other: Float32Array }): TrackOffset {
  const maxLag = Math.round((maxOffsetMs / 1000) * (offsetRate / stretch))
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
    offsetMs: Math.round((fine.lag / offsetRate) * 1000),
    confidence,
    isSure: confidence >= sureLikeness && isAlone,
  }
}
