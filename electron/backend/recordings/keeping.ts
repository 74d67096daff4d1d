import { keptDaysOf, type RemovalReason, standingOf } from '../../../domain/takes/keeping.ts'
import type { CleanedTakes, TakeOnDisk, TakesOnDisk } from '../../../domain/takes/on-disk.ts'
import { type ObservedTime, observeTime } from '../library/observed-time.ts'
import { oneAtATime } from '../library/one-at-a-time.ts'
import { oneTimer } from '../library/one-timer.ts'
import type { Ports } from '../ports.ts'
import type { InUse } from './in-use.ts'
import { readKeepingNotes, writeKeepingNotes } from './keeping-notes.ts'
import type { Recordings } from './recordings.ts'

const dayMs = 24 * 3600 * 1000
const firstAfterMs = 45_000
const lookEveryMs = 60_000
/** With less than this free, what was made of takes is let go first: it can be made again. */
const shortOfSpaceBytes = 2 * 1024 ** 3

export interface KeepingDeps extends Pick<Ports, 'profileDir' | 'clock' | 'log'> {
  inUse: () => Promise<InUse>
  recordings: Pick<Recordings, 'onDisk' | 'erase' | 'eraseMade' | 'room'>
  settings: Pick<Ports['settings'], 'get'>
}

/** How long takes stay on this device, and what may go. */
export interface TakeKeeping {
  overview(): Promise<TakesOnDisk>
  /** Removes those of `takes` that may go at this moment, whatever their age. */
  clean(takes: readonly string[]): Promise<CleanedTakes>
  /** What is done by itself once a day. Answers what was removed. */
  sweep(): Promise<string[]>
  close(): Promise<void>
}

/** Looks once a day for takes that could go for long enough, and removes them with a line in the log. */
export function keepTakes(deps: KeepingDeps): TakeKeeping {
  const { recordings, settings, inUse, profileDir, clock, log } = deps
  const alone = oneAtATime()
  const timer = oneTimer(() => void look())
  let lastSweepMs: number | null = null
  let isClosed = false
  timer.set(firstAfterMs)

  async function look(): Promise<void> {
    // A clock that was set back is no reason to wait.
    const isDue = lastSweepMs === null || Math.abs(clock.nowMs() - lastSweepMs) >= dayMs
    if (isDue) await sweep().catch((error: unknown) => log(`the recordings could not be looked through: ${error}`))
    if (!isClosed) timer.set(lookEveryMs)
  }

  /** Every take with what becomes of it, and since when, in observed time. */
  async function judged(): Promise<Judged> {
    const notes = await readKeepingNotes(profileDir)
    const { time, isTrusted } = observeTime(notes.time, { nowMs: clock.nowMs(), othersMs: null })
    const use = await inUse()
    const takes: JudgedTake[] = []
    const since: Record<string, number> = {}
    for (const each of await recordings.onDisk()) {
      const { take, state, isEmpty, sizeBytes, madeBytes, durationMs, status } = each
      const { publishedItem, publishedLibrary, isPinned } = state
      const standing = standingOf({
        ...{ status, isPinned, isEmpty },
        isInDraft: use.isInDraft(take.id),
        isWaiting: use.isWaiting(take.id, publishedItem),
        isInFolder: publishedItem !== null && (await use.isInFolder(publishedItem, publishedLibrary)),
      })
      const mayGo = 'mayGo' in standing ? standing.mayGo : null
      const name = `${mayGo}:${take.id}`
      const sinceMs = notes.since[name] ?? time.observedMs
      if (mayGo !== null) since[name] = sinceMs
      takes.push({
        ...{ take: take.id, madeAtMs: take.madeAtMs, origin: take.origin, durationMs, status, isPinned },
        ...{ library: publishedLibrary ?? take.library, publishedItem, sizeBytes, madeBytes, mayGo },
        stays: 'stays' in standing ? standing.stays : null,
        waitedMs: time.observedMs - sinceMs,
        daysLeft: mayGo === null ? null : daysLeft(mayGo, time.observedMs - sinceMs),
      })
    }
    return { takes, time, isTrusted, since }
  }

  function daysLeft(reason: RemovalReason, waitedMs: number): number | null {
    const days = keptDaysOf(reason, settings.get().takesKeptDays)
    return days === null ? null : Math.max(0, Math.ceil(days - waitedMs / dayMs))
  }

  async function removeAll(takes: readonly JudgedTake[]): Promise<string[]> {
    const removed: string[] = []
    for (const { take, madeAtMs, mayGo, sizeBytes } of takes) {
      await recordings.erase(take)
      const madeOn = new Date(madeAtMs).toISOString().slice(0, 10)
      log(`removed a ${mayGo} recording of ${madeOn}, ${Math.round(sizeBytes / 1024)} KB`)
      removed.push(take)
    }
    return removed
  }

  const sweep = (): Promise<string[]> =>
    alone(async () => {
      lastSweepMs = clock.nowMs()
      const { takes, time, isTrusted, since } = await judged()
      await writeKeepingNotes(profileDir, { version: 1, time, since })
      if (!isTrusted) return []
      const removed = await removeAll(takes.filter((each) => each.mayGo !== null && each.daysLeft === 0))
      const { freeBytes } = await recordings.room()
      for (const { take, mayGo, waitedMs, madeBytes } of takes) {
        if (madeBytes === 0 || mayGo === null || removed.includes(take)) continue
        if (waitedMs >= dayMs || freeBytes < shortOfSpaceBytes) await recordings.eraseMade(take)
      }
      return removed
    })

  return {
    sweep,
    overview: () =>
      alone(async () => {
        const { takes, isTrusted } = await judged()
        const shown = takes.map(({ waitedMs: _waited, ...each }) => each).sort((a, b) => b.madeAtMs - a.madeAtMs)
        const sizeBytes = shown.reduce((sum, each) => sum + each.sizeBytes, 0)
        const { freeBytes } = await recordings.room()
        return { takes: shown, sizeBytes, freeBytes, isClockDoubted: !isTrusted }
      }),
    clean: (asked) =>
      alone(async () => {
        const { takes } = await judged()
        const going = takes.filter(({ take, mayGo }) => mayGo !== null && asked.includes(take))
        const removed = await removeAll(going)
        const freedBytes = going.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
        return { removed, left: asked.filter((take) => !removed.includes(take)), freedBytes }
      }),
    async close() {
      isClosed = true
      timer.set(null)
      await alone(async () => undefined)
    },
  }
}

/** A take as it is shown, and for how long it could have gone already. */
interface JudgedTake extends TakeOnDisk {
  waitedMs: number
}

interface Judged {
  takes: JudgedTake[]
  time: ObservedTime
  isTrusted: boolean
  since: Record<string, number>
}
