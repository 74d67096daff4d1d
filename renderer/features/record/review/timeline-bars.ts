/** How loud each step of a recording is, as far as it was heard: whole dBFS; -90 is silence. */
export interface Levels {
  levelsDb: readonly number[]
  stepMs: number
  isWhole: boolean
}

/** Louder than this fills the timeline's height; softer than `floorDb` is a line. */
const fullDb = -12
const floorDb = -58

/** The height of each of `count` bars over a whole recording, between 0 and 1; bars that were not heard yet are 0. */
export function barsOf({ levelsDb, stepMs }: Levels, { durationMs, count }: { durationMs: number; count: number }) {
  return Array.from({ length: count }, (_, place) => {
    const from = Math.floor((place * durationMs) / count / stepMs)
    const to = Math.max(from + 1, Math.floor(((place + 1) * durationMs) / count / stepMs))
    let loudest = -90
    for (let step = from; step < to; step += 1) loudest = Math.max(loudest, levelsDb[step] ?? -90)
    return Math.min(1, Math.max(0, (loudest - floorDb) / (fullDb - floorDb)))
  })
}
