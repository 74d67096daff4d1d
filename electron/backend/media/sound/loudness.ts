/** What published speech is brought to. */
const targetLufs = -16
/** A recording this quiet would be mostly its own noise if it were raised further. */
const mostGainDb = 30
/** And this much more at most for what the limiter takes: beyond that, peaks would be heard to be flattened. */
const mostForPeaksDb = 4
/** Where `soundFilters` limits: with what AAC adds, true peaks stay below -1 dBTP. */
export const ceiling = 0.76
/** Between the words and in them: steady noise has less, speech 20 and more. */
const leastSpeechRangeDb = 9
/** Louder than this is meant to be heard, however steady it is. */
const loudLufs = -45

/**
 * Of a tenth of a second, what two channels may differ by and still be the same: what a recorder's encoder makes of one voice
 * in two channels differs a little.
 */
const mostSidePower = 1e-6
const mostSideShare = 1e-2

const samplesPerSecond = 48_000
const hop = samplesPerSecond / 10
const hopsPerBlock = 4
const absoluteGate = -70
const relativeGateLu = -10

export interface LoudnessMeter {
  /** The next samples of each channel, at 48 kHz, -1 to 1; every call the same number of channels. */
  push(channels: readonly Float32Array[]): void
  /**
   * Integrated loudness of all that was pushed (ITU-R BS.1770-4, gated); null where nothing above -70 LUFS was heard.
   */
  loudnessLufs(): number | null
  /** What is heard between the words, in dBFS (RMS): a tenth of the time is quieter than this. -90 is silence. */
  floorDb(): number
  /**
   * What brings this to its published loudness, what the limiter will take of its peaks reckoned in; 0 for silence, and for
   * the noise of a room in which nobody speaks.
   */
  gainDb(): number
  /** What `loudnessLufs` is once this is raised by a gain and limited. */
  limitedLufs(gainDb: number): number | null
  /** Whether every channel has carried the same until now. */
  isMono(): boolean
}

/**
 * Measures loudness as it streams by. Two channels that carry the same count as the one that is published, which measures 3 LU
 * less. It keeps four numbers per tenth of a second: a megabyte an hour.
 */
export function createLoudnessMeter(): LoudnessMeter {
  const filters: ((sample: number) => number)[] = []
  const hops: Hops = { all: [], first: [], peaks: [], levelsDb: [] }
  const sum = { all: 0, first: 0, plain: 0, side: 0, peak: 0, count: 0 }
  let isSame = true

  const endHop = () => {
    hops.all.push(sum.all / hop)
    hops.first.push(sum.first / hop)
    hops.peaks.push(sum.peak)
    if (sum.side / hop > mostSidePower && sum.side > sum.plain * mostSideShare) isSame = false
    hops.levelsDb.push(Math.max(-90, 10 * Math.log10(sum.plain / hop + 1e-12)))
    Object.assign(sum, { all: 0, first: 0, plain: 0, side: 0, peak: 0, count: 0 })
  }
  const powers = () => (isSame ? hops.first : hops.all)

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
        sum.peak = Math.max(sum.peak, Math.abs(sample))
        if (second !== undefined) {
          const other = second[index] ?? 0
          const otherHeard = weighSecond?.(other) ?? 0
          sum.all += otherHeard * otherHeard
          sum.peak = Math.max(sum.peak, Math.abs(other))
          sum.side += (sample - other) ** 2
        }
        if (++sum.count === hop) endHop()
      }
    },
    loudnessLufs: () => integrated(powers()),
    floorDb: () => quantile(hops.levelsDb, 0.1),
    gainDb() {
      const loudness = meter.loudnessLufs()
      if (loudness === null) return 0
      const range = quantile(hops.levelsDb, 0.95) - quantile(hops.levelsDb, 0.1)
      if (loudness < loudLufs && range < leastSpeechRangeDb) return 0
      const limitedLufs = (gainDb: number) => meter.limitedLufs(gainDb) ?? targetLufs
      return gainThroughLimiter({ loudness, limitedLufs })
    },
    limitedLufs(gainDb) {
      const gain = 10 ** (gainDb / 20)
      return integrated(powers().map((power, at) => power * gain ** 2 * keptByLimiter((hops.peaks[at] ?? 0) * gain)))
    },
    isMono: () => isSame,
  }
  return meter
}

interface Hops {
  /** Weighted power of each tenth of a second, of all channels and of the first alone. */
  all: number[]
  first: number[]
  peaks: number[]
  levelsDb: number[]
}

/** Raised until what is left after the limiter is as loud as it should be; each round comes closer by more than half. */
function gainThroughLimiter(heard: { loudness: number; limitedLufs: (gainDb: number) => number }): number {
  const plain = targetLufs - heard.loudness
  let gainDb = Math.min(mostGainDb, plain)
  for (let round = 0; round < 5; round++) {
    const missing = targetLufs - heard.limitedLufs(gainDb)
    gainDb = Math.min(mostGainDb, plain + mostForPeaksDb, gainDb + missing)
  }
  return gainDb
}

/** The share of a tenth of a second's power that a limiter leaves. Fitted to ffmpeg's: within 0.1 LU over speech of all kinds. */
function keptByLimiter(peak: number): number {
  return peak <= ceiling ? 1 : (ceiling / peak) ** 1.3
}

/** Of the weighted powers of tenths of a second, by blocks of four that overlap. */
function integrated(powers: readonly number[]): number | null {
  const blocks: number[] = []
  for (let at = hopsPerBlock; at <= powers.length; at++) blocks.push(mean(powers.slice(at - hopsPerBlock, at)))
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
