import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import axe, { type AxeResults } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../electron/browser/launch.ts'

/** The page's own policy, as both hosts send it. */
const nonce = 'Z2FsbGVyeQ'
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'nonce-${nonce}'`,
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

let builtDir: string
let server: Server
let browser: Browser
let address: string

beforeAll(async () => {
  const rendererDir = fileURLToPath(new URL('../../renderer', import.meta.url))
  builtDir = await mkdtemp(join(tmpdir(), 'ownpace-gallery-'))
  await build({
    configFile: false,
    root: rendererDir,
    base: './',
    logLevel: 'error',
    plugins: [react()],
    css: { modules: { localsConvention: 'camelCaseOnly' } },
    build: {
      outDir: builtDir,
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(rendererDir, 'gallery.html') },
    },
  })
  server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const body = await readFile(join(builtDir, path)).catch(() => null)
    if (body === null) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
    })
    response.end(path.endsWith('.html') ? body.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gallery.html`
  const executablePath = findChromium({ env: process.env, platform: process.platform })
  if (executablePath === null) throw new Error('there is no Chromium on this machine')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
})

afterAll(async () => {
  await browser?.close()
  await new Promise((closed) => server?.close(closed) ?? closed(null))
  await rm(builtDir, { recursive: true, force: true })
})

const looks = [
  { look: 'light', query: '?theme=light' },
  { look: 'dark', query: '?theme=dark' },
  { look: 'light with more contrast', query: '?theme=light&contrast=more' },
  { look: 'dark with more contrast', query: '?theme=dark&contrast=more' },
  { look: 'both side by side', query: '?' },
  { look: 'the catch-up', query: '?screen=catch-up' },
  { look: 'a thread', query: '?screen=thread' },
  { look: 'a path', query: '?screen=path' },
  { look: 'a review', query: '?screen=review' },
]

describe('the parts of the screens', () => {
  it.each(looks)('can be used by everyone: $look', async ({ query }) => {
    const { page, complaints } = await open(query)
    expect(await seriousFindings(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  })

  it.each([
    { role: 'button', name: 'Open a dialog', opens: 'dialog' },
    { role: 'button', name: 'More about this update', opens: 'menu' },
    { role: 'combobox', name: 'Screen', opens: 'listbox' },
    { role: 'button', name: 'Speed', opens: 'dialog' },
  ] as const)('opens a $opens by $name with the keyboard, closes it, and is where it was', async (part) => {
    const { page, complaints } = await open('?theme=light')
    const opener = page.getByRole(part.role, { name: part.name, exact: true })
    await opener.press('Enter')
    await page.getByRole(part.opens).waitFor()
    expect(await seriousFindings(page, `[role="${part.opens}"]`)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole(part.opens).waitFor({ state: 'detached' })
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('offers to undo for as long as it can be undone', async () => {
    const { page, complaints } = await open('?theme=dark')
    await page.clock.install()
    await page.getByRole('button', { name: 'Publish, with a minute to undo' }).click()
    const undo = page.getByRole('button', { name: 'Undo', exact: true })
    await undo.waitFor()
    await page.clock.fastForward(58_000)
    expect(await undo.isVisible()).toBe(true)
    await page.clock.fastForward(3_000)
    await undo.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await page.close()
  })

  it('holds the rail in a drawer on a narrow window, and nothing is wider than the window', async () => {
    const { page } = await open('?screen=catch-up', { width: 380, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(380)
    await page.getByRole('button', { name: 'Menu' }).press('Enter')
    await page.getByRole('dialog').getByRole('link', { name: 'Onboarding' }).waitFor()
    await page.close()
  })

  it('shows people’s words in the serif that is shipped with the app', async () => {
    const { page } = await open('?theme=light')
    const loaded = await page.evaluate(() => Array.from(document.fonts).filter((font) => font.status === 'loaded'))
    expect(loaded.length).toBeGreaterThanOrEqual(3)
    await page.close()
  })
})

async function open(query: string, viewport = { width: 1280, height: 800 }) {
  const page = await browser.newPage({ viewport })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address + query)
  await page.getByRole('main').waitFor()
  await page.evaluate(async () => {
    await document.fonts.ready
    const finite = document.getAnimations().filter((each) => each.effect?.getTiming().iterations !== Infinity)
    await Promise.all(finite.map((each) => each.finished.catch(() => null)))
  })
  return { page, complaints }
}

async function seriousFindings(page: Page, within = 'html'): Promise<string[]> {
  // Both come as text: the first is the test's own script, the second names what only the page knows.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(within)})`)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`))
}
