export interface Correlation {
  /** How many samples later the other began: its sample i sounds like the reference's sample i + lag. */
  lag: number
  /** How alike they are there, from -1 to 1. */
  likeness: number
  /** How alike they are at the best place that is not near it. */
  secondLikeness: number
}

interface CorrelateOptions {
  reference: Float32Array
  other: Float32Array
  fromLag: number
  toLag: number
  /** Places closer than this to the best one are the same finding. */
  nearLag: number
}

/** The place where two signals are most alike (normalised cross-correlation over what both have). */
export function correlate({ reference, other, fromLag, toLag, nearLag }: CorrelateOptions): Correlation {
  const likenesses: number[] = []
  for (let lag = fromLag; lag <= toLag; lag++) likenesses.push(likenessAt(reference, other, lag))
  let best = 0
  likenesses.forEach((likeness, index) => {
    if (likeness > (likenesses[best] ?? -1)) best = index
  })
  const others = likenesses.filter((_likeness, index) => Math.abs(index - best) > nearLag)
  return { lag: fromLag + best, likeness: likenesses[best] ?? 0, secondLikeness: Math.max(0, ...others) }
}

function likenessAt(reference: Float32Array, other: Float32Array, lag: number): number {
  const from = Math.max(0, -lag)
  const to = Math.min(other.length, reference.length - lag)
  let product = 0
  let referencePower = 0
  let otherPower = 0
  for (let index = from; index < to; index++) {
    const a = reference[index + lag] ?? 0
    const b = other[index] ?? 0
    product += a * b
    referencePower += a * a
    otherPower += b * b
  }
  const power = Math.sqrt(referencePower * otherPower)
  return power < 1e-9 ? 0 : product / power
}

/** Loudness of each stretch of so many samples, with the mean taken away, so that only its rise and fall is compared. */
export function loudness(samples: Float32Array, stretch: number): Float32Array {
  const levels = new Float32Array(Math.floor(samples.length / stretch))
  for (let index = 0; index < levels.length; index++) {
    let power = 0
    for (let at = index * stretch; at < (index + 1) * stretch; at++) power += (samples[at] ?? 0) ** 2
    levels[index] = Math.sqrt(power / stretch)
  }
  const mean = levels.reduce((sum, level) => sum + level, 0) / Math.max(1, levels.length)
  return levels.map((level) => level - mean)
}
