import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findElectronPackage } from './find-electron.ts'

export type ElectronFound = { programPath: string } | { reason: string }

const downloadHost = 'https://github.com/electron/electron/releases/'
const askTimeoutMs = 5_000
/** About 110 MB, over a line that is there. */
const downloadTimeoutMs = 600_000
/** Unpacking a download of an earlier day, without a line. */
const unpackTimeoutMs = 30_000
/** An Electron that fails on a machine (a library or a sandbox is missing) does so within its first seconds. */
const firstSecondsMs = 15_000
const lastWordsTimeoutMs = 500

/**
 * The program of Electron, downloaded first where it is not here yet; else, in words, why there is none. `say` gets a
 * line before a download.
 */
export async function provideElectron({
  env,
  say,
}: {
  env: NodeJS.ProcessEnv
  say: (line: string) => void
}): Promise<ElectronFound> {
  const found = findElectronPackage(env)
  if (!found) return { reason: 'Electron is not installed' }
  if (found.programPath) return { programPath: found.programPath }
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return { reason: 'ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron' }
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? downloadHost
  const isReachable = await answers(mirror)
  if (isReachable) say('Fetching Electron once, about 110 MB.')
  await runInstaller({ packageDir: found.dir, env, timeoutMs: isReachable ? downloadTimeoutMs : unpackTimeoutMs })
  const programPath = findElectronPackage(env)?.programPath
  if (programPath) return { programPath }
  return {
    reason: isReachable ? 'Electron could not be downloaded' : `Electron is not here and ${mirror} cannot be reached`,
  }
}

/**
 * Runs the app in Electron until it ends. Resolves to its exit code, or, where it died in its first seconds, to the
 * reason in its own words.
 */
export function runElectron({
  programPath,
  args,
}: {
  programPath: string
  args: string[]
}): Promise<{ exitCode: number } | { reason: string }> {
  const startedMs = performance.now()
  const child = spawn(programPath, args, { stdio: ['inherit', 'inherit', 'pipe'] })
  let words = ''
  child.stderr.on('data', (part: Buffer) => {
    process.stderr.write(part)
    if (words.length < 20_000) words += part.toString()
  })
  // the terminal sends Ctrl-C to both; this process waits for the other to close well
  const stay = (): void => undefined
  const pass = (): void => void child.kill('SIGTERM')
  process.on('SIGINT', stay)
  process.on('SIGTERM', pass)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ reason: `Electron could not be started: ${error.message}` }))
    // not `close`: a browser that Electron opened may keep its standard error for hours
    child.once('exit', async (code, signal) => {
      process.off('SIGINT', stay)
      process.off('SIGTERM', pass)
      const isDeath = signal !== null ? signal !== 'SIGTERM' && signal !== 'SIGINT' : code !== 0
      const isEarly = performance.now() - startedMs < firstSecondsMs
      if (isDeath && isEarly) await Promise.race([once(child.stderr, 'close'), wait(lastWordsTimeoutMs)])
      if (isDeath && isEarly)
        resolve({ reason: `Electron ended at once: ${tellingLine(words) ?? signal ?? `code ${code}`}` })
      else resolve({ exitCode: code ?? 1 })
    })
  })
}

/** The line of a program's last words that says why it ended. */
export function tellingLine(words: string): string | null {
  const lines = words.split('\n').map((line) => line.trim())
  const telling = [/error while loading shared libraries/, /sandbox/i, /FATAL/, /cannot|failed|error/i]
  for (const pattern of telling) {
    const line = lines.find((candidate) => pattern.test(candidate))
    if (line) return line.replace(/^\[[^\]]*\]\s*/, '').slice(0, 300)
  }
  return null
}

async function answers(address: string): Promise<boolean> {
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(askTimeoutMs) })
    return true
  } catch {
    return false
  }
}

async function runInstaller({
  packageDir,
  env,
  timeoutMs,
}: {
  packageDir: string
  env: NodeJS.ProcessEnv
  timeoutMs: number
}): Promise<void> {
  const child = spawn(process.execPath, [join(packageDir, 'install.js')], { env, stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  const limit = new AbortController()
  await Promise.race([ended, wait(timeoutMs, undefined, { signal: limit.signal }).catch(() => undefined)])
  limit.abort()
  child.kill()
}
