import { randomBytes } from 'node:crypto'
import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statusOf, toFailure } from '../../../../../domain/failure.ts'
import { createEventBus } from '../../../../../electron/backend/events.ts'
import { createJobQueue, type JobQueue } from '../../../../../electron/backend/jobs/queue.ts'
import { createPreparedStore, type PreparedStore } from '../../../../../electron/backend/media/prepared/prepared.ts'
import { preparedMediaRoutes, preparedRoutes } from '../../../../../electron/backend/media/prepared/prepared-routes.ts'
import { writeBody } from '../../../../../electron/backend/media/prepared/receive-upload.ts'
import type { Ports } from '../../../../../electron/backend/ports.ts'
import { makeVideo, scratchDir, testFfmpeg } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
let store: PreparedStore
let queue: JobQueue
let video: string

beforeAll(async () => {
  scratch = await scratchDir()
  store = await createPreparedStore({ profileDir: scratch.dir, randomBytes })
  const bus = createEventBus(() => undefined)
  queue = createJobQueue({ bus, clock: { nowMs: () => 0 }, randomBytes, log: () => undefined })
  video = await makeVideo({ path: join(scratch.dir, 'a video.mp4') })
})
afterAll(() => scratch.remove())

function app(host: Ports['host'] = 'desktop', maxBytes?: number) {
  const routes = new Hono()
    .route('/api', preparedRoutes({ store, ffmpeg: testFfmpeg, queue, host, maxBytes }))
    .route('/media', preparedMediaRoutes({ store }))
  routes.onError((error, context) => {
    const failure = toFailure(error)
    return context.json({ error: failure.body }, statusOf(failure.code))
  })
  return routes
}

/** Resolves when the job has ended, whatever came of it. */
async function ended(jobId: string) {
  return await new Promise<ReturnType<JobQueue['snapshot']>[number]>((resolve) => {
    const look = () => {
      const job = queue.snapshot().find(({ id }) => id === jobId)
      if (job !== undefined && job.state !== 'queued' && job.state !== 'running') return resolve(job)
      setImmediate(look)
    }
    look()
  })
}

const incoming = async () => (await readdir(join(scratch.dir, 'prepared'))).filter((name) => name.startsWith('.'))

describe('handing over a video', () => {
  it('takes its bytes, prepares it, and serves what came of it', async () => {
    const body = await readFile(video)
    const posted = await app('browser').request('/api/prepared?name=My%20lesson.mp4', { method: 'POST', body })
    expect(posted.status).toBe(202)
    const { jobId } = (await posted.json()) as { jobId: string }
    const { state, result } = await ended(jobId)
    expect(state).toBe('done')
    const { preparedId } = result as { preparedId: string }
    const got = await app().request(`/api/prepared/${preparedId}`)
    expect(await got.json()).toMatchObject({ id: preparedId, source: { fileName: 'My lesson.mp4' }, hasSound: true })
    expect(await incoming()).toEqual([])

    const part = await app().request(`/media/prepared/${preparedId}/video.mp4`, { headers: { range: 'bytes=4-7' } })
    expect([part.status, await part.text()]).toEqual([206, 'ftyp'])
    const head = await app().request(`/media/prepared/${preparedId}/poster.webp`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'image/webp', ''])
    const other = await app().request(`/media/prepared/${preparedId}/prepared.json`)
    expect(other.status).toBe(404)
  })

  it('takes a path from the desktop and the terminal, and never from a page in a browser', async () => {
    const json = (path: unknown) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path }),
    })
    const named = await app('terminal').request('/api/prepared', json(video))
    expect(named.status).toBe(202)
    const { jobId } = (await named.json()) as { jobId: string }
    expect(await ended(jobId)).toMatchObject({ state: 'done', title: 'a video.mp4' })
    expect((await readFile(video)).length).toBeGreaterThan(0)
    expect((await app('browser').request('/api/prepared', json(video))).status).toBe(501)
    expect((await app().request('/api/prepared', json('relative.mp4'))).status).toBe(400)
    expect((await app().request('/api/prepared', json(7))).status).toBe(400)
    expect((await app().request('/api/prepared', json(join(scratch.dir, 'none.mp4')))).status).toBe(404)
  })

  it('fails the job in plain words where the bytes are no video', async () => {
    const posted = await app().request('/api/prepared?name=notes.mp4', { method: 'POST', body: 'only notes' })
    const { jobId } = (await posted.json()) as { jobId: string }
    expect(await ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'media-unreadable' } })
    expect(await incoming()).toEqual([])
  })

  it('refuses more than the limit, announced or not, and keeps nothing of it', async () => {
    const announced = { method: 'POST', body: 'x'.repeat(100), headers: { 'content-length': '100' } }
    expect((await app('desktop', 50).request('/api/prepared', announced)).status).toBe(413)
    const body = new Blob(['x'.repeat(100)]).stream()
    const streamed = new Request('http://page/api/prepared', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect((await app('desktop', 50).request(streamed)).status).toBe(413)
    expect(await incoming()).toEqual([])
  })

  it('keeps nothing when the sender goes away in the middle', async () => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 3) controller.enqueue(new Uint8Array(1000))
        else controller.error(new Error('the page went away'))
      },
    })
    const request = new Request('http://page/api/prepared', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect((await app().request(request)).status).toBe(500)
    expect(await incoming()).toEqual([])
  })

  it.runIf(process.platform === 'linux')('says that the disk is full when it is', async () => {
    const file = await open('/dev/full', 'w')
    const body = new Blob(['video']).stream()
    await expect(writeBody({ body, file, maxBytes: 1000 })).rejects.toMatchObject({
      code: 'disk-full',
      kept: 'The file you chose is as it was; the half copy was removed.',
    })
    await file.close()
  })

  it('lists and removes prepared videos, and knows no others', async () => {
    const { prepared } = (await (await app().request('/api/prepared')).json()) as { prepared: { id: string }[] }
    const id = prepared[0]?.id ?? ''
    expect((await app().request(`/api/prepared/${id}`, { method: 'DELETE' })).status).toBe(200)
    expect((await app().request(`/api/prepared/${id}`)).status).toBe(404)
    expect((await app().request('/api/prepared/..%2Fx')).status).toBe(400)
    expect((await app().request(`/media/prepared/${id}/video.mp4`)).status).toBe(404)
  })
})
