import { rmSync } from 'node:fs'

/** Removes an index with all that SQLite keeps beside it; nothing is lost, since the folder holds everything in it. */
export function removeIndex(indexPath: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '.filling']) rmSync(indexPath + suffix, { force: true })
}
