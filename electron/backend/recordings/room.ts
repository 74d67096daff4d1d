import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import type { Room } from '../../../domain/takes/view.ts'

/** What is kept in hand on the disk of the takes. */
export interface SpaceRules {
  /** Held back by each take that is being recorded, so that its last moments can be written on a full disk. */
  reserveBytes: number
  /** Kept free for the composing of a take and everything else on the disk; nothing is counted on beyond it. */
  keptFreeBytes: number
  /** With less than this free no recording is begun. */
  leastToBeginBytes: number
}

const megabyte = 1024 * 1024

export const spaceRules: SpaceRules = {
  reserveBytes: 64 * megabyte,
  keptFreeBytes: 512 * megabyte,
  leastToBeginBytes: 192 * megabyte,
}

/** Bytes that may still be written where the takes of a profile lie. */
export async function freeBytesAt(profileDir: string): Promise<number> {
  // Before the first recording there is no folder yet; none is made here, in the place of one that is away.
  const { bavail, bsize } = await statfs(join(profileDir, 'takes')).catch(() => statfs(profileDir))
  return bavail * bsize
}

/**
 * How long one can still record. `bytesPerSecond` is what the takes of this device measured; composing a take needs about
 * as much again at most, so each second counts twice.
 */
export function roomWith({
  freeBytes,
  bytesPerSecond,
  rules,
  isFull,
}: {
  freeBytes: number
  bytesPerSecond: number
  rules: SpaceRules
  isFull: boolean
}): Room {
  const hoursLeft = Math.max(0, freeBytes - rules.keptFreeBytes) / (bytesPerSecond * 2) / 3600
  return { freeBytes, bytesPerSecond, hoursLeft, isFull }
}

/** Throws `disk-full` where a recording could not be kept for more than moments. */
export function requireRoomToBegin(freeBytes: number, { leastToBeginBytes }: SpaceRules): void {
  if (freeBytes >= leastToBeginBytes) return
  throw new Failure({
    code: 'disk-full',
    message: `There is hardly any room on this disk (${inMegabytes(freeBytes)}), so no recording was begun.`,
    kept: 'Everything recorded before is as it was.',
    remedy: `Free at least ${inMegabytes(leastToBeginBytes)}: Settings shows how large your recordings are.`,
  })
}

/** Throws `disk-full` where a file of this size does not fit beside what is kept in hand. */
export function requireRoomFor(sizeBytes: number, freeBytes: number, { reserveBytes }: SpaceRules): void {
  if (sizeBytes + reserveBytes <= freeBytes) return
  throw new Failure({
    code: 'disk-full',
    message: `There is not enough room on this disk: the file has ${inMegabytes(sizeBytes)}, and ${inMegabytes(freeBytes)} are free.`,
    kept: 'The file you chose is as it was; nothing was copied.',
    remedy: 'Free some space, then bring it in again.',
  })
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / megabyte).toLocaleString('en')} MB`
}
