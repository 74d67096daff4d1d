import { setTimeout as wait } from 'node:timers/promises'
import { systemCode } from './folder-failure.ts'

// antivirus programs and sync tools hold a new file for a second or so on Windows
const busyCodes = new Set(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : ['EBUSY'])
const pausesMs = [20, 50, 100, 200, 400, 800, 1600]

/** Does something with a file, again after a pause while another program holds it; about three seconds in all. */
export async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await run()
    } catch (error) {
      if (!busyCodes.has(systemCode(error))) throw error
      await wait(pauseMs)
    }
  }
  return await run()
}
