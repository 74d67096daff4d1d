import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The name of the folder within a take that holds what was made of it: a cache, whose loss costs only time. */
export const madeFolder = 'made'

/** Bytes of all files of a take, and of those that were made of it. What goes away meanwhile counts nothing. */
export async function takeSize(dir: string): Promise<{ sizeBytes: number; madeBytes: number }> {
  const madeBytes = await sizeBelow(join(dir, madeFolder))
  const own = await sizeOf(dir, (name) => name !== madeFolder)
  return { sizeBytes: own + madeBytes, madeBytes }
}

async function sizeBelow(dir: string): Promise<number> {
  return await sizeOf(dir, () => true)
}

async function sizeOf(dir: string, isMeant: (name: string) => boolean): Promise<number> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      if (!isMeant(entry.name)) return 0
      const path = join(dir, entry.name)
      if (entry.isDirectory()) return await sizeBelow(path)
      return entry.isFile() ? (await stat(path).catch(() => ({ size: 0 }))).size : 0
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
