import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { printTable } from './table.ts'
import type { World } from './worlds.ts'

/** What the child tells: how much memory it holds, all its threads together. */
export interface MemoryReport {
  when: string
  rssBytes: number
}

/**
 * The memory of a real backend, with its worker: after it has read a whole library for the first time, after a start,
 * and while ten thousand changes arrive.
 */
export async function benchMemory(world: World): Promise<{ mostMb: number }> {
  const profileDir = mkdtempSync(join(tmpdir(), 'ownpace-bench-profile-'))
  try {
    const reports = [
      ...(await reportsOf({ world, profileDir, changeCount: 0 })),
      ...(await reportsOf({ world, profileDir, changeCount: 10_000 })),
    ]
    const rows = reports.map(({ when, rssBytes }) => ({ when, 'RSS MB': rssBytes / 1024 ** 2 }))
    printTable(`Memory of the backend, ${world.updateCount} updates`, rows)
    return { mostMb: Math.max(...reports.map(({ rssBytes }) => rssBytes)) / 1024 ** 2 }
  } finally {
    rmSync(profileDir, { recursive: true, force: true })
  }
}

async function reportsOf(options: { world: World; profileDir: string; changeCount: number }): Promise<MemoryReport[]> {
  const { world, profileDir, changeCount } = options
  const child = fork(fileURLToPath(new URL('backend-child.ts', import.meta.url)), [], {
    env: { ...process.env, OWNPACE_BENCH: JSON.stringify({ world, profileDir, changeCount }) },
  })
  const reports: MemoryReport[] = []
  child.on('message', (report) => reports.push(report as MemoryReport))
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the backend that was measured ended with ${code}`)
  return reports
}
