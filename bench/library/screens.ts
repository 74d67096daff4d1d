import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../electron/browser/launch.ts'
import { median, printTable } from './table.ts'
import type { World } from './worlds.ts'

const cliPath = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url))
const rounds = 5
const screensScrolled = 20
const height = 800

interface Screen {
  name: string
  hash: string
  /** What counts as its first content. */
  content: string
}

interface Measured {
  library: string
  screen: string
  'first content ms': number
  'longest task while scrolling ms': number
}

/**
 * How soon the screens of libraries show something in a real Chromium, on a start with the backend up and the page's own
 * copy filled, and how long scrolling ever keeps the page from answering. Wants a built page (`npm run build`).
 */
export async function benchScreens(worlds: readonly World[]): Promise<void> {
  const fills: Record<string, string | number>[] = []
  const rows: Measured[] = []
  for (const world of worlds) {
    const found = await screensOf(world)
    fills.push(found.fill)
    rows.push(...found.rows)
  }
  printTable('filling the page’s own copy for the first time, once the library was read', fills)
  printTable(`screens on a warm start, median of ${rounds}; ${screensScrolled} screens scrolled by wheel`, [
    ...rows.map((row) => ({ ...row })),
  ])
}

async function screensOf(world: World): Promise<{ fill: Record<string, string | number>; rows: Measured[] }> {
  const base = mkdtempSync(join(tmpdir(), 'ownpace-bench-screens-'))
  const profile = ['--profile', join(base, 'profile')]
  const opsDir = join(world.dir, 'ops')
  const writersBefore = new Set(readdirSync(opsDir))
  const executablePath = findChromium({ env: process.env, platform: process.platform })
  if (executablePath === null) throw new Error('no browser built on Chromium was found; set OWNPACE_BROWSER')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] })
  let server: ChildProcess | null = null
  try {
    await command(['person', '--name', 'Bench', '--time-zone', 'Europe/Lisbon', ...profile])
    const served = await serve(profile)
    server = served.child
    await command(['library', 'join', world.dir, ...profile])
    const context = await browser.newContext({ viewport: { width: 1280, height } })
    await context.addInitScript(watchContent)
    const page = await context.newPage()
    await page.goto(served.url)
    const origin = new URL(served.url).origin
    await untilFilled(page)
    const fill = { library: name(world), ...(await measureFill(context, origin)) }
    await page.bringToFront()
    const rows: Measured[] = []
    for (const screen of await screensIn(page))
      rows.push({ library: name(world), ...(await measure(page, origin, screen)) })
    return { fill, rows }
  } finally {
    await browser.close()
    if (server !== null) await end(server)
    // Whoever joined wrote into the library, which other measurements want as it was.
    for (const writer of readdirSync(opsDir)) {
      if (!writersBefore.has(writer)) rmSync(join(opsDir, writer), { recursive: true })
    }
    rmSync(base, { recursive: true, force: true })
  }
}

const name = ({ updateCount }: World): string => `${updateCount} updates`

async function screensIn(page: Page): Promise<Screen[]> {
  const thread = await page.evaluate(async () => {
    const [library] = await (await fetch('/api/libraries')).json()
    const threads = await (await fetch(`/api/libraries/${library.id}/records?kind=thread`)).json()
    return `${library.id}/${threads[0].id}`
  })
  return [
    { name: 'catch-up', hash: '#/', content: 'main article' },
    { name: 'thread', hash: `#/thread/${thread}`, content: 'main table tbody th' },
    { name: 'search', hash: '#/search?q=release', content: 'main [data-hit]' },
    { name: 'decisions', hash: '#/decisions', content: 'main li a, main h1' },
    { name: 'people', hash: '#/people', content: 'main li b' },
  ]
}

