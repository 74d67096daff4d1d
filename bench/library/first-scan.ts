import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openLocalIndex } from '../../electron/backend/search/local-index.ts'
import { printTable, workedMs } from './table.ts'
import { readerUrl, type World } from './worlds.ts'

export interface Took {
  tookMs: number
  cpuMs: number
}

interface SearchRow {
  rowid: number
  title: string
  body: string
  transcript: string
  pairs: string
}

/**
 * The first full reading of a library, verification, fold and index included, beside a bare loop that reads the same
 * files and inserts the same rows into the same FTS5 table. The index stays for what is measured next, and the bare
 * table too, at `bareIndexPath`.
 */
export async function benchFirstScan(world: World): Promise<{ ratio: number }> {
  const { dir } = world
  // Once unmeasured, so that both find the files in memory.
  readFiles(dir)
  const product = await firstScan(world)
  const bare = bareLoop(world)
  const row = (name: string, { tookMs, cpuMs }: Took): Record<string, string | number> => ({
    what: name,
    'wall s': tookMs / 1000,
    'cpu s': cpuMs / 1000,
    'ms per update': tookMs / world.updateCount,
    ratio: tookMs / bare.tookMs,
    'cpu ratio': cpuMs / bare.cpuMs,
  })
  printTable(`First scan of ${dir}: ${world.updateCount} updates`, [
    row('bare loop: read files, insert rows', bare),
    row('first scan: verify, fold, index', product),
  ])
  return { ratio: product.tookMs / bare.tookMs }
}

export function bareIndexPath({ indexPath }: World): string {
  return `${indexPath}.bare`
}

async function timed(work: () => Promise<void>): Promise<Took> {
  const startedMs = performance.now()
  const startedCpuMs = workedMs()
  await work()
  return { tookMs: performance.now() - startedMs, cpuMs: workedMs() - startedCpuMs }
}

async function firstScan({ library, founder, dir, indexPath }: World): Promise<Took> {
  removeDatabase(indexPath)
  const clock = { nowMs: () => Date.now() }
  let pendingCount = 0
  const took = await timed(async () => {
    const index = openLocalIndex({ library, founder, dir, indexPath, clock, readerUrl })
    pendingCount = (await index.scan('all')).pendingCount
    await index.close()
  })
  if (pendingCount > 0) throw new Error(`${pendingCount} files of the generated library do not count`)
  return took
}

function bareLoop(world: World): Took {
  const rows = searchRows(world.indexPath)
  const path = bareIndexPath(world)
  removeDatabase(path)
  const startedMs = performance.now()
  const startedCpuMs = workedMs()
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000')
  database.exec(searchTableOf(world.indexPath))
  const insert = database.prepare('INSERT INTO search (rowid, title, body, transcript, pairs) VALUES (?, ?, ?, ?, ?)')
  readFiles(world.dir)
  database.exec('BEGIN')
  for (const [place, { rowid, title, body, transcript, pairs }] of rows.entries()) {
    insert.run(rowid, title, body, transcript, pairs)
    if (place % 1000 === 999) database.exec('COMMIT; BEGIN')
  }
  database.exec('COMMIT')
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return { tookMs: performance.now() - startedMs, cpuMs: workedMs() - startedCpuMs }
}

/** Reads what the product reads: every batch and pack, and every file of captions. */
function readFiles(dir: string): void {
  for (const part of ['ops', 'media']) {
    for (const entry of readdirSync(join(dir, part), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && (part === 'ops' || entry.name.endsWith('.vtt'))) {
        readFileSync(join(entry.parentPath, entry.name))
      }
    }
  }
}

/** The very rows that the product searches in, in the order in which it inserted them. */
function searchRows(indexPath: string): SearchRow[] {
  const database = new DatabaseSync(indexPath, { readOnly: true })
  const rows = database.prepare('SELECT rowid, title, body, transcript, pairs FROM search ORDER BY rowid').all()
  database.close()
  return rows as unknown as SearchRow[]
}

function searchTableOf(indexPath: string): string {
  const database = new DatabaseSync(indexPath, { readOnly: true })
  const row = database.prepare("SELECT sql FROM sqlite_schema WHERE name = 'search'").all()[0] as { sql: string }
  database.close()
  return row.sql
}

function removeDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
}
