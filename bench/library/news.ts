import { openLocalIndex } from '../../electron/backend/search/local-index.ts'
import { newcomerOf } from './newcomer.ts'
import { median, printTable } from './table.ts'
import type { World } from './worlds.ts'

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
    starts.push({ updates: world.updateCount, 'start ms': start })
    noticed.push({ updates: world.updateCount, 'noticed ms': await benchNotice(world, 1000 + place) })
  }
  const ratio = (rows: Record<string, string | number>[], name: string): void => {
    const least = Number(rows[0]?.[name])
    for (const row of rows) row.ratio = Number(row[name]) / least
  }
  ratio(starts, 'start ms')
  ratio(noticed, 'noticed ms')
  printTable(`A start with nothing new: open the index, look through the folder (median of ${roundCount})`, starts)
  printTable(`One new item noticed, searched for and shown (median of ${roundCount})`, noticed)
}

async function benchStart({ library, founder, dir, indexPath }: World): Promise<number> {
  const clock = { nowMs: () => Date.now() }
  const took: number[] = []
  for (let round = 0; round < roundCount; round += 1) {
    const startedMs = performance.now()
    const index = openLocalIndex({ library, founder, dir, indexPath, clock })
    await index.scan('recent')
    took.push(performance.now() - startedMs)
    await index.close()
  }
  return median(took)
}

async function benchNotice(world: World, seed: number): Promise<number> {
  const { library, founder, dir, indexPath } = world
  const clock = { nowMs: () => Date.now() }
  const index = openLocalIndex({ library, founder, dir, indexPath, clock })
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
