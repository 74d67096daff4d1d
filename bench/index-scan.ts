import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openLocalIndex } from '../electron/backend/search/local-index.ts'
import { foundLibrary, TestWriter } from '../test/support/library-writer.ts'
import { newThread, newUpdate, profileOf } from '../test/support/test-records.ts'

/**
 * How long the index takes to read a library, beside a bare loop that reads the same files and inserts one row each.
 * `node bench/index-scan.ts [batches] [writers]`
 */
const batchCount = Number(process.argv[2] ?? 5000)
const writerCount = Number(process.argv[3] ?? 5)
const base = mkdtempSync(join(tmpdir(), 'ownpace-bench-'))

function generate(dir: string): { library: string; founder: string } {
  const { founder, library } = foundLibrary(dir)
  const writers = [founder, ...Array.from({ length: writerCount - 1 }, () => new TestWriter({ library }))]
  const thread = newThread(founder, 'Payments')
  founder.write(dir, thread.operations)
  for (const writer of writers) writer.write(dir, [profileOf(writer, 'Someone')])
  const sentence = 'Sent the invoices, spoke to the bank and wrote down what they said about the gateway. '
  for (let count = writerCount + 1; count < batchCount; count += 1) {
    const writer = writers[count % writers.length] ?? founder
    writer.nowMs += 3_600_000
    writer.write(
      dir,
      newUpdate(writer, { thread: thread.id, title: `Week ${count}`, done: sentence.repeat(4) }).operations,
    )
  }
  return { library, founder: founder.id }
}

function bareLoop(dir: string): number {
  const startedMs = workedMs()
  const database = new DatabaseSync(join(base, 'bare.sqlite'))
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE files (path TEXT PRIMARY KEY, text TEXT)')
  const insert = database.prepare('INSERT INTO files (path, text) VALUES (?, ?)')
  database.exec('BEGIN')
  for (const name of readdirSync(join(dir, 'ops'), { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue
    const path = join(name.parentPath, name.name)
    insert.run(path, readFileSync(path, 'utf8'))
  }
  database.exec('COMMIT')
  database.close()
  return workedMs() - startedMs
}

async function timed<T>(work: () => Promise<T>): Promise<{ tookMs: number; value: T }> {
  const startedMs = workedMs()
  const value = await work()
  return { tookMs: workedMs() - startedMs, value }
}

/** What this process itself worked, all its threads together: steadier than the clock on a busy machine. */
function workedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10
}

try {
  const dir = join(base, 'library')
  mkdirSync(dir)
  const { library, founder } = generate(dir)
  bareLoop(dir)
  rmSync(join(base, 'bare.sqlite'))
  const bareMs = bareLoop(dir)
  const clock = { nowMs: () => Date.UTC(2030, 0, 1) }
  const index = openLocalIndex({ library, founder, dir, indexPath: join(base, 'index.sqlite'), clock })
  const first = await timed(() => index.scan('all'))
  await index.scan('recent')
  const idle: number[] = []
  for (let round = 0; round < 20; round += 1) idle.push((await timed(() => index.scan('recent'))).tookMs)
  const everything = await timed(() => index.scan('all'))
  const search = await timed(() => index.search({ text: 'gateway wee', limit: 20 }))
  await index.close()
  console.table([
    { what: `bare loop over ${batchCount} batches`, ms: rounded(bareMs) },
    { what: 'first scan, with folding and search', ms: rounded(first.tookMs), ratio: rounded(first.tookMs / bareMs) },
    { what: 'scan without news (median)', ms: rounded(idle.sort((a, b) => a - b)[10] ?? 0) },
    { what: 'scan of all months without news', ms: rounded(everything.tookMs) },
    { what: 'search, two words', ms: rounded(search.tookMs) },
  ])
} finally {
  rmSync(base, { recursive: true, force: true })
}
