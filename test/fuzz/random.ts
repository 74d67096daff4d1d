/** Randomness that a seed repeats exactly. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number
  /** True once in so many times. */
  oneIn(times: number): boolean
  pick<T>(values: readonly T[]): T
  shuffled<T>(values: readonly T[]): T[]
  bytes(count: number): Uint8Array
}

/** sfc32, seeded by two numbers: the run's seed and the number of the case. */
export function randomOf(seed: number, caseNumber: number): Random {
  let [a, b, c, d] = [seed | 0, caseNumber | 0, 0x9e3779b9 | 0, 1]
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  // the first ones still show what they were seeded with
  for (let round = 0; round < 16; round += 1) next()
  const below = (limit: number): number => (limit <= 1 ? 0 : next() % limit)
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick(values) {
      if (values.length === 0) throw new RangeError('nothing to pick from')
      return values[below(values.length)] as (typeof values)[number]
    },
    shuffled(values) {
      const left = [...values]
      return values.map(() => left.splice(below(left.length), 1)[0] as (typeof values)[number])
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  }
}
