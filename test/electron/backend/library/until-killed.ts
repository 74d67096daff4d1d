import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('./dying-child.ts', import.meta.url))

/** Runs the publishing child to its end, whichever; answers the texts that it was told are kept. */
export function publishUntilKilled(args: string[]): Promise<{ accepted: string[]; wasKilled: boolean }> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    let printed = ''
    running.stdout.on('data', (data: Buffer) => {
      printed += data.toString()
    })
    running.once('error', reject)
    running.once('close', (_code, signal) => {
      resolve({ accepted: printed.split('\n').filter((line) => line !== ''), wasKilled: signal === 'SIGKILL' })
    })
  })
}
