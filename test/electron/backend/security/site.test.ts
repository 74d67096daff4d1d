import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../../../domain/failure.ts'
import type { Fetch } from '../../../../electron/backend/host/node-http.ts'
import { createPageHandler } from '../../../../electron/backend/security/page.ts'
import { createSite } from '../../../../electron/backend/security/site.ts'

let pageDir: string

beforeEach(async () => {
  pageDir = await mkdtemp(join(tmpdir(), 'ownpace-page-'))
  await mkdir(join(pageDir, 'assets'))
  await writeFile(join(pageDir, 'index.html'), '<meta content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>')
  await writeFile(join(pageDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(pageDir, 'assets', 'worker-1.js'), 'self.close()')
  await writeFile(join(pageDir, 'assets', 'notes.unknown'), 'x')
})

afterEach(() => rm(pageDir, { recursive: true }))

async function site(backend: Fetch = async () => new Response('backend')): Promise<Fetch> {
  return createSite({ backend: { fetch: backend }, page: await createPageHandler({ pageDir, randomBytes }) })
}

function get(path: string, init?: RequestInit): Request {
  return new Request(`app://ownpace${path}`, init)
}

describe('a site', () => {
  it('gives the backend what is under /api/ and /media/, and the page the rest', async () => {
    const fetch = await site()
    for (const path of ['/api/host', '/media/takes/x/y']) expect(await (await fetch(get(path))).text()).toBe('backend')
    for (const path of ['/api', '/apix/', '/mediax']) expect((await fetch(get(path))).status).toBe(404)
  })

  it('makes every answer of the backend inert, and leaves what it says itself', async () => {
    const fetch = await site(async (request) => {
      const own = { 'content-security-policy': "default-src 'none'; media-src 'self'", 'content-type': 'video/mp4' }
      return new Response('x', request.url.includes('/media/') ? { status: 206, headers: own } : {})
    })
    const plain = await fetch(get('/api/x'))
    expect(plain.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'")
    expect(plain.headers.get('x-content-type-options')).toBe('nosniff')
    expect(plain.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    const media = await fetch(get('/media/x'))
    expect(media.status).toBe(206)
    expect(media.headers.get('content-type')).toBe('video/mp4')
    expect(media.headers.get('content-security-policy')).toBe("default-src 'none'; media-src 'self'")
  })
})

describe('the page', () => {
  it('carries one nonce everywhere, the one of its policy, fresh each time', async () => {
    const fetch = await site()
    const nonces = new Set<string>()
    for (let at = 0; at < 3; at++) {
      const response = await fetch(get('/'))
      const policy = response.headers.get('content-security-policy')
      const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy ?? '') ?? []
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
      expect(await response.text()).toBe(`<meta content="${nonce}"><style nonce="${nonce}"></style>`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })

  it('keeps files with a hash in their name for good, and the rest to be asked for', async () => {
    const fetch = await site()
    const asset = await fetch(get('/assets/worker-1.js'))
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect(asset.headers.get('content-length')).toBe('12')
    expect((await fetch(get('/favicon.svg'))).headers.get('cache-control')).toBe('no-cache')
    expect((await fetch(get('/'))).headers.get('cache-control')).toBe('no-store')
  })

  it('gives a worker’s script a policy that lets it reach us and nobody else', async () => {
    const policy = (await (await site())(get('/assets/worker-1.js'))).headers.get('content-security-policy')
    expect(policy).toBe("default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self' blob:")
  })

  it('gives no file of a kind that it does not know', async () => {
    expect((await (await site())(get('/assets/notes.unknown'))).status).toBe(404)
  })

  it('answers HEAD without a body, and no other method', async () => {
    const fetch = await site()
    const head = await fetch(get('/assets/worker-1.js', { method: 'HEAD' }))
    expect(head.status).toBe(200)
    expect(head.body).toBeNull()
    expect((await fetch(get('/', { method: 'POST' }))).status).toBe(405)
  })

  it('says what to do where it was not built', async () => {
    const failure = await createPageHandler({ pageDir: join(pageDir, 'none'), randomBytes }).catch((error) => error)
    expect(failure).toBeInstanceOf(Failure)
    expect((failure as Failure).remedy).toContain('npm run build')
  })
})
