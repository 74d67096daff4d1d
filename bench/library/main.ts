import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { benchFirstScan } from './first-scan.ts'
import { benchMemory } from './memory.ts'
import { benchNews } from './news.ts'
import { benchScreens } from './screens.ts'
import { benchSearch } from './search.ts'
import { worldOf } from './worlds.ts'

/**
 * What a large library costs, each figure beside a baseline of the same run. Prints tables; nothing is asserted.
 * `npm run bench:library -- [--updates 100000] [--people 50] [--small 1000] [--dir DIR] [--only NAME …]`
 * With `--dir` the generated libraries stay there and are used again.
 */
const { values } = parseArgs({
  options: {
    updates: { type: 'string', default: '100000' },
    people: { type: 'string', default: '50' },
    small: { type: 'string', default: '1000' },
    dir: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
})

const base = values.dir ? resolve(values.dir) : mkdtempSync(join(tmpdir(), 'ownpace-bench-'))
mkdirSync(base, { recursive: true })
const personCount = Number(values.people)

try {
  const big = await worldOf({ base, updateCount: Number(values.updates), personCount })
  const small = await worldOf({ base, updateCount: Number(values.small), personCount })
  const benches: Record<string, () => Promise<unknown>> = {
    scan: async () => {
      await benchFirstScan(small)
      await benchFirstScan(big)
    },
    search: () => benchSearch(big),
    news: () => benchNews([small, big]),
    memory: () => benchMemory(big),
    screens: () => benchScreens([small, big]),
  }
  for (const [name, bench] of Object.entries(benches)) {
    if (values.only === undefined || values.only.includes(name)) await bench()
  }
} finally {
  if (!values.dir) rmSync(base, { recursive: true, force: true })
}
