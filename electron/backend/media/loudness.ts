/** What published speech is brought to. */
export const targetLufs = -16
/** A recording this quiet would be mostly its own noise if it were raised further. */
const mostGainDb = 28
/** Between the words and in them: steady noise has less, speech 20 and more. */
const leastSpeechRangeDb = 9
/** Louder than this is meant to be heard, however steady it is. */
const loudLufs = -45

const samplesPerSecond = 48_000
const hop = samplesPerSecond / 10
const hopsPerBlock = 4
const absoluteGate = -70
const relativeGateLu = -10

export interface LoudnessMeter {
  /** The next samples of each channel, at 48 kHz, -1 to 1; every call the same number of channels. */
  push(channels: readonly Float32Array[]): void
  /**
   * Integrated loudness of all that was pushed (ITU-R BS.1770-4, gated); null where nothing above -70 LUFS was heard. Two
   * channels that carry the same count as the one that is published.
   */
  loudnessLufs(): number | null
  /** What is heard between the words, in dBFS (RMS): a tenth of the time is quieter than this. -90 is silence. */
  floorDb(): number
  /** What brings this to its published loudness; 0 for silence, and for the noise of a room in which nobody speaks. */
  gainDb(): number
  /** Whether every channel has carried the same until now. */
  isMono(): boolean
}

/** Measures loudness as it streams by. It keeps two numbers per tenth of a second: half a megabyte an hour. */
export function createLoudnessMeter(): LoudnessMeter {
  const filters: ((sample: number) => number)[] = []
  /** Weighted power of each 400 ms, a new one every 100 ms; and that of the first channel alone. */
  const blocks = { all: [] as number[], first: [] as number[] }
  const recent = { all: [] as number[], first: [] as number[] }
  const hopLevels: number[] = []
  const sum = { all: 0, first: 0, plain: 0, count: 0 }
  let isSame = true

  const endHop = () => {
    for (const which of ['all', 'first'] as const) {
      recent[which].push(sum[which] / hop)
      if (recent[which].length > hopsPerBlock) recent[which].shift()
      if (recent[which].length === hopsPerBlock) blocks[which].push(mean(recent[which]))
      sum[which] = 0
    }
    hopLevels.push(Math.max(-90, 10 * Math.log10(sum.plain / hop + 1e-12)))
    sum.plain = 0
    sum.count = 0
  }

  const meter: LoudnessMeter = {
    push(channels) {
      const [first, second] = channels
      if (first === undefined) return
      while (filters.length < channels.length) filters.push(weighting())
      const [weighFirst, weighSecond] = filters
      for (let index = 0; index < first.length; index++) {
        const sample = first[index] ?? 0
        const heard = weighFirst?.(sample) ?? 0
        sum.first += heard * heard
        sum.all += heard * heard
        sum.plain += sample * sample
        if (second !== undefined) {
          const other = second[index] ?? 0
          const otherHeard = weighSecond?.(other) ?? 0
          sum.all += otherHeard * otherHeard
          if (Math.abs(other - sample) > 1e-4) isSame = false
        }
        if (++sum.count === hop) endHop()
      }
    },
    loudnessLufs: () => integrated(isSame ? blocks.first : blocks.all),
    floorDb: () => quantile(hopLevels, 0.1),
    gainDb() {
      const loudness = meter.loudnessLufs()
      const range = quantile(hopLevels, 0.95) - quantile(hopLevels, 0.1)
      const isOnlyNoise = loudness !== null && loudness < loudLufs && range < leastSpeechRangeDb
      return isOnlyNoise ? 0 : gainFor(loudness)
    },
    isMono: () => isSame,
  }
  return meter
}

/** The gain that brings a loudness to the published one; silence is left as it is. */
export function gainFor(loudnessLufs: number | null): number {
  return loudnessLufs === null ? 0 : Math.min(mostGainDb, targetLufs - loudnessLufs)
}

/**
 * The gain to take next where a gain gave this loudness: the limiter takes some of very peaky speech, and of what is added to
 * it again a part.
 */
export function correctedGain({ gainDb, outputLufs }: { gainDb: number; outputLufs: number }): number {
  return Math.min(mostGainDb, gainDb + (targetLufs - outputLufs) * 1.3)
}

function integrated(blocks: readonly number[]): number | null {
  const audible = blocks.filter((block) => lufs(block) > absoluteGate)
  if (audible.length === 0) return null
  const threshold = lufs(mean(audible)) + relativeGateLu
  return lufs(mean(audible.filter((block) => lufs(block) > threshold)))
}

function lufs(power: number): number {
  return -0.691 + 10 * Math.log10(Math.max(power, 1e-12))
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

function quantile(levels: readonly number[], share: number): number {
  const sorted = levels.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? -90
}

/** BS.1770-4, tables 1 and 2, at 48 kHz: the head's high shelf, then the low cut. */
function weighting(): (sample: number) => number {
  const shelf = biquad([1.53512485958697, -2.69169618940638, 1.19839281085285], [-1.69065929318241, 0.73248077421585])
  const cut = biquad([1, -2, 1], [-1.99004745483398, 0.99007225036621])
  return (sample) => cut(shelf(sample))
}

/** Transposed direct form II. */
function biquad(b: readonly [number, number, number], a: readonly [number, number]): (sample: number) => number {
  const [b0, b1, b2] = b
  const [a1, a2] = a
  let first = 0
  let second = 0
  return (sample) => {
    const out = b0 * sample + first
    first = b1 * sample - a1 * out + second
    second = b2 * sample - a2 * out
    return out
  }
}
