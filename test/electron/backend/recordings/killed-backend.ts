import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./serve-backend.ts', import.meta.url))

/** The backend was killed before it answered. */
export class Unanswered extends Error {}

/** A real backend in a process of its own, that can be killed and started again over the same profile. */
export interface KilledBackend {
  /** Throws Unanswered where the process was killed meanwhile, and what an answer that is no success says. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>
  /** Ends it as a power switch would, `afterMs` from now. */
  killAfter(afterMs: number): Promise<void>
  /** Starts it again where it was killed. */
  revive(): Promise<void>
  /** The ids of ffmpegs that work on something of this profile. */
  ffmpegs(): number[]
  close(): Promise<void>
}

export async function startKilledBackend({
  profileDir,
  cacheDir,
}: {
  profileDir: string
  /** Keeps compiled code, so that starting is quick. */
  cacheDir: string
}): Promise<KilledBackend> {
  let running = await start()

  async function start(): Promise<{ child: ChildProcess; port: number }> {
    const env = { ...process.env, NODE_COMPILE_CACHE: cacheDir }
    const child = spawn(process.execPath, [program, profileDir], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })
    const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [unknown]
    const port = Number(/^listening (\d+)$/.exec(String(line))?.[1])
    if (!port) throw new Error(`the backend did not start: ${String(line)}`)
    return { child, port }
  }

  const isGone = (): boolean => running.child.exitCode !== null || running.child.signalCode !== null

  return {
    async ask(method, path, body) {
      const isBytes = body instanceof Uint8Array
      const response = await fetch(`http://127.0.0.1:${running.port}/api${path}`, {
        method,
        ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
        headers: { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' },
      }).catch((error: unknown) => {
        throw new Unanswered('killed', { cause: error })
      })
      const answer = (await response.json().catch((error: unknown) => {
        throw new Unanswered('killed', { cause: error })
      })) as never
      if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
      return answer
    },
    async killAfter(afterMs) {
      await after(afterMs)
      if (isGone()) return
      const gone = once(running.child, 'exit')
      running.child.kill('SIGKILL')
      await gone
    },
    async revive() {
      if (isGone()) running = await start()
    },
    ffmpegs: () => ffmpegsOf(profileDir),
    async close() {
      if (isGone()) return
      const gone = once(running.child, 'exit')
      running.child.kill('SIGKILL')
      await gone
    },
  }
}

function ffmpegsOf(profileDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const words = commandLine(name)
      return words[0]?.endsWith('ffmpeg') === true && words.some((word) => word.includes(profileDir))
    })
    .map(Number)
}

function commandLine(process: string): string[] {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'latin1').split('\0')
  } catch {
    return []
  }
}
