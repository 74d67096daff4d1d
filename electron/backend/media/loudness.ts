/** What published speech is brought to. */
export const targetLufs = -16
/** True peak that published sound stays below, in dBTP. */
export const ceilingDb = -1
/** A recording this quiet would be mostly its own noise if it were raised further. */
const mostGainDb = 30

const samplesPerSecond = 48_000
const hop = samplesPerSecond / 10
const hopsPerBlock = 4
const absoluteGate = -70
const relativeGateLu = -10

export interface LoudnessMeter {
  /** The next samples of each channel, at 48 kHz, -1 to 1; every call the same number of channels. */
  push(channels: readonly Float32Array[]): void
  /** Integrated loudness of all that was pushed (ITU-R BS.1770-4, gated); null where nothing above -70 LUFS was heard. */
  loudnessLufs(): number | null
  /** Whether every channel has carried the same until now. */
  isMono(): boolean
}

/** Measures loudness as it streams by. It keeps one number per tenth of a second: an hour is 0.3 MB. */
export function createLoudnessMeter(): LoudnessMeter {
  const filters: Biquad[][] = []
  const blocks: number[] = []
  const recent: number[] = []
  let power = 0
  let count = 0
  let isSame = true

  const endHop = () => {
    recent.push(power / hop)
    power = 0
    count = 0
    if (recent.length > hopsPerBlock) recent.shift()
    if (recent.length === hopsPerBlock) blocks.push(mean(recent))
  }

  return {
    push(channels) {
      const [first, second] = channels
      if (first === undefined) return
      // A single channel is heard from both sides, as players do.
      const weight = second === undefined ? 2 : 1
      while (filters.length < channels.length) filters.push([preFilter(), lowCut()])
      for (let index = 0; index < first.length; index++) {
        for (let channel = 0; channel < channels.length; channel++) {
          let sample = channels[channel]?.[index] ?? 0
          for (const filter of filters[channel] ?? []) sample = filter.next(sample)
          power += weight * sample * sample
        }
        if (second !== undefined && Math.abs((second[index] ?? 0) - (first[index] ?? 0)) > 1e-4) isSame = false
        if (++count === hop) endHop()
      }
    },
    loudnessLufs() {
      const audible = blocks.filter((block) => lufs(block) > absoluteGate)
      if (audible.length === 0) return null
      const threshold = lufs(mean(audible)) + relativeGateLu
      return lufs(mean(audible.filter((block) => lufs(block) > threshold)))
    },
    isMono: () => isSame,
  }
}

/** The gain that brings a sound to the published loudness; silence and noise alone are left as they are. */
export function gainFor(loudnessLufs: number | null): number {
  if (loudnessLufs === null) return 0
  return Math.min(mostGainDb, targetLufs - loudnessLufs)
}

function lufs(power: number): number {
  return -0.691 + 10 * Math.log10(Math.max(power, 1e-12))
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

interface Biquad {
  next(sample: number): number
}

/** Transposed direct form II. */
function biquad({ b, a }: { b: readonly [number, number, number]; a: readonly [number, number] }): Biquad {
  const [b0, b1, b2] = b
  const [a1, a2] = a
  let first = 0
  let second = 0
  return {
    next(sample) {
      const out = b0 * sample + first
      first = b1 * sample - a1 * out + second
      second = b2 * sample - a2 * out
      return out
    },
  }
}

/** BS.1770-4, table 1: the head's high shelf, at 48 kHz. */
const preFilter = () =>
  biquad({ b: [1.53512485958697, -2.69169618940638, 1.19839281085285], a: [-1.69065929318241, 0.73248077421585] })

/** BS.1770-4, table 2: the weighting's low cut, at 48 kHz. */
const lowCut = () => biquad({ b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] })
