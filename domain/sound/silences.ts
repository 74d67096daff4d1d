import type { Span } from '../captions/cues.ts'

/** How loud a recording is: whole dBFS of each step from its start; -90 is silence. */
export interface Levels {
  levelsDb: readonly number[]
  stepMs: number
}

export interface SilenceChoice {
  /** A pause shorter than this is part of the talk. */
  leastMs: number
  /** So much of a pause stays at either side that touches talk. */
  paddingMs: number
}

/** What lies under this is silence in any room. */
const quietDb = -60
/** Talk stands out of the room's noise by at least this much; else nothing can be told apart. */
const leastRangeDb = 9
/** A click or a key this short does not end a pause. */
const shortestSoundMs = 150
/** So long a dip within a word, between two syllables. */
const dipMs = 100
/** Talk rises from and falls to the noise: what is this near to it is still heard as talk's end. */
const shareOfRange = 0.35

/** The level below which a recording is silent, in dBFS; null where it is never silent, or never anything else. */
function silenceBelowDb({ levelsDb }: Levels): number | null {
  const ordered = levelsDb.toSorted((a, b) => a - b)
  if (ordered.length === 0) return null
  const at = (share: number): number => ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? 0
  // Pauses are a twentieth of any talk that has some; the loudest steps are talk, whatever knocked on the table.
  const [noiseDb, talkDb] = [at(0.05), at(0.95)]
  if (talkDb < quietDb || talkDb - noiseDb < leastRangeDb) return null
  // Digital silence between words says nothing about the room: the range counts from what can be heard at all.
  const floorDb = Math.max(noiseDb, talkDb - 50)
  return floorDb + Math.max(5, (talkDb - floorDb) * shareOfRange)
}

/**
 * The pauses of a recording, in order, in milliseconds from its start, shortened by their padding. The threshold follows
 * the recording: it lies between the noise of its room and its talk. Nothing where all of it is equally loud.
 */
export function silencesOf(levels: Levels, { leastMs, paddingMs }: SilenceChoice): Span[] {
  const belowDb = silenceBelowDb(levels)
  if (belowDb === null) return []
  const { levelsDb, stepMs } = levels
  const endMs = levelsDb.length * stepMs
  const sounds = joinedSounds(
    runsOf(levelsDb, (level) => level >= belowDb).map(({ from, to }) => ({ fromMs: from * stepMs, toMs: to * stepMs })),
  ).filter(({ fromMs, toMs }) => toMs - fromMs >= shortestSoundMs)
  const silences: Span[] = []
  let atMs = 0
  for (const sound of [...sounds, { fromMs: endMs, toMs: endMs }]) {
    const pause = { fromMs: atMs, toMs: sound.fromMs }
    atMs = sound.toMs
    if (pause.toMs - pause.fromMs < leastMs) continue
    const fromMs = pause.fromMs === 0 ? 0 : pause.fromMs + paddingMs
    const toMs = pause.toMs === endMs ? endMs : pause.toMs - paddingMs
    if (toMs - fromMs >= stepMs) silences.push({ fromMs, toMs })
  }
  return silences
}

/** A word dips between its syllables: beside a loud fan its beginning would pass for a few clicks. */
function joinedSounds(sounds: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const sound of sounds) {
    const last = joined.at(-1)
    if (last && sound.fromMs - last.toMs <= dipMs) last.toMs = sound.toMs
    else joined.push({ ...sound })
  }
  return joined
}

/** The stretches of steps for which something holds; `to` is behind the last. */
function runsOf(levels: readonly number[], holds: (level: number) => boolean): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  for (const [place, level] of levels.entries()) {
    if (!holds(level)) continue
    const last = runs.at(-1)
    if (last?.to === place) last.to = place + 1
    else runs.push({ from: place, to: place + 1 })
  }
  return runs
}
