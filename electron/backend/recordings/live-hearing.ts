import { openMadeFolder } from '../media/compose/made-folder.ts'
import { openKept, soundKey } from './kept-sound.ts'
import type { KnownTake } from './known-take.ts'
import { LiveSound, makeWholeSound } from './live-sound.ts'
import { liveTakeOf, type Work, wakeAll } from './live-work.ts'

/** What fails three times would fail again: the person's own composing says why. */
export const mostTries = 3

interface HearingDeps {
  /** Says that there is more of a take to be played. */
  tell: (work: Work) => void
  /** Has a take looked at again. */
  poke: (work: Work) => void
  log: (line: string) => void
  signal: AbortSignal
}

/** Hears takes while they are recorded, and makes their sound as a whole where that did not come to its end. */
export function takeHearing({ tell, poke, log, signal }: HearingDeps) {
  function hear(work: Work): void {
    const sound = new LiveSound(liveTakeOf(work, () => tell(work)))
    work.sound = sound
    sound.done.then(
      (whole) => {
        if (work.sound !== sound || whole === null || !work.known?.isWhole) return
        work.kept = whole
        work.sound = null
        tell(work)
      },
      (error: unknown) => {
        if (work.sound !== sound || signal.aborted) return
        work.sound = null
        work.soundFailures++
        log(`the sound could not be encoded while it was recorded: ${String(error)}`)
        poke(work)
      },
    )
  }

  return {
    /** Begins to hear what is being recorded, unless it is heard. Where that fails, the next look begins once more. */
    async begin(work: Work, { segments, recipe }: KnownTake): Promise<void> {
      if (work.sound !== null || work.soundFailures >= mostTries) return
      if (segments.every(({ sound }) => sound === null)) return
      await openMadeFolder(recipe.dir)
      hear(work)
    },

    /** Once all is recorded: makes the sound as a whole where it was not heard as it has to be; false where it is there. */
    async finish(work: Work, known: KnownTake): Promise<boolean> {
      if (!known.isWhole || work.kept !== null || known.segments.every(({ sound }) => sound === null)) return false
      const { ffmpeg, dir, framesPerSecond } = known.recipe
      const plan = { ffmpeg, dir, framesPerSecond, segments: known.segments }
      await work.sound?.done.catch(() => null)
      work.kept ??= (await openKept(dir, soundKey(plan)))?.sound ?? (await makeWholeSound(plan, signal))
      work.sound = null
      tell(work)
      return true
    },

    /** Ends hearing a take: of one that cannot be looked at any more, nobody may wait for the sound. */
    async end(work: Work): Promise<void> {
      const { sound } = work
      work.sound = null
      wakeAll(work)
      await sound?.stop()
    },
  }
}
