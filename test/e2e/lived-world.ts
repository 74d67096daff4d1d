import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { createBackend } from '../../electron/backend/app.ts'
import type { Ports } from '../../electron/backend/ports.ts'
import { type BrowserHost, startBrowserHost } from '../../electron/browser/host.ts'
import { findChromium } from '../../electron/browser/launch.ts'

/** One person's computer: a profile with its backend, and a window of a real browser. */
export interface LivedDevice {
  profileDir: string
  page: Page
  /** What the page's console and its content security policy complained of. */
  complaints: string[]
}

/** Several people's computers around one folder, in a time that the test moves on. */
export interface LivedWorld {
  dir: string
  /** The folder that all have, not yet a library. */
  sharedDir: string
  nowMs(): number
  device(options: { timeZone: string; width?: number; height?: number }): Promise<LivedDevice>
  /** Moves the clocks of all backends and of all pages, as if every computer had slept meanwhile. */
  pass(ms: number): Promise<void>
  close(): Promise<void>
}

/**
 * Backends run in this process with one clock, which is a port of theirs; the pages' clocks are the browser's own, set to
 * the same time. Both go on by themselves, at the usual speed.
 */
export async function openLivedWorld({ beginsAtMs }: { beginsAtMs: number }): Promise<LivedWorld> {
  const executablePath = findChromium({ env: process.env, platform: process.platform })
  if (executablePath === null) throw new Error('no browser built on Chromium was found')
  const dir = await mkdtemp(join(tmpdir(), 'ownpace-lived-'))
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required'],
  })
  let aheadMs = beginsAtMs - Date.now()
  const nowMs = (): number => Date.now() + aheadMs
  const hosts: BrowserHost[] = []
  const contexts: BrowserContext[] = []
  return {
    dir,
    sharedDir: join(dir, 'shared'),
    nowMs,
    async device({ timeZone, width = 1280, height = 800 }) {
      const profileDir = join(dir, `profile-${hosts.length + 1}`)
      const host = await startBrowserHost({
        profileDir,
        createBackend: (ports: Ports) => createBackend({ ...ports, clock: { nowMs } }),
        open: false,
        json: true,
        print: () => undefined,
        log: () => undefined,
      })
      hosts.push(host)
      const context = await openContext({ browser, timeZone, viewport: { width, height } })
      contexts.push(context)
      await context.clock.install({ time: nowMs() })
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
          console.error(`the policy refused ${blockedURI} by ${violatedDirective}`)
        })
      })
      const complaints: string[] = []
      const page = await context.newPage()
      page.setDefaultTimeout(12_000)
      listen(page, complaints)
      await page.goto(host.url)
      // the address holds a one-time token until the app has begun
      await page.getByRole('main').waitFor()
      return { profileDir, page, complaints }
    },
    async pass(ms) {
      aheadMs += ms
      for (const context of contexts) await context.clock.fastForward(ms)
    },
    async close() {
      await browser.close()
      for (const host of hosts) await host.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function openContext({
  browser,
  timeZone,
  viewport,
}: {
  browser: Browser
  timeZone: string
  viewport: { width: number; height: number }
}): Promise<BrowserContext> {
  return await browser.newContext({
    viewport,
    timezoneId: timeZone,
    reducedMotion: 'reduce',
    permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
  })
}

/** That something asked for is not there is an answer, which the screen puts into words; Chromium notes it all the same. */
const isAnswer = (words: string, url: string): boolean =>
  words.includes('status of 404') && /\/records\/[a-z2-7]+$/.test(url)

function listen(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const { url } = message.location()
    if (!isAnswer(message.text(), url)) complaints.push(`${message.text()} (${url}, at ${page.url()})`)
  })
  page.on('pageerror', (error) => complaints.push(`${error.message}\n${error.stack ?? ''}`))
}
