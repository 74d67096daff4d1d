import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

const namesOnPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
  'brave-browser',
  'brave',
]

const macPlaces = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)

const windowsPlaces = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
]

/** Whether windows can be shown; only Linux runs without a screen and says so. */
export function hasDisplay({ env, platform }: { env: NodeJS.ProcessEnv; platform: NodeJS.Platform }): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** The absolute path of a browser built on Chromium: what `OWNPACE_BROWSER` names, else one that is installed. */
export function findChromium({ env, platform }: { env: NodeJS.ProcessEnv; platform: NodeJS.Platform }): string | null {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = (name: string): string[] =>
    isAbsolute(name) ? [name] : folders.map((folder) => join(folder, platform === 'win32' ? `${name}.exe` : name))
  const named = env.OWNPACE_BROWSER ? onPath(env.OWNPACE_BROWSER) : []
  const programs = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((dir) => dir !== undefined)
  const placed =
    platform === 'darwin'
      ? macPlaces
      : platform === 'win32'
        ? programs.flatMap((dir) => windowsPlaces.map((place) => join(dir, ...place)))
        : []
  return [...named, ...placed, ...namesOnPath.flatMap(onPath)].find(isRunnable) ?? null
}

/**
 * Opens the address in a window of its own, apart from the person's own browsing. The browser lives on by itself.
 *
 * Resolves to whether the browser could be started. One that cannot run at all (a library or its sandbox is missing, as
 * for the system's own user) ends within its first moments; one that hands over to a running browser ends too, and well.
 */
export function openAppWindow({
  browserPath,
  url,
  profileDir,
}: {
  browserPath: string
  url: string
  profileDir: string
}): Promise<boolean> {
  const child = spawn(
    browserPath,
    [`--app=${url}`, `--user-data-dir=${join(profileDir, 'browser')}`, '--no-first-run', '--no-default-browser-check'],
    { stdio: 'ignore', detached: true },
  )
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(true), firstMomentsMs)
    const settle = (isStarted: boolean): void => {
      clearTimeout(timer)
      child.unref()
      resolve(isStarted)
    }
    child.once('error', () => settle(false))
    child.once('exit', (exitCode) => settle(exitCode === 0))
  })
}

const firstMomentsMs = 2000

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
