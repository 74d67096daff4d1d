import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Makes the folder of what is made of a take, unless it stands. The take's own folder has to be there: made anew where a
 * disk is away for a while, it would stand in the way of the recording when that comes back.
 */
export async function openMadeFolder(dir: string): Promise<void> {
  await mkdir(dir, { mode: 0o700 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
}

/** Removes what an earlier run of the app was making when it was ended; only while nothing is being made. */
export async function removeHalfMade(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  for (const name of names) {
    const isWhole = /^([a-z2-7]+\.mp4|sound\.(aac|json|hops))$/.test(name)
    if (!isWhole) await rm(join(dir, name), { force: true }).catch(() => undefined)
  }
}
