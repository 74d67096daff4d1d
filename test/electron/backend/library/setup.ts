import { join } from 'node:path'
import { afterEach } from 'vitest'
import { type Device, makeFolder, startDevice } from './devices.ts'

/** Folders and devices of one test; after it every device is closed and every folder removed. */
export function setUpDevices(name: string) {
  const opened: { close?(): Promise<void>; remove?(): void }[] = []
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) {
      await one.close?.()
      one.remove?.()
    }
  })
  return {
    folder(): string {
      const made = makeFolder(name)
      opened.push(made)
      return made.path
    },
    async start(options: Parameters<typeof startDevice>[0]): Promise<Device> {
      const device = await startDevice(options)
      opened.push(device)
      return device
    },
    /** Two devices, and the path where a library can be. */
    async two({ undoSec = 0 }: { undoSec?: number } = {}): Promise<{ aya: Device; ben: Device; folder: string }> {
      const root = this.folder()
      const aya = await this.start({ profileDir: join(root, 'aya'), undoSec })
      const ben = await this.start({ profileDir: join(root, 'ben'), undoSec })
      return { aya, ben, folder: join(root, 'shared') }
    },
  }
}
