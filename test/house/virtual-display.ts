import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export interface VirtualDisplay {
  /** What DISPLAY has to say. */
  name: string
  close(): void
}

/** Starts an X server without a screen, 1280x900 in true colour, on a number of its own choice. Null where Xvfb is not installed. */
export async function startVirtualDisplay(): Promise<VirtualDisplay | null> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await displayNumber(server)
  if (number === null) return null
  const close = (): void => {
    server.kill()
  }
  process.once('exit', close)
  return { name: `:${number}`, close }
}

/** The server writes its number once it accepts connections; one that cannot start ends without a number. */
function displayNumber(server: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let written = ''
    const numbers = server.stdio[3] as Readable | null
    numbers?.on('data', (bytes: Buffer) => {
      written += bytes.toString()
      if (written.includes('\n')) resolve(written.trim())
    })
    server.once('error', () => resolve(null))
    server.once('exit', () => resolve(null))
  })
}
