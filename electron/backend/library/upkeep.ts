import { Unreadable } from '../folder/read/unreadable.ts'
import { vanishedFailure } from '../folder/write/folder-failure.ts'
import { type Collectable, collectablesOf, deletedItems, removeItems } from './collect.ts'
import { requireLibrary } from './folder-identity.ts'
import type { GoneItem } from './index-port.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { oneTimer } from './one-timer.ts'
import { readUpkeepNotes } from './upkeep-notes.ts'
import { marginMs, runUpkeep, type UpkeepDeps, type UpkeepReport } from './upkeep-pass.ts'
import { removeReappearedFiles, stripReappearedWords } from './withdraw.ts'

const firstAfterMs = 30_000
const lookEveryMs = 60_000
const dayMs = 24 * 3600 * 1000

/** What a device does for a library by itself, quietly: it keeps words withdrawn, and its own files few and whole. */
export interface Upkeep {
  /** One whole pass now. Throws what keeps the folder from being written. */
  run(): Promise<UpkeepReport>
  /** Something new was read: takes out again at once what a sync tool brought back. */
  news(): void
  /** Deleted items of devices that were closed, whose files may be removed by whoever asks. */
  collectable(): Promise<Collectable[]>
  /** Removes the files of those among `subjects` that `collectable` lists. Answers how many items that were. */
  collect(subjects: string[]): Promise<number>
  close(): Promise<void>
}

/** Runs a pass soon after the start and then once a day. */
export function startUpkeep(deps: UpkeepDeps & { scan: () => Promise<void>; log: (line: string) => void }): Upkeep {
  const { library, dir, profileDir, writer, index, clock, randomBytes, log } = deps
  const alone = oneAtATime()
  let lastRunMs: number | null = null
  let filesLookedAtMs = Number.NEGATIVE_INFINITY
  let isNewsPending = false
  let isClosed = false
  const timer = oneTimer(() => void look())
  timer.set(firstAfterMs)

  async function look(): Promise<void> {
    const nowMs = clock.nowMs()
    // a clock that was set back is no reason to wait
    const isDue = lastRunMs === null || Math.abs(nowMs - lastRunMs) >= dayMs
    if (isDue) await run().catch((error: unknown) => log(`the upkeep of a library stopped: ${String(error)}`))
    if (!isClosed) timer.set(lookEveryMs)
  }

  const run = (): Promise<UpkeepReport> =>
    alone(async () => {
      await deps.scan()
      lastRunMs = clock.nowMs()
      const report = await runUpkeep(deps).catch((error: unknown) => {
        // it went away in the middle
        throw error instanceof Unreadable ? vanishedFailure(error) : error
      })
      if (report.packsWritten.length + report.mendedCount > 0) await deps.scan()
      return report
    })

  async function takeOutAgain(): Promise<void> {
    isNewsPending = false
    if (isClosed || (await index.withdrawn()).length === 0) return
    await requireLibrary({ dir, library })
    const parts = { dir, writer: writer.id, person: await index.personOf(writer.id), index, randomBytes }
    await stripReappearedWords(parts)
    if (Math.abs(clock.nowMs() - filesLookedAtMs) < lookEveryMs) return
    filesLookedAtMs = clock.nowMs()
    await removeReappearedFiles(parts)
  }

  /** Deleted as long ago as its own device would wait, by a device that will not do it any more. */
  async function collectableItems(): Promise<GoneItem[]> {
    const { time, deleted: since } = await readUpkeepNotes(profileDir, library)
    if (time === null) return []
    const items: GoneItem[] = []
    for (const item of await deletedItems(index, clock.nowMs())) {
      const sinceMs = since[item.subject]
      const hasWaited = sinceMs !== undefined && time.observedMs - sinceMs >= marginMs
      if (hasWaited && (await index.isClosed(item.writer))) items.push(item)
    }
    return items
  }

  return {
    run,
    news() {
      if (isNewsPending || isClosed) return
      isNewsPending = true
      void alone(takeOutAgain).catch((error: unknown) => log(`withdrawn words came back: ${String(error)}`))
    },
    collectable: async () => await collectablesOf(dir, await collectableItems()),
    collect: (subjects) =>
      alone(async () => {
        await requireLibrary({ dir, library })
        const items = (await collectableItems()).filter(({ subject }) => subjects.includes(subject))
        await removeItems(dir, items)
        return items.length
      }),
    async close() {
      isClosed = true
      timer.set(null)
      await alone(async () => undefined)
    },
  }
}
