import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { LibraryIndex } from '../../../electron/backend/library/index-port.ts'
import { openLocalIndex } from '../../../electron/backend/search/local-index.ts'
import { goldenLibraryDir, readingMs } from '../../support/golden-library/state.ts'
import { mutatedBytes } from '../mutate.ts'
import { must, mustEqual, target } from '../target.ts'
import { batchTexts, marker, packTexts } from './corpus.ts'

interface World {
  base: string
  dir: string
  index: LibraryIndex
  nowMs: number
  views: unknown
}

let world: World | null = null

async function openWorld(): Promise<World> {
  if (world) return world
  const base = mkdtempSync(join(tmpdir(), 'ownpace-fuzz-'))
  const dir = join(base, 'library')
  cpSync(goldenLibraryDir, dir, { recursive: true })
  const { library, founder } = marker
  const clock = { nowMs: () => world?.nowMs ?? readingMs }
  const index = openLocalIndex({ library, founder, dir, indexPath: join(base, 'index.sqlite'), clock })
  await index.scan('all')
  world = { base, dir, index, nowMs: readingMs, views: await viewsOf(index) }
  return world
}

async function viewsOf(index: LibraryIndex): Promise<unknown> {
  const { records } = await index.changes({ epoch: null, after: 0, limit: 5000 })
  return records.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** A whole library with junk put into it: what everyone said stays what it was, and reading goes on. */
export const folder = target({
  name: 'folder',
  weight: 250,
  capMs: 10_000,
  make(random) {
    const writer = random.pick(['3uznwegln6vcnn4nuy4j7vfpg4', 'jal2qlbwpwd27pfsd4z6bbs56z', 'a'.repeat(26)])
    const isPack = random.oneIn(3)
    const number = String(random.below(30)).padStart(8, '0')
    const name = isPack
      ? `packs/${number}-${number}-${'b'.repeat(26)}.jsonl`
      : `202605/${number}-${random.below(1e6)}.json`
    const whole = isPack ? random.pick(packTexts) : random.pick(batchTexts)
    const bytes = Buffer.from(mutatedBytes(random, Buffer.from(whole, 'utf8'))).toString('base64')
    return { path: `ops/${writer}/${name}`, bytes }
  },
  async check({ path, bytes }) {
    const { dir, index, views } = await openWorld()
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), Buffer.from(bytes, 'base64'))
    const opened = await openWorld()
    opened.nowMs += 1000
    await index.scan('all')
    mustEqual(await viewsOf(index), views, 'junk changes nothing of what is read')
    must(
      (await index.pending()).every(({ reason }) => reason !== ''),
      'what is pending has a reason',
    )
    rmSync(join(dir, path))
  },
  async close() {
    await world?.index.close()
    if (world) rmSync(world.base, { recursive: true, force: true })
    world = null
  },
})
