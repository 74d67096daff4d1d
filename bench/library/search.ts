import { DatabaseSync } from 'node:sqlite'
import { seededRandom } from '../../electron/backend/sample/generate/random.ts'
import { openLocalIndex } from '../../electron/backend/search/local-index.ts'
import { bareIndexPath } from './first-scan.ts'
import { printTable, quantile } from './table.ts'
import type { World } from './worlds.ts'

const queryCount = 200
const limit = 60

/**
 * Search with a mix of rare and common words, one of two a prefix, beside bare FTS5 asked the same: the best 60 by
 * bm25. Needs the index and the bare table that the first scan has left.
 */
export async function benchSearch(world: World): Promise<{ ratio: number; p95Ms: number }> {
  const { library, founder, dir, indexPath } = world
  const queries = queriesFor(indexPath)
  const clock = { nowMs: () => Date.now() }
  const index = openLocalIndex({ library, founder, dir, indexPath, clock })
  const bareDatabase = new DatabaseSync(bareIndexPath(world), { readOnly: true })
  bareDatabase.exec('PRAGMA cache_size = -32000')
  const bareSelect = bareDatabase.prepare(`SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT ${limit}`)
  const product: number[] = []
  const bare: number[] = []
  let hitCount = 0
  // The first round finds the pages in the file; what is measured is the second.
  for (const isMeasured of [false, true]) {
    for (const { typed, match } of queries) {
      const productMs = await timed(async () => {
        hitCount += (await index.search({ text: typed, limit })).hits.length
      })
      const bareMs = await timed(async () => {
        bareSelect.all(match)
      })
      if (!isMeasured) continue
      product.push(productMs)
      bare.push(bareMs)
    }
  }
  await index.close()
  bareDatabase.close()
  const row = (name: string, took: number[]): Record<string, string | number> => ({
    what: name,
    'p50 ms': quantile(took, 0.5),
    'p95 ms': quantile(took, 0.95),
    'worst ms': Math.max(...took),
    'p95 ratio': quantile(took, 0.95) / quantile(bare, 0.95),
  })
  printTable(
    `Search of ${world.updateCount} updates: ${queries.length} queries, one of two a prefix, ${hitCount / 2} hits`,
    [row('bare FTS5, best 60 by bm25', bare), row('search with snippets, seconds, recency', product)],
  )
  return { ratio: quantile(product, 0.95) / quantile(bare, 0.95), p95Ms: quantile(product, 0.95) }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

/** Words as they stand in the library: a third common, a third rare, a third pairs of both. */
function queriesFor(indexPath: string): { typed: string; match: string }[] {
  const database = new DatabaseSync(indexPath)
  database.exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, 'row')")
  const terms = database.prepare('SELECT term, doc FROM temp.terms WHERE length(term) > 1 ORDER BY doc DESC').all() as {
    term: string
    doc: number
  }[]
  database.close()
  const common = terms.slice(0, 200)
  const rare = terms.filter(({ doc }) => doc < 500)
  const random = seededRandom(11)
  return Array.from({ length: queryCount }, (_, place) => {
    const picked = [random.pick(common).term, random.pick(rare).term]
    const words = place % 3 === 2 ? picked : [picked[place % 3] ?? '']
    const last = words.at(-1) ?? ''
    const isPrefix = place % 2 === 1
    const begun = isPrefix ? last.slice(0, Math.max(2, Math.ceil(last.length / 2))) : last
    const before = words.slice(0, -1)
    // A space after the last word says that it is whole.
    return {
      typed: [...before, begun].join(' ') + (isPrefix ? '' : ' '),
      match: [...before.map((word) => `"${word}"`), `"${begun}"${isPrefix ? '*' : ''}`].join(' '),
    }
  })
}
