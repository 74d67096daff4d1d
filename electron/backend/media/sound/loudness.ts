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

const hopsPerBlock = 4
const absoluteGate = -70
const relativeGateLu = -10

/** A tenth of a second, as a meter heard it. */
export interface LoudnessHop {
  /** Weighted power of all channels together, and of the first alone. */
  allPower: number
  firstPower: number
  /** The greatest sample of any channel, without its sign. */
  peak: number
  /** Unweighted, of the first channel, in dBFS (RMS); -90 is silence. */
  levelDb: number
  /** Whether every channel carried the same. */
  isSame: boolean
}

/** How loud something is, as a whole. */
export interface Loudness {
  /** Integrated loudness (ITU-R BS.1770-4, gated); null where nothing above -70 LUFS was heard. */
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
  /** Whether every channel carries the same from beginning to end. */
  isMono(): boolean
}

/**
 * How loud what these tenths of a second make up is; asked again, it reckons with those that were added. Two channels that
 * carry the same count as the one that is published, which measures 3 LU less.
 */
export function loudnessOf(hops: readonly LoudnessHop[]): Loudness {
  const isMono = () => hops.every(({ isSame }) => isSame)
  const powers = () => (isMono() ? hops.map(({ firstPower }) => firstPower) : hops.map(({ allPower }) => allPower))
  const levels = () => hops.map(({ levelDb }) => levelDb)

  const loudness: Loudness = {
    isMono,
    loudnessLufs: () => integrated(powers()),
    floorDb: () => quantile(levels(), 0.1),
    gainDb() {
      const lufs = loudness.loudnessLufs()
      if (lufs === null) return 0
      const range = quantile(levels(), 0.95) - quantile(levels(), 0.1)
      if (lufs < loudLufs && range < leastSpeechRangeDb) return 0
      const limitedLufs = (gainDb: number) => loudness.limitedLufs(gainDb) ?? targetLufs
      return gainThroughLimiter({ lufs, limitedLufs })
    },
    limitedLufs(gainDb) {
      const gain = 10 ** (gainDb / 20)
      return integrated(powers().map((power, at) => power * gain ** 2 * keptByLimiter((hops[at]?.peak ?? 0) * gain)))
    },
  }
  return loudness
}

/** Raised until what is left after the limiter is as loud as it should be; each round comes closer by more than half. */
function gainThroughLimiter(heard: { lufs: number; limitedLufs: (gainDb: number) => number }): number {
  const plain = targetLufs - heard.lufs
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
