import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { LibraryIndex } from '../../electron/backend/library/index-port.ts'
import { openLocalIndex } from '../../electron/backend/search/local-index.ts'
import { newcomerOf } from './newcomer.ts'
import { median, printTable } from './table.ts'
import { readerUrl, type World } from './worlds.ts'

const roundCount = 61

/**
 * A start with nothing new, and one new item noticed, in a small library and in a large one whose last months are as
 * full. The libraries take turns, so that what else the machine does falls on all alike. Needs the indexes that the
 * first scans have left.
 */
export async function benchNews(worlds: World[]): Promise<void> {
  const starts = worlds.map((): number[] => [])
  const callCounts = worlds.map(() => 0)
  for (let round = 0; round < roundCount; round += 1) {
    for (const [place, world] of worlds.entries()) {
      const { tookMs, callCount } = await start(world)
      starts[place]?.push(tookMs)
      callCounts[place] = callCount
    }
  }
  printTable(
    `A start with nothing new: open the index, look through the folders that can change (median of ${roundCount})`,
    worlds.map(({ updateCount, dir }, place) => ({
      updates: updateCount,
      'start ms': median(starts[place] ?? []),
      'folder calls': callCounts[place] ?? 0,
      'folders that can change': foldersThatCanChange(dir),
      ratio: median(starts[place] ?? []) / median(starts[0] ?? []),
    })),
  )

  const noticed = await noticeInTurns(worlds)
  printTable(
    `One new item noticed, searchable and shown (median of ${roundCount})`,
    worlds.map(({ updateCount }, place) => ({
      updates: updateCount,
      'noticed ms': median(noticed[place] ?? []),
      ratio: median(noticed[place] ?? []) / median(noticed[0] ?? []),
    })),
  )
}

function open({ library, founder, dir, indexPath }: World, onCall: () => void = () => undefined): LibraryIndex {
  const clock = { nowMs: () => Date.now() }
  return openLocalIndex({ library, founder, dir, indexPath, clock, readerUrl, onCall })
}

async function start(world: World): Promise<{ tookMs: number; callCount: number }> {
  let callCount = 0
  const startedMs = performance.now()
  const index = open(world, () => {
    callCount += 1
  })
  await index.scan('recent')
  const tookMs = performance.now() - startedMs
  await index.close()
  return { tookMs, callCount }
}

/** `ops`, each writer's folder, and its newest month. */
function foldersThatCanChange(dir: string): number {
  return 1 + 2 * readdirSync(join(dir, 'ops')).length
}

async function noticeInTurns(worlds: World[]): Promise<number[][]> {
  const watched = worlds.map((world, place) => ({
    index: open(world),
    newcomer: newcomerOf(world, Date.now() + place),
    took: [] as number[],
  }))
  for (const { index } of watched) await index.scan('recent')
  for (let round = 0; round < roundCount; round += 1) {
    for (const { index, newcomer, took } of watched) {
      newcomer.publish()
      const startedMs = performance.now()
      const { hasChanged } = await index.scan('recent')
      took.push(performance.now() - startedMs)
      if (!hasChanged) throw new Error('what is new was not noticed')
    }
  }
  for (const { index } of watched) await index.close()
  return watched.map(({ took }) => took)
}
