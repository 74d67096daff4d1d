/** The loudest sample of each of `count` equal stretches, between 0 and 1, the loudest of all being 1. */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const peaks = Array.from({ length: count }, (_, place) => {
    const from = Math.floor((place * samples.length) / count)
    const to = Math.floor(((place + 1) * samples.length) / count)
    let peak = 0
    for (let index = from; index < to; index += 1) peak = Math.max(peak, Math.abs(samples[index] ?? 0))
    return peak
  })
  const loudest = Math.max(...peaks, 0)
  // A whisper is not drawn as a shout: below a hundredth of full scale it stays small.
  return peaks.map((peak) => peak / Math.max(loudest, 0.01))
}
