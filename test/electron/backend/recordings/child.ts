import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./serve-takes.ts', import.meta.url))

export interface ServingChild {
  port: number
  process: ChildProcess
  /** Ends it as a power switch would, and resolves when it is gone. */
  kill(): Promise<void>
}

/** A real process that serves takes. With `maxFileBytes` no file of it may grow beyond that, as on a full disk. */
export async function spawnTakes(options: {
  profileDir: string
  port?: number | undefined
  pageDir?: string | undefined
  maxFileBytes?: number | undefined
}): Promise<ServingChild> {
  const { profileDir, port = 0, pageDir, maxFileBytes } = options
  const args = [program, profileDir, String(port), ...(pageDir === undefined ? [] : [pageDir])]
  const limit = maxFileBytes === undefined ? '' : `ulimit -f ${Math.floor(maxFileBytes / 1024)}; `
  const child = spawn('bash', ['-c', `${limit}exec "$0" "$@"`, process.execPath, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [unknown]
  const match = /^listening (\d+)$/.exec(String(line))
  if (!match) throw new Error(`the process did not serve: ${String(line)}`)
  return {
    port: Number(match[1]),
    process: child,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
