import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startHost } from '../../../electron/backend/host/start-host.ts'
import { openConfFile } from '../../../electron/backend/settings/conf-file.ts'
import { type BrowserHost, type BrowserHostOptions, startBrowserHost } from '../../../electron/browser/host.ts'
import { type Answer, knock } from './knock.ts'

let dir: string
let pageDir: string
let running: BrowserHost[]
let lines: string[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ownpace-host-'))
  pageDir = join(dir, 'page')
  await mkdir(join(pageDir, 'assets'), { recursive: true })
  await writeFile(join(pageDir, 'index.html'), '<!doctype html><style nonce="__CSP_NONCE__"></style>the page')
  await writeFile(join(pageDir, 'assets', 'index-1a2b.js'), 'export const page = 1')
  await writeFile(join(dir, 'secret.txt'), 'secret')
  running = []
  lines = []
})

afterEach(async () => {
  for (const host of running) await host.close()
  await rm(dir, { recursive: true })
})

async function start(more: Partial<BrowserHostOptions> = {}): Promise<BrowserHost> {
  const host = await startBrowserHost({
    profileDir: join(dir, 'profile'),
    pageDir,
    open: false,
    json: false,
    print: (line) => lines.push(line),
    log: (line) => lines.push(line),
    createBackend: async (ports) => ({
      fetch: async (request) => {
        const { pathname } = new URL(request.url)
        if (pathname === '/api/host/focus') return Response.json(await ports.show?.())
        return Response.json({ pathname, body: await request.text() })
      },
      close: async () => undefined,
    }),
    ...more,
  })
  running.push(host)
  return host
}

interface Address {
  port: number
  host: string
  origin: string
  token: string
}

function addressOf({ url }: BrowserHost): Address {
  const { port, host, origin, hash } = new URL(url)
  return { port: Number(port), host, origin, token: hash.replace('#token=', '') }
}

/** The headers with which the page's own fetch comes. */
function ownHeaders({ host, origin }: Address, cookie = ''): Record<string, string> {
  return { host, origin, 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}) }
}

function exchange(address: Address): Promise<Answer> {
  return knock({
    port: address.port,
    target: '/api/session',
    method: 'POST',
    headers: { ...ownHeaders(address), 'content-type': 'application/json' },
    body: JSON.stringify({ token: address.token }),
  })
}

