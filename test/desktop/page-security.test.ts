import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DesktopApp, newProfileDir, removeProfile, startDesktop } from './app.ts'

let desktop: DesktopApp
let elsewhere: Server
let heardElsewhere: string[]

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    heardElsewhere.push(request.url ?? '')
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' })
    response.end('<!doctype html><title>elsewhere</title>')
  })
  await new Promise<void>((ready) => elsewhere.listen(0, '127.0.0.1', ready))
  desktop = await startDesktop(await newProfileDir())
  // a dialog of the system cannot be pressed from here: what it would have asked is noted, and the answer is "Cancel"
  await desktop.app.evaluate(({ dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = async (...given: unknown[]) => {
      asked.push((given.at(-1) as { detail: string }).detail)
      return { response: 1, checkboxChecked: false }
    }
  })
})

afterAll(async () => {
  await desktop.close()
  await removeProfile(desktop.profileDir)
  elsewhere.closeAllConnections()
  await new Promise((done) => elsewhere.close(done))
})

beforeEach(() => {
  heardElsewhere = []
})

function elsewhereUrl(path = '/'): string {
  return `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}${path}`
}

/** What the person was asked to open, since the last time this was asked. */
function takeAsked(): Promise<string[]> {
  return desktop.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked.splice(0))
}

describe('the page in the desktop', () => {
  it('has nothing of Node and nothing of Electron', async () => {
    const names = ['require', 'process', 'module', 'Buffer', '__dirname', 'electron', 'ipcRenderer']
    expect(await desktop.page.evaluate((all) => all.filter((name) => name in globalThis), names)).toEqual([])
  })

  it('is sandboxed and isolated, without a preload script', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      // the one way to ask what a page was really given; it is not in the types
      return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
    expect(preferences.preload).toBeUndefined()
  })

  it('comes with the policy as a header, and is held to it', async () => {
    const policy = await desktop.page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w+/=]{24}'; font-src 'self'; /,
    )
    const outcome = await desktop.page.evaluate(async (target) => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.body.append(script)
      const fetched = await fetch(target).then(
        () => 'reached',
        () => 'blocked',
      )
      return { inlineRan: 'inlineRan' in window, fetched }
    }, elsewhereUrl('/fetch'))
    expect(outcome).toEqual({ inlineRan: false, fetched: 'blocked' })
    expect(heardElsewhere).toEqual([])
  })

  it('answers no other host of its scheme', async () => {
    const reached = await desktop.page.evaluate(() =>
      fetch('app://elsewhere/api/host').then(
        () => 'reached',
        () => 'blocked',
      ),
    )
    expect(reached).toBe('blocked')
  })
})

describe('leaving the page', () => {
  it('is not possible by a link, an address or a file of our own', async () => {
    for (const address of [
      elsewhereUrl('/nav'),
      'https://example.com/',
      'file:///etc/passwd',
      'app://ownpace/api/host',
    ]) {
      await desktop.page.evaluate((href) => {
        const link = document.createElement('a')
        link.href = href
        document.body.append(link)
        link.click()
        link.remove()
      }, address)
      expect(await desktop.page.evaluate(() => location.href)).toMatch(/^app:\/\/ownpace\/(#|$)/)
    }
    expect(heardElsewhere).toEqual([])
    expect(await takeAsked()).toEqual(['https://example.com/'])
  })

  it('is not possible by a new window; a link over https is offered to the person', async () => {
    const opened = await desktop.page.evaluate(
      (targets) => targets.map((target) => window.open(target) === null),
      ['https://example.com/a', elsewhereUrl('/open'), '/', 'about:blank'],
    )
    expect(opened).toEqual([true, true, true, true])
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(heardElsewhere).toEqual([])
    expect(await takeAsked()).toEqual(['https://example.com/a'])
  })

  it('keeps the page where it is when the backend is asked to open a link', async () => {
    const statuses = await desktop.page.evaluate(async () => {
      const open = async (url: string): Promise<number> => {
        const headers = { 'content-type': 'application/json' }
        return (await fetch('/api/host/open-link', { method: 'POST', headers, body: JSON.stringify({ url }) })).status
      }
      return [await open('https://example.com/b'), await open('file:///etc/passwd'), await open('http://example.com/')]
    })
    expect(statuses).toEqual([204, 400, 400])
    expect(await takeAsked()).toEqual(['https://example.com/b'])
  })
})

describe('permissions', () => {
  it('are given to our page for camera and microphone, and for nothing beside recording', async () => {
    const outcome = await desktop.page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
      const kinds = stream.getTracks().map((track) => track.kind)
      for (const track of stream.getTracks()) track.stop()
      return { kinds: kinds.sort(), notifications: await Notification.requestPermission() }
    })
    expect(outcome).toEqual({ kinds: ['audio', 'video'], notifications: 'denied' })
  })

  it('are given to no page of another origin, though it is in a window of ours', async () => {
    const outcome = await desktop.app.evaluate(async ({ BrowserWindow }, address) => {
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
      await window.loadURL(address)
      const answers = await window.webContents.executeJavaScript(
        `Promise.all([
          navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', (error) => error.name),
          navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'granted', (error) => error.name),
        ])`,
        true,
      )
      window.destroy()
      return answers as string[]
    }, elsewhereUrl('/foreign'))
    expect(outcome[0]).toBe('NotAllowedError')
    expect(outcome[1]).not.toBe('granted')
  })

  it('are given to no frame', async () => {
    const outcome = await desktop.page.evaluate(async (address) => {
      const frame = document.createElement('iframe')
      frame.allow = 'camera; microphone; display-capture'
      const isLoaded = new Promise((resolve) => frame.addEventListener('load', resolve))
      frame.src = address
      document.body.append(frame)
      await isLoaded
      const isEmpty = frame.contentDocument === null
      frame.remove()
      return isEmpty
    }, elsewhereUrl('/frame'))
    expect(outcome).toBe(true)
    expect(heardElsewhere).toEqual([])
  })
})
