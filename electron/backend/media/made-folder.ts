import { mkdir } from 'node:fs/promises'

/**
 * Makes the folder of what is made of a take, unless it stands. The take's own folder has to be there: made anew where a
 * disk is away for a while, it would stand in the way of the recording when that comes back.
 */
export async function openMadeFolder(dir: string): Promise<void> {
  await mkdir(dir, { mode: 0o700 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
}
