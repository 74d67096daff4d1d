import type { EncodedSound } from '../media/compose/join.ts'
import type { SoundPlan } from './kept-sound.ts'
import { type KnownTake, marginMs } from './known-take.ts'
import type { LiveSound, LiveTake } from './live-sound.ts'

/** What is being done about one take. */
export interface Work {
  takeId: string
  known: KnownTake | null
  sound: LiveSound | null
  /** The whole sound, once it is there. */
  kept: EncodedSound | null
  isDirty: boolean
  failures: number
  /** How often hearing it while it was recorded had to end before its time. */
  soundFailures: number
  /** Recorded since this process began. */
  isFresh: boolean
  /** Somebody wants to see its pieces. */
  isAsked: boolean
  lookedAt: number
  turn: Promise<void>
  waiting: Set<() => void>
}

export function newWork(takeId: string): Work {
  return {
    ...{ takeId, known: null, sound: null, kept: null },
    ...{ isDirty: true, failures: 0, soundFailures: 0, isFresh: false, isAsked: false, lookedAt: 0 },
    turn: Promise.resolve(),
    waiting: new Set(),
  }
}

/** Tells whoever waits for more of a take that there may be. */
export function wakeAll({ waiting }: Work): void {
  for (const wake of waiting) wake()
  waiting.clear()
}

/** A take as its live sound sees it. */
export function liveTakeOf(work: Work, tell: () => void): LiveTake {
  return {
    plan: (): SoundPlan | null =>
      work.known && {
        ffmpeg: work.known.recipe.ffmpeg,
        dir: work.known.recipe.dir,
        segments: work.known.segments,
        framesPerSecond: work.known.recipe.framesPerSecond,
      },
    more: (): Promise<void> => new Promise((resolve) => work.waiting.add(resolve)),
    isOver: (segment: number): boolean => {
      const { known } = work
      // Chunks of a segment may come after the next one has begun, but not for long.
      return known === null || known.isWhole || (known.segments[segment + 1]?.knownMs ?? 0) > 2 * marginMs
    },
    isFinished: (): boolean => work.known === null || work.known.isWhole,
    tell,
  }
}
