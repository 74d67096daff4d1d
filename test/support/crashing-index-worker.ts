import { existsSync, rmSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

/** The true index worker, which ends in the middle of a call once a file beside its index asks it to. */
const { indexPath } = workerData as { indexPath: string }

parentPort?.on('message', () => {
  if (!existsSync(`${indexPath}.crash`)) return
  rmSync(`${indexPath}.crash`)
  process.exit(7)
})

await import('../../electron/backend/search/index-worker.ts')