async function measure(
  page: Page,
  origin: string,
  { name, hash, content }: Screen,
): Promise<Omit<Measured, 'library'>> {
  const taken: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await page.goto('about:blank')
    await page.goto(`${origin}/${hash}`, { waitUntil: 'commit' })
    taken.push(await firstContentMs(page, content))
  }
  const more = page.getByRole('button', { name: /^and .* more/ })
  if (await more.isVisible()) await more.click()
  await page.mouse.move(700, height / 2)
  // What is still under way from the start is not scrolling.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 })))
  await page.evaluate(() => {
    window.ownpaceBench.longestMs = 0
  })
  for (let step = 0; step < screensScrolled * 4; step += 1) {
    await page.mouse.wheel(0, height / 4)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
  const longestMs = await page.evaluate(() => window.ownpaceBench.longestMs)
  return {
    screen: name,
    'first content ms': Math.round(median(taken)),
    'longest task while scrolling ms': Math.round(longestMs),
  }
}

/** From the navigation to the frame after the content stood in the page. */
async function firstContentMs(page: Page, content: string): Promise<number> {
  const handle = await page.waitForFunction((selector) => window.ownpaceBench.shownMs(selector), content, {
    polling: 'raf',
  })
  return (await handle.jsonValue()) as number
}

/** A browser profile that knows nothing of the library yet. */
async function measureFill(context: BrowserContext, origin: string): Promise<Record<string, number>> {
  const page = await context.newPage()
  await page.goto(origin)
  await page.evaluate(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
    await Promise.all(
      names.map(
        (name) =>
          new Promise((resolve) => {
            const request = indexedDB.open(name)
            request.onsuccess = () => {
              const database = request.result
              const stores = [...database.objectStoreNames]
              const transaction = database.transaction(stores, 'readwrite')
              for (const store of stores) transaction.objectStore(store).clear()
              transaction.oncomplete = () => {
                database.close()
                resolve(null)
              }
            }
          }),
      ),
    )
  })
  const startedMs = performance.now()
  await page.reload()
  const kept = await untilFilled(page)
  const filledMs = performance.now() - startedMs
  const longestMs = await page.evaluate(() => window.ownpaceBench.longestMs)
  await page.close()
  return { records: kept, 'filled after ms': Math.round(filledMs), 'longest task ms': Math.round(longestMs) }
}

/** Resolves with the count of records once the page's own copy follows the library, which was read to its end. */
async function untilFilled(page: Page): Promise<number> {
  for (;;) {
    const kept = await page.evaluate(async () => {
      const answer = await fetch('/api/libraries')
      // The page may not have its session yet.
      if (!answer.ok) return null
      const [library] = await answer.json()
      if (library.state !== 'ready') return null
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('ownpace')
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      const read = <T>(make: (transaction: IDBTransaction) => IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          const request = make(database.transaction(['cursors', 'records']))
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const cursor = await read((transaction) => transaction.objectStore('cursors').get(library.id))
      const count = await read((transaction) => transaction.objectStore('records').count())
      database.close()
      return cursor?.epoch === library.epoch && cursor.n >= library.n ? count : null
    })
    if (kept !== null) return kept
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

declare global {
  interface Window {
    ownpaceBench: { longestMs: number; shownMs(selector: string): number | null }
  }
}

/** Runs in every page before its own scripts. */
function watchContent(): void {
  const seen = new Map<string, number>()
  window.ownpaceBench = {
    longestMs: 0,
    shownMs(selector) {
      const known = seen.get(selector)
      if (known !== undefined) return known
      if (document.querySelector(selector) !== null) seen.set(selector, performance.now())
      return null
    },
  }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      window.ownpaceBench.longestMs = Math.max(window.ownpaceBench.longestMs, duration)
    }
  }).observe({ type: 'longtask', buffered: true })
}

async function command(words: string[]): Promise<void> {
  const child = spawn(process.execPath, [cliPath, ...words, '--json'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`)
}

async function serve(profile: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [cliPath, 'serve', '--json', ...profile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('the backend has no output')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, url: (JSON.parse(line) as { url: string }).url }
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}
