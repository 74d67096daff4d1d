import { execFile } from 'node:child_process'
import { open, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { scratchDir } from './media.ts'

const run = promisify(execFile)

/** A disk of a few megabytes of its own, in memory. */
export interface SmallDisk {
  dir: string
  /** Writes until nothing more fits. */
  fill(): Promise<void>
  /** Takes away what `fill` wrote; with a number, only so many bytes of it. */
  makeRoom(bytes?: number): Promise<void>
  /** Pulls it out, as a cable is pulled: open files stay open, and nothing stands at its place any more. */
  pull(): Promise<void>
  remove(): Promise<void>
}

/** Mounts a small disk; where the system does not let this user, the answer says why. */
export async function smallDisk(sizeBytes: number): Promise<SmallDisk | { why: string }> {
  const { dir, remove } = await scratchDir()
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes},mode=700`, 'tmpfs', dir])
  } catch (error) {
    await remove()
    return { why: `a small disk cannot be mounted here: ${String(error).split('\n')[0]}` }
  }
  const filler = join(dir, 'filler')
  let isMounted = true
  const unmount = async (): Promise<void> => {
    if (isMounted) await run('umount', ['-l', dir])
    isMounted = false
  }
  return {
    dir,
    async fill() {
      const file = await open(filler, 'a')
      try {
        for (const pieceBytes of [65_536, 4_096, 512]) {
          while (await fits(file.write(Buffer.alloc(pieceBytes))));
        }
      } finally {
        await file.close()
      }
    },
    async makeRoom(bytes) {
      if (bytes === undefined) await rm(filler, { force: true })
      else await truncate(filler, (await stat(filler)).size - bytes)
    },
    pull: unmount,
    async remove() {
      await unmount()
      await remove()
    },
  }
}

async function fits(writing: Promise<{ bytesWritten: number }>): Promise<boolean> {
  return await writing.then(
    ({ bytesWritten }) => bytesWritten > 0,
    () => false,
  )
}
