import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Room } from '../../../domain/takes/view.ts'

/** Kept free for the journal, the composing of the take and everything else on the disk. */
const reserveBytes = 512 * 1024 * 1024

/**
 * How long one can still record. `bytesPerSecond` is what the takes of this device measured; composing a take needs about
 * as much again at most, so each second counts twice.
 */
export async function roomFor({
  profileDir,
  bytesPerSecond,
}: {
  profileDir: string
  bytesPerSecond: number
}): Promise<Room> {
  const root = join(profileDir, 'takes')
  await mkdir(root, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(root)
  const freeBytes = bavail * bsize
  const hoursLeft = Math.max(0, freeBytes - reserveBytes) / (bytesPerSecond * 2) / 3600
  return { freeBytes, bytesPerSecond, hoursLeft }
}
