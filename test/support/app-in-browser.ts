import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../electron/browser/launch.ts'
import { type CliAnswer, runCommand } from '../electron/cli/command-line.ts'
import { startScreen } from './screen.ts'

const cliPath = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url))

export interface DeviceOptions {
  /** Who works on it, as the profile's settings say. */
  name: string
  timeZone: string
}

/** One person's computer: a profile, its backend in a process of its own, and a window of a real browser. */
export interface Device {
  profileDir: string
  context: BrowserContext
  page: Page
  /** Runs one command of the command line with this profile; a running backend carries it out. */
  cli(...args: string[]): Promise<CliAnswer>
  /** Ends the backend as a power switch would. */
  killBackend(): Promise<void>
  /** Starts the backend again and, where `isReopened`, opens the app anew in a fresh page. */
  startBackend(options?: { isReopened?: boolean }): Promise<void>
  /** Opens the app in a new page of the same browser profile. */
  openPage(): Promise<Page>
  /**
   * Kills the process that draws the page, as the system does where memory runs short, and opens the app anew.
   * `rightBefore` is waited for when nothing but the kill is left to do; resolves to its moment, in ms since 1970.
   */
  killPage(rightBefore?: () => Promise<void>): Promise<number>
}

export interface World {
  dir: string
  /** A folder that all devices share, not yet a library. */
  sharedDir: string
  /** The browser that shows every device's windows; another one after `killBrowser`. */
  readonly browser: Browser
  device(options: DeviceOptions): Promise<Device>
  /** Ends the browser as a power switch would; `rightBefore` and the answer as for `killPage`. */
  killBrowser(rightBefore?: () => Promise<void>): Promise<number>
  /** Starts another browser, in which every device opens the app anew. */
  startBrowser(): Promise<void>
  close(): Promise<void>
}

export interface WorldOptions {
  width?: number
  height?: number
  /** More arguments for the browser. */
  args?: string[]
}

/**
 * Several people's computers around one folder, on one real screen. Camera and microphone are Chromium's fake devices;
 * the screen that is captured is the true one.
 */
export async function openWorld({ width = 1600, height = 900, args = [] }: WorldOptions = {}): Promise<World> {
  const executablePath = findChromium({ env: process.env, platform: process.platform })
  if (executablePath === null)
    throw new Error('no browser built on Chromium was found; install one or set OWNPACE_BROWSER')
  const dir = await mkdtemp(join(tmpdir(), 'ownpace-world-'))
  const screen = await startScreen({ width, height })
  const launch = (): Promise<Browser> =>
    chromium.launch({
      executablePath,
      headless: false,
      env: { ...process.env, DISPLAY: screen.display },
      args: [
        ...['--no-sandbox', '--no-first-run', '--disable-sync', '--disable-background-networking'],
        ...['--disable-component-update', '--autoplay-policy=no-user-gesture-required'],
        ...['--use-fake-device-for-media-stream', '--auto-select-desktop-capture-source=Entire screen'],
        ...['--window-position=0,0', '--window-size=1280,860'],
        ...args,
      ],
    })
  let browser = await launch()
  const devices: OwnedDevice[] = []
  return {
    dir,
    sharedDir: join(dir, 'shared'),
    get browser() {
      return browser
    },
    async device(options) {
      const device = await openDevice({ browser, profileDir: join(dir, `profile-${devices.length + 1}`), options })
      devices.push(device)
      return device
    },
    async killBrowser(rightBefore) {
      const gone = new Promise((resolve) => browser.once('disconnected', resolve))
      const processes = await processesOf(browser, 'browser')
      await rightBefore?.()
      const killedAtMs = kill(processes)
      await gone
      return killedAtMs
    },
    async startBrowser() {
      browser = await launch()
      for (const device of devices) await device.moveTo(browser)
    },
    async close() {
      await browser.close()
      for (const device of devices) await device.close()
      await screen.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

interface OwnedDevice extends Device {
  /** Opens the app in another browser, which knows nothing of the one before. */
  moveTo(browser: Browser): Promise<void>
  close(): Promise<void>
}

async function openDevice({
  browser,
  profileDir,
  options,
}: {
  browser: Browser
  profileDir: string
  options: DeviceOptions
}): Promise<OwnedDevice> {
  const cli = (...args: string[]): Promise<CliAnswer> => runCommand([...args, '--profile', profileDir])
  const named = await cli('person', '--name', options.name, '--time-zone', options.timeZone)
  if (named.exitCode !== 0) throw new Error(`the profile could not be made: ${named.stderr}`)
  const openContext = (host: Browser): Promise<BrowserContext> =>
    host.newContext({
      viewport: { width: 1280, height: 800 },
      timezoneId: options.timeZone,
      permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
    })
  const openIn = async (context: BrowserContext, url: string): Promise<Page> => {
    const page = await context.newPage()
    await page.goto(url)
    return page
  }
  const context = await openContext(browser)
  let backend = await serve(profileDir)
  const openPage = (): Promise<Page> => openIn(device.context, backend.url)
  const device: OwnedDevice = {
    profileDir,
    context,
    page: await openIn(context, backend.url),
    cli,
    openPage,
    async killPage(rightBefore) {
      const shownBy = device.context.browser()
      if (shownBy === null) throw new Error('the browser is gone')
      const crashed = device.page.waitForEvent('crash')
      // Which of them draws which page the browser does not say, so they all go.
      const renderers = await processesOf(shownBy, 'renderer')
      await rightBefore?.()
      const killedAtMs = kill(renderers)
      await crashed
      await device.page.close()
      device.page = await openPage()
      return killedAtMs
    },
    async moveTo(other) {
      device.context = await openContext(other)
      // An address opens the app once, so a browser without a session needs another.
      const { url } = (await cli('serve', '--json')).json<{ url: string }>()
      device.page = await openIn(device.context, url)
    },
    killBackend: () => end(backend.child, 'SIGKILL'),
    async startBackend({ isReopened = false } = {}) {
      backend = await serve(profileDir)
      if (!isReopened) return
      await device.page.close()
      device.page = await openPage()
    },
    close: () => end(backend.child, 'SIGTERM'),
  }
  return device
}

/** The browser's processes of one kind, which playwright keeps to itself. */
async function processesOf(browser: Browser, type: 'browser' | 'renderer'): Promise<number[]> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.filter((each) => each.type === type).map(({ id }) => id)
}

/** Kills them all at once; returns when. */
function kill(processes: readonly number[]): number {
  const atMs = Date.now()
  for (const id of processes) process.kill(id, 'SIGKILL')
  return atMs
}

async function serve(profileDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [cliPath, 'serve', '--json', '--profile', profileDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const first = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => null)])
  if (first === null) throw new Error(`the backend did not start: ${said}`)
  return { child, url: (JSON.parse(String(first[0])) as { url: string }).url }
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}
