import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fetch } from '../../../../electron/backend/host/node-http.ts'
import { connectToOwner, type Owner } from '../../../../electron/backend/profile/connect.ts'
import { readSocketAddress, type ServedSocket, serveSocket } from '../../../../electron/backend/profile/socket.ts'

let profileDir: string
let served: ServedSocket | null
const lines: string[] = []

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'ownpace-socket-'))
  served = null
})

afterEach(async () => {
  await served?.close()
  await rm(profileDir, { recursive: true })
})

async function serve(fetch: Fetch, dir = profileDir): Promise<Owner> {
  served = await serveSocket({ profileDir: dir, fetch, randomBytes, log: (line) => lines.push(line) })
  const owner = await connectToOwner(dir)
  if (!owner) throw new Error('the socket does not answer')
  return owner
}

describe('the socket of a profile', () => {
  it('carries a request and its answer whole', async () => {
    const owner = await serve(async (request) => {
      const { pathname, search } = new URL(request.url)
      const body = await request.text()
      const seen = { method: request.method, pathname, search, kind: request.headers.get('x-kind'), body }
      return Response.json(seen, { status: 201, headers: { 'x-answer': 'yes' } })
    })
    const answer = await owner.fetch(
      new Request('http://ownpace/api/x?a=1%20b', { method: 'PUT', headers: { 'x-kind': 'k' }, body: 'größe' }),
    )
    expect(answer.status).toBe(201)
    expect(answer.headers.get('x-answer')).toBe('yes')
    expect(await answer.json()).toEqual({
      method: 'PUT',
      pathname: '/api/x',
      search: '?a=1%20b',
      kind: 'k',
      body: 'größe',
    })
  })

  it('streams: the first part of an answer arrives before its last was made', async () => {
    let sendRest: () => void = () => undefined
    const owner = await serve(async () => {
      const encoder = new TextEncoder()
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(encoder.encode('{"type":"beat"}\n'))
          sendRest = () => {
            controller.enqueue(encoder.encode('{"type":"outbox"}\n'))
            controller.close()
          }
        },
      })
      return new Response(body)
    })
    const answer = await owner.fetch(new Request('http://ownpace/api/events'))
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('{"type":"beat"}\n')
    sendRest()
    expect((await reader?.read())?.value).toBe('{"type":"outbox"}\n')
    expect((await reader?.read())?.done).toBe(true)
  })

  it('takes a body of 64 MiB as it comes', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(7)
    const owner = await serve(async (request) => {
      let sizeBytes = 0
      for await (const part of request.body ?? []) sizeBytes += part.byteLength
      return Response.json({ sizeBytes })
    })
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(chunk)
        if (++sent === 64) controller.close()
      },
    })
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' }
    const answer = await owner.fetch(new Request('http://ownpace/api/x', init))
    expect(await answer.json()).toEqual({ sizeBytes: 64 * 1024 * 1024 })
  })

  it('tells the owner when the other side stops reading', async () => {
    const told: string[] = []
    let tellBoth: () => void = () => undefined
    const toldBoth = new Promise<void>((resolve) => {
      tellBoth = resolve
    })
    const tell = (what: string): void => {
      told.push(what)
      if (told.length === 2) tellBoth()
    }
    const owner = await serve(async (request) => {
      request.signal.addEventListener('abort', () => tell('request aborted'))
      return new Response(
        new ReadableStream<Uint8Array>({
          start: (controller) => controller.enqueue(new Uint8Array([1])),
          cancel: () => tell('body cancelled'),
        }),
      )
    })
    const answer = await owner.fetch(new Request('http://ownpace/api/events'))
    const reader = answer.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await toldBoth
    expect(told.sort()).toEqual(['body cancelled', 'request aborted'])
  })

  it('gives up with the request that was given up', async () => {
    const owner = await serve(() => new Promise(() => undefined))
    const giving = new AbortController()
    const answer = owner.fetch(new Request('http://ownpace/api/x', { signal: giving.signal }))
    giving.abort()
    await expect(answer).rejects.toThrow()
  })

  it('answers 500 and logs where the handler throws, and goes on', async () => {
    let isBroken = true
    const owner = await serve(async () => {
      if (isBroken) throw new Error('broken')
      return new Response('whole')
    })
    expect((await owner.fetch(new Request('http://ownpace/api/x'))).status).toBe(500)
    expect(lines.at(-1)).toContain('broken')
    isBroken = false
    expect(await (await owner.fetch(new Request('http://ownpace/api/x'))).text()).toBe('whole')
  })

  it('is open to this person alone', async () => {
    await serve(async () => new Response('here'))
    expect((await stat(join(profileDir, 'socket'))).mode & 0o777).toBe(0o600)
  })

  it('stands elsewhere where the profile’s path is too long for one, and leaves nothing there', async () => {
    const deepDir = join(profileDir, 'a-folder-with-a-long-name'.repeat(4), 'and-another-one')
    await mkdir(deepDir, { recursive: true })
    const owner = await serve(async () => new Response('here'), deepDir)
    expect(await (await owner.fetch(new Request('http://ownpace/'))).text()).toBe('here')
    const address = readSocketAddress(deepDir) ?? ''
    expect(Buffer.byteLength(address)).toBeLessThanOrEqual(103)
    expect((await stat(address)).mode & 0o777).toBe(0o600)
    expect((await stat(dirname(address))).mode & 0o777).toBe(0o700)
    await served?.close()
    served = null
    expect(existsSync(dirname(address))).toBe(false)
    expect(await connectToOwner(deepDir)).toBeNull()
  })
})
