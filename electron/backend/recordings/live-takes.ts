import { Failure } from '../../../domain/failure.ts'
import type { PiecesView, TakeSound } from '../../../domain/takes/pieces.ts'
import type { EventBus } from '../events.ts'
import type { WholeSound } from '../media/compose/compose.ts'
import type { EncodedSound } from '../media/compose/join.ts'
import { removeHalfMade } from '../media/compose/made-folder.ts'
import { makePiece } from '../media/compose/piece-make.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import { openKept, readHops, readKept, type SoundPlan, soundKey } from './kept-sound.ts'
import { type KnownTake, lookAtTake } from './known-take.ts'
import { mostTries, takeHearing } from './live-hearing.ts'
import { newWork, type Work, wakeAll } from './live-work.ts'
import { madePieces } from './made-pieces.ts'
import type { Recordings } from './recordings.ts'

/** A growing take is looked at this often. */
const lookEveryMs = 1000
/** Below this nothing is composed ahead: pieces can be made again, a recording cannot. */
const leastFreeBytes = 300 * 1024 * 1024

export interface LiveTakesDeps {
  recordings: Recordings
  ffmpeg: () => Promise<Ffmpeg>
  bus: Pick<EventBus, 'publish' | 'subscribe'>
  log: (line: string) => void
  /** The other encoding of this process. */
  encodes: {
    /** What is recorded now, or was stopped just now, goes first. */
    hold(isHeld: boolean): void
    /** A person waits for what is there; catching up with older takes waits for that. */
    isBusy(): boolean
  }
}

export interface LiveTakes {
  /** The pieces of a take; what is missing of them is made from now on. Throws `not-found`, `take-empty`. */
  pieces(takeId: string): Promise<PiecesView>
  sound(takeId: string): Promise<TakeSound>
  readers: Recordings['readers']
  /** The take as it is known, for whoever serves its pieces. */
  known(takeId: string): Promise<{ known: KnownTake; sound: EncodedSound | null }>
  /** The sound of a whole take, waited for where it is being made; null where it is not there. */
  wholeSound(takeId: string, plan: Omit<SoundPlan, 'ffmpeg' | 'dir'>): Promise<WholeSound | null>
  close(): Promise<void>
}

/**
 * Composes takes in pieces while they are recorded, and catches up with those that were not composed to their end. It only
 * ever follows what is on the disk: a recording never waits for it, and what was made stays whatever ends it.
 */
