import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBackend } from '../../electron/backend/app.ts'
import { type BrowserHost, startBrowserHost } from '../../electron/browser/host.ts'
import { findChromium } from '../../electron/browser/launch.ts'

let browser: Browser
let elsewhere: Server
let heardElsewhere: string[]
let profileDir: string
let host: BrowserHost
let context: BrowserContext
let page: Page

beforeAll(async () => {
  const executablePath = findChromium({ env: process.env, platform: process.platform })
  if (!executablePath) throw new Error('no browser built on Chromium was found; install one or set OWNPACE_BROWSER')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  // another origin of the same machine, which lets everyone in: only the page's own policy is in the way
  elsewhere = createServer((request, response) => {
    heardElsewhere.push(request.url ?? '')
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' })
    response.end('<!doctype html><title>elsewhere</title>')
  })
  await new Promise<void>((ready) => elsewhere.listen(0, '127.0.0.1', ready))
})

afterAll(async () => {
  await browser.close()
  elsewhere.closeAllConnections()
  await new Promise((done) => elsewhere.close(done))
})

beforeEach(async () => {
  heardElsewhere = []
  profileDir = await mkdtemp(join(tmpdir(), 'ownpace-e2e-host-'))
  host = await startHost()
  context = await browser.newContext()
  page = await context.newPage()
})

afterEach(async () => {
  await context.close()
  await host.close()
  await rm(profileDir, { recursive: true })
})

function startHost(): Promise<BrowserHost> {
  return startBrowserHost({
    profileDir,
    createBackend,
    open: false,
    json: false,
    print: () => undefined,
    log: () => undefined,
  })
}

function elsewhereUrl(path = '/'): string {
  return `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}${path}`
}

/** Opens the launch address and waits until the page has a session, without which it shows nothing. */
async function openApp(url = host.url): Promise<void> {
  await page.goto(url)
  await page.locator('#root > *').first().waitFor()
}

describe('the launch address', () => {
  it('opens a session that is not to be read, and leaves no token behind', async () => {
    await openApp()
    expect(page.url()).not.toContain('token')
    expect(page.url()).not.toContain('start')
    expect(await page.evaluate(() => document.cookie)).toBe('')
    const [cookie] = await context.cookies()
    expect(cookie).toMatchObject({ name: 'ownpace-session', httpOnly: true, sameSite: 'Strict' })
  })

  it('opens once: who comes with it again reads how to open Ownpace', async () => {
    await openApp()
    const other = await browser.newContext()
    const stranger = await other.newPage()
    await stranger.goto(host.url)
    await stranger.getByText('Open Ownpace from its own start command.').waitFor()
    expect(await other.cookies()).toEqual([])
    await other.close()
  })

  it('keeps a page open over a restart of the host', async () => {
    await openApp()
    await host.close()
    host = await startHost()
    expect(await page.evaluate(async () => (await fetch('/api/settings')).status)).toBe(200)
    await page.reload()
    expect(await page.evaluate(async () => (await fetch('/api/settings')).status)).toBe(200)
  })
})

describe('the page', () => {
  it('keeps to its own policy', async () => {
    const violations: string[] = []
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) violations.push(message.text())
    })
    await openApp()
    await page.locator('#root > *').first().waitFor()
    expect(violations).toEqual([])
  })

  it('runs no script that is not a file of ours', async () => {
    await openApp()
    const ran = await page.evaluate(async () => {
      const state = window as { inlineRan?: boolean; handlerRan?: boolean }
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      const blob = document.createElement('script')
      blob.src = URL.createObjectURL(new Blob(['window.inlineRan = true'], { type: 'text/javascript' }))
      const link = document.createElement('a')
      link.setAttribute('onclick', 'window.handlerRan = true')
      const isDecided = new Promise((resolve) => {
        for (const outcome of ['load', 'error']) blob.addEventListener(outcome, resolve)
      })
      document.body.append(script, blob, link)
      link.click()
      await isDecided
      let evaluated = 'ran'
      try {
        new Function('return 1')()
      } catch (error) {
        evaluated = (error as Error).name
      }
      return { inline: state.inlineRan ?? false, handler: state.handlerRan ?? false, evaluated }
    })
    expect(ran).toEqual({ inline: false, handler: false, evaluated: 'EvalError' })
  })

  it('reaches no other origin by fetch, picture, form or frame', async () => {
    await openApp()
    const blocked = await page.evaluate(
      async (urls) => {
        const broken = new Set<string>()
        document.addEventListener('securitypolicyviolation', (event) => broken.add(event.effectiveDirective))
        const fetched = await fetch(urls.fetch).then(
          () => 'reached',
          () => 'blocked',
        )
        const image = new Image()
        image.src = urls.image
        const frame = document.createElement('iframe')
        frame.src = urls.frame
        const form = document.createElement('form')
        form.action = urls.form
        form.method = 'post'
        document.body.append(frame, form)
        form.submit()
        const deadlineMs = performance.now() + 5_000
        while (broken.size < 4 && performance.now() < deadlineMs) {
          await new Promise((next) => requestAnimationFrame(next))
        }
        return { fetched, broken: [...broken].sort() }
      },
      Object.fromEntries(['fetch', 'image', 'frame', 'form'].map((name) => [name, elsewhereUrl(`/${name}`)])) as Record<
        'fetch' | 'image' | 'frame' | 'form',
        string
      >,
    )
    expect(blocked).toEqual({ fetched: 'blocked', broken: ['connect-src', 'form-action', 'frame-src', 'img-src'] })
    expect(heardElsewhere).toEqual([])
  })
})

describe('another page of the same browser', () => {
  it('gets nothing with the person’s session: not by fetch, picture, script or form', async () => {
    await openApp()
    const { origin } = new URL(host.url)
    const before = await page.evaluate(async () => (await fetch('/api/settings')).json())
    const evil = await context.newPage()
    await evil.goto(elsewhereUrl('/evil'))
    const seen = await evil.evaluate(async (target) => {
      const attempt = (init: RequestInit): Promise<string> =>
        fetch(`${target}/api/settings`, { credentials: 'include', ...init }).then(
          (response) => `${response.type} ${response.status}`,
          () => 'blocked',
        )
      return {
        read: await attempt({}),
        readBlind: await attempt({ mode: 'no-cors' }),
        write: await attempt({ method: 'POST', mode: 'no-cors', body: '{"name":"Eve"}' }),
      }
    }, origin)
    expect(seen.read).toBe('blocked')
    expect(seen.readBlind).not.toContain('200')
    expect(seen.write).not.toContain('200')
    expect(await page.evaluate(async () => (await fetch('/api/settings')).json())).toEqual(before)
  })

  it('cannot show Ownpace in a frame', async () => {
    await openApp()
    const evil = await context.newPage()
    await evil.goto(elsewhereUrl('/evil'))
    const shown = await evil.evaluate(async (address) => {
      const frame = document.createElement('iframe')
      const isLoaded = new Promise((resolve) => frame.addEventListener('load', resolve))
      frame.src = address
      document.body.append(frame)
      await isLoaded
      return frame.contentWindow?.length
    }, new URL(host.url).origin)
    expect(shown).toBe(0)
    const frame = evil.frames().find((candidate) => candidate !== evil.mainFrame())
    expect(await frame?.locator('#root').count()).toBe(0)
  })
})
