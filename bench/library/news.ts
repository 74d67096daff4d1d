import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openLocalIndex } from '../../electron/backend/search/local-index.ts'
import { newcomerOf } from './newcomer.ts'
import { median, printTable } from './table.ts'
import { readerUrl, type World } from './worlds.ts'

const roundCount = 21

/**
 * A start with nothing new, and one new item noticed, in a small library and in a large one whose last months are as
 * full. Needs the indexes that the first scans have left.
 */
export async function benchNews(worlds: World[]): Promise<void> {
  const starts: Record<string, string | number>[] = []
  const noticed: Record<string, string | number>[] = []
  for (const [place, world] of worlds.entries()) {
    const start = await benchStart(world)
    starts.push({ updates: world.updateCount, ...start })
    noticed.push({ updates: world.updateCount, 'noticed ms': await benchNotice(world, 1000 + place) })
  }
  const ratio = (rows: Record<string, string | number>[], name: string): void => {
    const least = Number(rows[0]?.[name])
    for (const row of rows) row.ratio = Number(row[name]) / least
  }
  ratio(starts, 'start ms')
  ratio(noticed, 'noticed ms')
  printTable(
    `A start with nothing new: open the index, look through the folders that can change (median of ${roundCount})`,
    starts,
  )
  printTable(`One new item noticed, searched for and shown (median of ${roundCount})`, noticed)
}

async function benchStart({
  library,
  founder,
  dir,
  indexPath,
}: World): Promise<{ 'start ms': number; calls: number; folders: number }> {
  const clock = { nowMs: () => Date.now() }
  const took: number[] = []
  let callCount = 0
  const onCall = (): void => {
    callCount += 1
  }
  for (let round = 0; round < roundCount; round += 1) {
    callCount = 0
    const startedMs = performance.now()
    const index = openLocalIndex({ library, founder, dir, indexPath, clock, readerUrl, onCall })
    await index.scan('recent')
    took.push(performance.now() - startedMs)
    await index.close()
  }
  return { 'start ms': median(took), calls: callCount, folders: foldersThatCanChange(dir) }
}

/** `ops`, each writer's folder, and its newest month. */
function foldersThatCanChange(dir: string): number {
  const writers = readdirSync(join(dir, 'ops'))
  return 1 + 2 * writers.length
}

async function benchNotice(world: World, seed: number): Promise<number> {
  const { library, founder, dir, indexPath } = world
  const clock = { nowMs: () => Date.now() }
  const index = openLocalIndex({ library, founder, dir, indexPath, clock, readerUrl })
  const newcomer = newcomerOf(world, seed + Date.now())
  await index.scan('recent')
  const took: number[] = []
  for (let round = 0; round < roundCount; round += 1) {
    newcomer.publish()
    const startedMs = performance.now()
    const { hasChanged } = await index.scan('recent')
    took.push(performance.now() - startedMs)
    if (!hasChanged) throw new Error('what is new was not noticed')
  }
  await index.close()
  return median(took)
}