export function liveTakes({ recordings, ffmpeg, bus, log, encodes }: LiveTakesDeps): LiveTakes {
  const works = new Map<string, Work>()
  const abort = new AbortController()
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null

  function workOf(takeId: string): Work {
    const known = works.get(takeId)
    if (known) return known
    const work = newWork(takeId)
    works.set(takeId, work)
    return work
  }

  const tell = ({ takeId }: Work): void => bus.publish({ type: 'pieces', take: takeId })
  const hearing = takeHearing({ tell, poke: ({ takeId }) => poke(takeId), log, signal: abort.signal })

  function poke(takeId: string): void {
    if (abort.signal.aborted) return
    const work = workOf(takeId)
    work.isDirty = true
    if (running !== null || timer !== null) return
    // A chunk comes twice a second: they are taken together.
    const waitMs = recordings.isAlive(takeId) ? Math.max(0, work.lookedAt + lookEveryMs - Date.now()) : 0
    timer = setTimeout(() => {
      timer = null
      run()
    }, waitMs)
    timer.unref?.()
  }

  function run(): void {
    if (abort.signal.aborted) return
    running ??= rounds().finally(() => {
      running = null
      const next = [...works.values()].find(({ isDirty }) => isDirty)
      if (next) poke(next.takeId)
    })
  }

  /** One piece after the other, those of what is being recorded first, until nothing is due. */
  async function rounds(): Promise<void> {
    for (;;) {
      const inOrder = [...works.values()].sort(
        (a, b) => Number(recordings.isAlive(b.takeId)) - Number(recordings.isAlive(a.takeId)),
      )
      let isDone = true
      for (const work of inOrder) {
        if (abort.signal.aborted) return
        if (await step(work)) {
          isDone = false
          break
        }
      }
      if (isDone) break
    }
    encodes.hold(false)
  }

  /** Does the next thing that is due for a take; false where nothing is. */
  async function step(work: Work): Promise<boolean> {
    if (work.failures >= mostTries) {
      work.isDirty = false
      void hearing.end(work)
      return false
    }
    try {
      if (work.isDirty || recordings.isAlive(work.takeId)) await look(work)
      const { known } = work
      if (known === null) return false
      if (!work.isFresh && encodes.isBusy()) return false
      const next = known.pieces.find(({ isReady, isDue }) => isDue && !isReady)
      // What is left of the disk belongs to the recording itself, until that has ended and somebody wants to see it.
      const isAhead = !(known.isWhole && work.isAsked)
      if (next && isAhead && (await recordings.room()).freeBytes < leastFreeBytes) return false
      if (next) {
        encodes.hold(work.isFresh)
        await compose(work, known, next)
        return true
      }
      return await hearing.finish(work, known)
    } catch (error) {
      if (abort.signal.aborted) return false
      if (error instanceof Failure && (error.code === 'take-empty' || error.code === 'not-found')) {
        work.isDirty = false
        void hearing.end(work)
        return false
      }
      work.failures++
      log(`composing while recording failed: ${String(error)} ${error instanceof Failure ? String(error.cause) : ''}`)
      return false
    }
  }

  async function compose(work: Work, known: KnownTake, next: KnownTake['pieces'][number]): Promise<void> {
    const segment = known.segments[next.piece.segment]
    if (!segment) return
    const priority = recordings.isAlive(work.takeId) ? 'idle' : 'low'
    await makePiece({ piece: next.piece, segment, recipe: known.recipe, priority, signal: abort.signal })
    next.isReady = true
    work.failures = 0
    tell(work)
  }

  /** Brings what is known of a take up to date, one after the other. */
  function look(work: Work): Promise<void> {
    const looked = work.turn.then(() => lookNow(work))
    work.turn = looked.catch(() => undefined)
    return looked
  }

  async function lookNow(work: Work): Promise<void> {
    const { takeId } = work
    work.isDirty = false
    work.lookedAt = Date.now()
    const known = await lookAtTake(takeId, { recordings, ffmpeg, signal: abort.signal })
    if (known === 'discarded') await forget(work)
    if (known === null || known === 'discarded') return
    const { view, isWhole } = known
    // Of what is published nothing is kept ready, unless somebody looks at it again.
    const isStillAsked = work.isAsked && (work.known === null || work.known.view.status === 'published')
    if (view.status === 'published' && !isStillAsked) return await forget(work)
    const before = work.known
    if (!isWhole) work.isFresh = true
    work.known = known
    if (!isWhole || before?.view.durationMs !== view.durationMs) work.kept = null
    if (!isWhole && work.failures < mostTries) await hearing.begin(work, known)
    wakeAll(work)
  }

  async function forget(work: Work): Promise<void> {
    works.delete(work.takeId)
    work.known = null
    await hearing.end(work)
  }

  async function upToDate(takeId: string): Promise<{ work: Work; known: KnownTake }> {
    const work = workOf(takeId)
    work.isAsked = true
    if (work.known === null || !work.known.isWhole || recordings.isAlive(takeId)) await look(work)
    if (work.sound === null && work.kept === null && work.known?.isWhole) {
      const { recipe, segments } = work.known
      const key = soundKey({ segments, framesPerSecond: recipe.framesPerSecond })
      work.kept = (await openKept(recipe.dir, key))?.sound ?? null
    }
    poke(takeId)
    if (work.known === null)
      throw new Failure({ code: 'not-found', message: 'Nothing of this recording can be shown yet.' })
    return { work, known: work.known }
  }

  const stopFollowing = recordings.follow(poke)
  const stopHearing = bus.subscribe((event) => {
    // What stepped back for another's encoding goes on behind it.
    if (event.type === 'job' && works.size > 0 && !encodes.isBusy()) run()
  })

  /** What an earlier run did not finish is gone on with. */
  async function catchUp(): Promise<void> {
    for (const { take, status } of await recordings.onDisk()) {
      await removeHalfMade(recordings.madeDir(take.id))
      if (status === 'finished' || status === 'interrupted') poke(take.id)
    }
  }
  catchUp().catch((error: unknown) => log(`the recordings could not be looked through: ${String(error)}`))

  return {
    readers: recordings.readers,

    async pieces(takeId) {
      const { work, known } = await upToDate(takeId)
      return await madePieces(known, work.kept ?? work.sound?.sound ?? null)
    },

    async sound(takeId) {
      const { work, known } = await upToDate(takeId)
      if (work.sound) {
        const { levelsDb, loudnessLufs } = work.sound
        return { stepMs: 50, levelsDb, loudnessLufs, isWhole: false }
      }
      const kept = work.kept && (await readKept(known.recipe.dir))
      const isSilent = known.isWhole && known.segments.every(({ sound }) => sound === null)
      return {
        stepMs: 50,
        levelsDb: kept?.levelsDb ?? [],
        loudnessLufs: kept?.loudnessLufs ?? null,
        isWhole: kept !== null || isSilent,
      }
    },

    async known(takeId) {
      const { work, known } = await upToDate(takeId)
      return { known, sound: work.kept ?? work.sound?.sound ?? null }
    },

    async wholeSound(takeId, plan) {
      const own = { ...plan, ffmpeg: await ffmpeg(), dir: recordings.madeDir(takeId) }
      const work = works.get(takeId)
      if (work?.sound) {
        // It waits for news of the take, which nobody else may bring by now.
        await look(work).catch(() => hearing.end(work))
        if (work.known && !work.known.isWhole) return null
        await work.sound?.done.catch(() => undefined)
      }
      const found = await openKept(own.dir, soundKey(own))
      return found && { sound: found.sound, hops: await readHops(own.dir, found.kept) }
    },

    async close() {
      stopFollowing()
      stopHearing()
      abort.abort()
      if (timer) clearTimeout(timer)
      for (const work of works.values()) {
        wakeAll(work)
        await work.sound?.stop()
      }
      await running
    },
  }
}
