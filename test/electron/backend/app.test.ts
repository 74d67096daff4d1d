import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BackendEvent } from '../../../domain/views/events.ts'
import { type Device, thread } from './library/devices.ts'
import { setUpDevices } from './library/setup.ts'

const devices = setUpDevices('app')

async function oneDevice(): Promise<{ aya: Device; folder: string }> {
  const { aya, folder } = await devices.two()
  return { aya, folder }
}

function follow(device: Device, signal?: AbortSignal) {
  const events: BackendEvent[] = []
  const waiting: (() => void)[] = []
  let stop = (): void => undefined
  let rest = ''
  const ended = (async () => {
    const response = await device.backend.fetch(new Request('http://device/api/events', signal ? { signal } : {}))
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    stop = () => void reader.cancel()
    const decoder = new TextDecoder()
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        events.push(JSON.parse(line) as BackendEvent)
        for (const check of waiting.splice(0)) check()
      }
    }
  })()
  const next = async (isIt: (event: BackendEvent) => boolean): Promise<void> => {
    while (!events.some(isIt)) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  return { events, next, ended, stop: () => stop() }
}

describe('the backend', () => {
  it('tells an open page what changes, beginning with how far each library is', async () => {
    const { aya, folder } = await oneDevice()
    const library = await aya.create(folder)
    const page = follow(aya)
    await page.next((event) => event.type === 'changed' && event.library === library.id && event.n === library.n)
    await aya.say(library.id, thread)
    await page.next((event) => event.type === 'changed' && event.n > library.n)
    await page.next((event) => event.type === 'outbox')
    page.stop()
    await page.ended
  })

  it('ends its streams when it closes', async () => {
    const { aya } = await oneDevice()
    const page = follow(aya)
    await page.next((event) => event.type === 'beat')
    await aya.close()
    await page.ended
  })

  it('sees within seconds, while a page is open, what another device publishes', async () => {
    const { aya, ben, folder } = await devices.two()
    const library = await aya.create(folder)
    const { n } = await ben.join(folder, 'Ben')
    const page = follow(ben)
    await page.next((event) => event.type === 'changed')
    await aya.say(library.id, thread)
    await page.next((event) => event.type === 'changed' && event.n > n)
    page.stop()
  })

  it('gives a page everything that changed since it last asked, in pages', async () => {
    const { aya, folder } = await oneDevice()
    const library = await aya.create(folder)
    await aya.say(library.id, thread)
    type Page = { epoch: string; n: number; hasMore: boolean; records: { kind: string }[] }
    const changes = (query: string) => aya.call<Page>('GET', `/api/libraries/${library.id}/changes?${query}`)
    const first = await changes('limit=1')
    expect(first).toMatchObject({ hasMore: true, records: [{}] })
    const rest = await changes(`epoch=${first.epoch}&after=${first.n}&limit=500`)
    expect([...first.records, ...rest.records].map(({ kind }) => kind).sort()).toEqual(['person', 'thread'])
    expect(await changes(`epoch=${first.epoch}&after=${rest.n}`)).toMatchObject({ hasMore: false, records: [] })
  })

  it.each([
    ['GET', '/api/nowhere', undefined, 404, 'not-found'],
    ['GET', '/media/nowhere', undefined, 404, 'not-found'],
    ['POST', '/api/libraries', { dir: 7 }, 400, 'bad-request'],
    ['GET', `/api/libraries/${'a'.repeat(26)}/changes`, undefined, 404, 'not-found'],
    ['GET', '/api/libraries/..%2f..%2fetc/changes', undefined, 400, 'bad-request'],
    ['POST', '/api/outbox/abc/undo', undefined, 404, 'not-found'],
    ['PUT', '/api/private', { entries: [{ key: '../x', value: 1, atMs: 1 }] }, 400, 'bad-request'],
  ])('refuses %s %s with a code and a sentence', async (method, path, body, status, code) => {
    const { aya } = await oneDevice()
    const refused = aya.call(method, path, body)
    await expect(refused).rejects.toMatchObject({ status, answer: { error: { code, message: expect.any(String) } } })
  })

  it('answers what is no JSON at all as a bad request', async () => {
    const { aya } = await oneDevice()
    const headers = { 'content-type': 'application/json' }
    const response = await aya.backend.fetch(
      new Request('http://device/api/libraries', { method: 'POST', headers, body: '{' }),
    )
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'bad-request' } })
  })

  it('keeps what is private in the profile, and out of the folder', async () => {
    const { aya, folder } = await oneDevice()
    await aya.create(folder)
    const entries = [{ key: 'draft:note', value: 'Half a thought', atMs: 1 }]
    await aya.call('PUT', '/api/private', { entries })
    await aya.close()
    const again = await devices.start({ profileDir: join(aya.profileDir) })
    expect(await again.call('GET', '/api/private')).toEqual({ entries })
  })
})
