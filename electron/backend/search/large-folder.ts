import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** From so many batches on, reading a library for the first time takes seconds and much memory. */
const largeBatchCount = 2000
/** A pack holds a month or more of one device. */
const batchesOfPack = 200

/** Whether a library's folder holds many batches, told from its listings alone, and no further than needed. */
export async function isLargeFolder(dir: string): Promise<boolean> {
  const opsDir = join(dir, 'ops')
  let batchCount = 0
  for (const writer of await namesIn(opsDir)) {
    for (const month of await namesIn(join(opsDir, writer))) {
      const fileCount = (await namesIn(join(opsDir, writer, month))).length
      batchCount += fileCount * (month === 'packs' ? batchesOfPack : 1)
      if (batchCount >= largeBatchCount) return true
    }
  }
  return false
}

/** Nothing where it cannot be listed: whoever reads the folder afterwards says why. */
async function namesIn(dir: string): Promise<string[]> {
  return await readdir(dir).catch(() => [])
}
