import { mkdir, readdir, readlink, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { assetType } from '../../../../../electron/backend/media/serve/asset-types.ts'
import { serveFile } from '../../../../../electron/backend/media/serve/serve-file.ts'
import { scratchDir } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
let path: string
const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 251)

beforeAll(async () => {
  scratch = await scratchDir()
  path = join(scratch.dir, 'video.mp4')
  await writeFile(path, bytes)
})
afterAll(() => scratch.remove())

function ask(headers: Record<string, string> = {}, method = 'GET') {
  return serveFile({ request: new Request('http://page/media', { method, headers }), path, mimeType: 'video/mp4' })
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer())
}

/** How many descriptors of this process stand on the file. */
async function openDescriptors(): Promise<number> {
  const names = await readdir('/proc/self/fd')
  const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')))
  return targets.filter((target) => target === path).length
}

describe('serving a file', () => {
  it('gives the whole file with its type, size and tag, and lets nothing in it run', async () => {
    const response = await ask()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '3000000',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(response.headers.get('cache-control')).toContain('private')
    expect(Buffer.compare(await bytesOf(response), bytes)).toBe(0)
  })

  it('gives the part that a player asks for', async () => {
    const response = await ask({ range: 'bytes=1000000-1000009' })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe('bytes 1000000-1000009/3000000')
    expect(response.headers.get('content-length')).toBe('10')
    expect(await bytesOf(response)).toEqual(bytes.slice(1_000_000, 1_000_010))
    expect(await bytesOf(await ask({ range: 'bytes=-500' }))).toEqual(bytes.slice(-500))
  })

  it('gives a player that asks for all the rest no more of it than it can use, however it asks', async () => {
    for (const range of ['bytes=500000-', 'bytes=500000-2999999', 'bytes=-2500000']) {
      const response = await ask({ range })
      expect(response.headers.get('content-range')).toBe('bytes 500000-1548575/3000000')
      expect((await bytesOf(response)).length).toBe(1024 * 1024)
    }
    expect((await bytesOf(await ask({ range: 'bytes=2500000-' }))).length).toBe(500_000)
    expect((await bytesOf(await ask({ range: 'bytes=0-2999998' }))).length).toBe(2_999_999)
  })

  it('answers 416 with the true size for a part behind the end', async () => {
    const response = await ask({ range: 'bytes=3000000-' })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */3000000')
  })

  it('answers HEAD with the same headers and no body', async () => {
    const response = await ask({ range: 'bytes=0-9' }, 'HEAD')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe('3000000')
    expect(response.body).toBeNull()
  })

  it('spares a reader what it has, and never joins parts of two states of a file', async () => {
    const tag = (await ask({}, 'HEAD')).headers.get('etag') ?? ''
    expect((await ask({ 'if-none-match': tag })).status).toBe(304)
    const ofThis = await ask({ range: 'bytes=0-9', 'if-range': tag })
    const ofAnother = await ask({ range: 'bytes=0-9', 'if-range': '"other"' })
    expect([ofThis.status, ofAnother.status]).toEqual([206, 200])
    await Promise.all([ofThis.body?.cancel(), ofAnother.body?.cancel()])
  })

  it('closes the file once, whether it is read to its end, given up, or never read', async () => {
    const warnings = vi.fn()
    process.on('warning', warnings)
    await bytesOf(await ask())
    const given = (await ask()).body?.getReader()
    await given?.read()
    expect(await openDescriptors()).toBe(1)
    await given?.cancel()
    await (await ask()).body?.cancel()
    await ask({}, 'HEAD')
    await ask({ range: 'bytes=9999999-' })
    const pending = (await ask()).body?.getReader()
    const read = pending?.read()
    await pending?.cancel()
    await read
    expect(await openDescriptors()).toBe(0)
    process.off('warning', warnings)
    expect(warnings).not.toHaveBeenCalled()
  })

  it('reads no further ahead than the reader', async () => {
    const reader = (await ask()).body?.getReader()
    const first = await reader?.read()
    expect(first?.value?.byteLength).toBeLessThanOrEqual(256 * 1024)
    await reader?.cancel()
  })

  it('follows no link and opens no folder', async () => {
    const link = join(scratch.dir, 'link.mp4')
    const folder = join(scratch.dir, 'folder.mp4')
    await symlink('/etc/passwd', link)
    await mkdir(folder)
    for (const other of [link, folder, join(scratch.dir, 'missing.mp4')]) {
      const request = new Request('http://page/media')
      await expect(serveFile({ request, path: other, mimeType: 'video/mp4' })).rejects.toMatchObject({
        code: 'media-not-here',
      })
    }
  })
})

describe('the type of an asset', () => {
  it.each([
    ['video.mp4', 'video/mp4'],
    ['poster.webp', 'image/webp'],
    ['captions-en.vtt', 'text/vtt; charset=utf-8'],
    ['page.html', null],
    ['image.svg', null],
    ['../video.mp4', null],
    ['video.constructor', null],
    ['Video.MP4', null],
    ['video', null],
  ])('of %s is %s', (name, type) => {
    expect(assetType(name)).toBe(type)
  })
})
