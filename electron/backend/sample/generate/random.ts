/** Random numbers that follow from a seed alone, so that a generated library is the same wherever it is made. */
export interface SeededRandom {
  /** From 0 up to, not including, 1. */
  fraction(): number
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number
  pick<T>(from: readonly T[]): T
  bytes(byteCount: number): Uint8Array
}

/** The generator known as mulberry32: 32 bits of state, good enough for prose and no secret. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const fraction = (): number => next() / 2 ** 32
  return {
    fraction,
    below: (below) => Math.floor(fraction() * below),
    pick: (from) => {
      const picked = from[Math.floor(fraction() * from.length)]
      if (picked === undefined) throw new RangeError('nothing to pick from')
      return picked
    },
    bytes: (byteCount) => Uint8Array.from({ length: byteCount }, () => next() & 0xff),
  }
}