async function signIn(address: Address): Promise<string> {
  const answer = await exchange(address)
  expect(answer.status).toBe(204)
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

describe('the address', () => {
  it('is a name and a port of the profile’s own, kept over a restart', async () => {
    const first = await start()
    expect(first.url).toMatch(/^http:\/\/[a-z0-9]{10}\.localhost:\d{5}\/\?start#token=[\w-]{43}$/)
    await first.close()
    const second = await start()
    expect(addressOf(second).origin).toBe(addressOf(first).origin)
    expect(addressOf(second).token).not.toBe(addressOf(first).token)
  })

  it('changes its port where another program took it, says so, and keeps the new one', async () => {
    const first = addressOf(await start())
    await running.pop()?.close()
    const other = createServer()
    await new Promise<void>((ready) => other.listen(first.port, '127.0.0.1', ready))
    const second = addressOf(await start())
    expect(second.port).not.toBe(first.port)
    expect(lines).toContainEqual(expect.stringContaining(`Port ${first.port} is taken`))
    await new Promise((done) => other.close(done))
    await running.pop()?.close()
    expect(addressOf(await start()).port).toBe(second.port)
  })

  it('answers no other name, whoever points it here', async () => {
    const address = addressOf(await start())
    for (const host of ['localhost', `127.0.0.1:${address.port}`, `evil.example:${address.port}`, 'x.localhost']) {
      const answer = await knock({ port: address.port, target: '/', headers: { ...ownHeaders(address), host } })
      expect(answer.status, host).toBe(421)
      expect(answer.text).not.toContain('the page')
    }
  })
})

describe('the session', () => {
  it('is opened by the token of the launch address, once', async () => {
    const address = addressOf(await start())
    const first = await exchange(address)
    expect(first.status).toBe(204)
    expect(first.headers['set-cookie']?.[0]).toMatch(/^ownpace-session=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await exchange(address)).status).toBe(401)
  })

  it('is not opened by a token that was never issued, by none, or by something else', async () => {
    const address = addressOf(await start())
    expect((await exchange({ ...address, token: 'A'.repeat(43) })).status).toBe(401)
    expect((await exchange({ ...address, token: '' })).status).toBe(401)
    const post = { port: address.port, target: '/api/session', method: 'POST', headers: ownHeaders(address) }
    expect((await knock({ ...post, body: 'not json' })).status).toBe(401)
    expect((await knock({ ...post, body: 'null' })).status).toBe(401)
    expect((await knock({ ...post, body: JSON.stringify({ token: 'x'.repeat(5000) }) })).status).toBe(401)
    expect((await signIn(address)).length).toBeGreaterThan(40)
  })

  it('outlives a restarted backend', async () => {
    const host = await start()
    const cookie = await signIn(addressOf(host))
    await running.pop()?.close()
    const again = addressOf(await start())
    const answer = await knock({ port: again.port, target: '/api/host', headers: ownHeaders(again, cookie) })
    expect(answer.status).toBe(200)
  })

  it('is needed for the backend and for the page, and the refusal says how to open Ownpace', async () => {
    const address = addressOf(await start())
    for (const target of ['/api/host', '/media/takes/x/screen']) {
      const answer = await knock({ port: address.port, target, headers: ownHeaders(address) })
      expect(answer.status).toBe(401)
      expect(JSON.parse(answer.text)).toEqual({
        error: { code: 'not-allowed', message: 'Open Ownpace from its own start command.' },
      })
    }
    const page = await knock({ port: address.port, target: '/', headers: { host: address.host } })
    expect(page.status).toBe(401)
    expect(page.text).toContain('Open Ownpace from its own start command.')
    const wrong = ownHeaders(address, `ownpace-session=${'A'.repeat(43)}`)
    expect((await knock({ port: address.port, target: '/api/host', headers: wrong })).status).toBe(401)
  })
})

describe('requests that another page makes', () => {
  it('are refused unless the browser says that our own page makes them', async () => {
    const address = addressOf(await start())
    const cookie = await signIn(address)
    for (const site of ['cross-site', 'same-site', 'none', '']) {
      const { 'sec-fetch-site': _, ...rest } = ownHeaders(address, cookie)
      const headers = site ? { ...rest, 'sec-fetch-site': site } : rest
      for (const target of ['/api/host', '/media/takes/x/screen', '/api/session']) {
        expect((await knock({ port: address.port, target, headers })).status, `${site} ${target}`).toBe(403)
      }
    }
  })

  it('change nothing without our exact Origin', async () => {
    const address = addressOf(await start())
    const cookie = await signIn(address)
    const own = ownHeaders(address, cookie)
    const { origin: _, ...without } = own
    const post = { port: address.port, target: '/api/libraries', method: 'POST', body: '{}' }
    expect((await knock({ ...post, headers: without })).status).toBe(403)
    for (const origin of ['null', 'http://evil.example', address.origin.replace('http:', 'https:')]) {
      expect((await knock({ ...post, headers: { ...own, origin } })).status, origin).toBe(403)
    }
    const ours = await knock({ ...post, headers: own })
    expect(ours.status).toBe(200)
    expect(JSON.parse(ours.text)).toEqual({ pathname: '/api/libraries', body: '{}' })
  })
})

describe('the page', () => {
  it('is served at the launch address with a policy of its own and a fresh nonce each time', async () => {
    const address = addressOf(await start())
    const get = { port: address.port, target: '/?start', headers: { host: address.host } }
    const [one, two] = [await knock(get), await knock(get)]
    expect(one.status).toBe(200)
    const nonce = /nonce="([^"]+)"/.exec(one.text)?.[1] ?? ''
    expect(one.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; ` +
        "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; worker-src 'self' blob:; " +
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    )
    expect(one.headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': expect.stringContaining('camera=(self), microphone=(self), display-capture=(self)'),
    })
    expect(two.text).not.toContain(nonce)
  })

  it('gives its own files and nothing beside them', async () => {
    const address = addressOf(await start())
    const get = (target: string) => knock({ port: address.port, target, headers: { host: address.host } })
    const script = await get('/assets/index-1a2b.js')
    expect(script.status).toBe(200)
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(script.text).toBe('export const page = 1')
    for (const target of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%5c..%5csecret.txt',
      '//secret.txt',
      '/assets/',
      '/index.html',
      '/assets/index-1a2b.js%00.txt',
    ]) {
      const answer = await get(target)
      expect(answer.status, target).toBe(404)
      expect(answer.text).not.toContain('secret')
    }
  })
})

describe('a second start', () => {
  it('gets a fresh address from the first', async () => {
    const first = addressOf(await start())
    const second = await start()
    expect(second.isServedHere).toBe(false)
    expect(addressOf(second).origin).toBe(first.origin)
    expect((await exchange(addressOf(second))).status).toBe(204)
    expect((await exchange(first)).status).toBe(204)
  })

  it('says that a command is at work, where the profile’s owner has nothing to show', async () => {
    const command = await startHost({
      profileDir: join(dir, 'profile'),
      host: 'terminal',
      createBackend: async () => ({
        fetch: async () => new Response(null, { status: 501 }),
        close: async () => undefined,
      }),
      openSettingsFile: openConfFile,
      desktop: null,
      log: (line) => lines.push(line),
    })
    await expect(start()).rejects.toMatchObject({ code: 'profile-in-use' })
    if (command.kind === 'started') await command.close()
    expect((await start()).isServedHere).toBe(true)
  })

  it('prints its address as one line of JSON where a script asks', async () => {
    const first = await start({ json: true })
    expect(lines).toEqual([JSON.stringify({ url: first.url })])
  })

  it('gives the profile free where it cannot start', async () => {
    await expect(start({ pageDir: join(dir, 'none') })).rejects.toMatchObject({ code: 'internal' })
    expect((await start()).isServedHere).toBe(true)
  })

  it('keeps the profile’s secrets to this person', async () => {
    await start()
    const { mode } = await stat(join(dir, 'profile', 'profile.json'))
    expect(mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(join(dir, 'profile', 'profile.json'), 'utf8'))).toHaveProperty('sessionSecret')
  })
})
