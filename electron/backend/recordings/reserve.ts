import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '../ports.ts'

const prefix = '.reserve-'
const pieceBytes = 1024 * 1024

/** Room held back for takes that are being recorded: a file of its own beside each, given up when the disk is full. */
export interface Reserves {
  /** Holds room back for a take; where there is none to hold back, nothing is. */
  hold(takeId: string): Promise<void>
  /** Gives a take's room up; true where there was some. */
  release(takeId: string): Promise<boolean>
  /** Whether a take's room was given up because it was needed, and has not been held back again. */
  isSpent(takeId: string): boolean
  /** Gives up what is held for a take that has ended. */
  forget(takeId: string): Promise<void>
  /** Gives up all of it, what an earlier process left included. */
  removeAll(): Promise<void>
}

export function takeReserves({
  root,
  reserveBytes,
  randomBytes,
}: {
  /** The folder of the takes. */
  root: string
  reserveBytes: number
  randomBytes: RandomBytes
}): Reserves {
  const held = new Map<string, Promise<boolean>>()
  const spent = new Set<string>()
  const pathOf = (takeId: string): string => join(root, prefix + takeId)

  async function write(takeId: string): Promise<boolean> {
    const file = await open(pathOf(takeId), 'w', 0o600)
    try {
      // Nothing that a file system could store as a hole, or smaller than it is.
      const piece = randomBytes(Math.min(pieceBytes, reserveBytes))
      for (let written = 0; written < reserveBytes; written += piece.byteLength) await file.writeFile(piece)
      await file.sync()
      return true
    } finally {
      await file.close()
    }
  }

  async function remove(takeId: string): Promise<boolean> {
    const wasHeld = (await held.get(takeId)) ?? false
    held.delete(takeId)
    await rm(pathOf(takeId), { force: true }).catch(() => undefined)
    return wasHeld
  }

  return {
    async hold(takeId) {
      const running = held.get(takeId)
      if (running && (await running)) return
      const writing = write(takeId).catch(async () => {
        await rm(pathOf(takeId), { force: true }).catch(() => undefined)
        return false
      })
      held.set(takeId, writing)
      if (await writing) spent.delete(takeId)
      else held.delete(takeId)
    },
    async release(takeId) {
      spent.add(takeId)
      return await remove(takeId)
    },
    isSpent: (takeId) => spent.has(takeId),
    async forget(takeId) {
      spent.delete(takeId)
      await remove(takeId)
    },
    async removeAll() {
      const names = await readdir(root).catch(() => [])
      for (const name of names.filter((each) => each.startsWith(prefix))) await rm(join(root, name), { force: true })
    },
  }
}
