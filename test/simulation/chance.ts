/** Draws that follow from a number alone: the same seed gives the same ones on every machine. */
export interface Chance {
  /** A whole number from 0, smaller than `count`. */
  below(count: number): number
  /** True in so many of a hundred draws. */
  in100(count: number): boolean
  pick<T>(from: readonly T[]): T
  /** One of several, each as likely as its weight says. */
  weighted<T>(from: readonly (readonly [weight: number, value: T])[]): T
  bytes(count: number): Uint8Array
  /** Twelve letters that nothing else in the world holds. */
  word(): string
}

/** Mulberry32, which is small, quick and even enough to choose by. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  // the first draws of neighbouring seeds are alike
  for (let count = 0; count < 8; count += 1) next()
  const below = (count: number): number => Math.floor((next() / 2 ** 32) * count)
  function pick<T>(from: readonly T[]): T {
    const found = from[below(from.length)]
    if (found === undefined) throw new RangeError('nothing to pick from')
    return found
  }
  return {
    below,
    in100: (count) => below(100) < count,
    pick,
    weighted(from) {
      let place = below(from.reduce((sum, [weight]) => sum + weight, 0))
      for (const [weight, value] of from) {
        place -= weight
        if (place < 0) return value
      }
      throw new RangeError('nothing to pick from')
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 255),
    word: () => Array.from({ length: 12 }, () => 'bcdfghjklmnpqrstvwxz'[below(20)]).join(''),
  }
}
