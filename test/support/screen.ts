import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

export interface Screen {
  /** For the environment of whoever shows windows on it: `:97`. */
  display: string
  close(): Promise<void>
}

/** A screen of its own (Xvfb) that nothing else draws on. It chooses a free number itself. */
export async function startScreen({ width, height }: { width: number; height: number }): Promise<Screen> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const started = once(child.stdio[3] as Readable, 'data') as Promise<[Buffer]>
  const failed = once(child, 'error').then(([error]) => Promise.reject(error as Error))
  const [number] = await Promise.race([started, failed])
  failed.catch(() => undefined)
  return {
    display: `:${number.toString().trim()}`,
    async close() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}
