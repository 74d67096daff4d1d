import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { findElectron } from './electron-binary.ts'

const rootDir = fileURLToPath(new URL('../..', import.meta.url))

export interface DesktopApp {
  app: ElectronApplication
  page: Page
  profileDir: string
  /** What the app wrote to its standard error. */
  log: () => string
  close(): Promise<void>
}

export async function newProfileDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ownpace-desktop-'))
}

function electronPath(): string {
  const electron = findElectron()
  if ('reason' in electron) throw new Error(`the desktop tests cannot run: ${electron.reason}`)
  return electron.path
}

/** Starts the app once more with the same profile, and waits until that start has ended. Resolves to its exit code. */
export async function startAgain(profileDir: string): Promise<number | null> {
  const child = spawn(electronPath(), [rootDir], {
    env: { ...process.env, OWNPACE_PROFILE: profileDir },
    stdio: 'ignore',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

/** The built desktop app in a real Electron, with a camera and a microphone that are not real. */
export async function startDesktop(profileDir: string): Promise<DesktopApp> {
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [rootDir, '--use-fake-device-for-media-stream'],
    env: { ...definedEnv(), OWNPACE_PROFILE: profileDir },
  })
  let log = ''
  app.process().stderr?.on('data', (part: Buffer) => {
    log += part.toString()
  })
  const page = await app.firstWindow()
  page.setDefaultTimeout(60_000)
  await page.locator('#root > *').first().waitFor()
  return { app, page, profileDir, log: () => log, close: () => app.close() }
}

export function removeProfile(profileDir: string): Promise<void> {
  // Chromium's last files may still be on their way
  return rm(profileDir, { recursive: true, force: true, maxRetries: 5 })
}

function definedEnv(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
