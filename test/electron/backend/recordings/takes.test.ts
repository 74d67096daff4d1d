import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PageEvent } from '../../../../domain/takes/journal.ts'
import { chunkEveryMs, maxChunkBytes, type TakeView } from '../../../../domain/takes/view.ts'
import { ended, newTake, question, started } from '../../../domain/takes/fixtures.ts'
import { makeVideo } from '../../../support/media.ts'
import { takesApp } from './serve-takes.ts'

const dayMs = 24 * 3600 * 1000
let profileDir: string
let nowMs: number
let app: Awaited<ReturnType<typeof takesApp>>

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'ownpace-takes-'))
  nowMs = Date.UTC(2026, 10, 16, 9)
  await restart()
})

afterEach(async () => {
  await app.jobs.close()
  await app.recordings.close()
  await rm(profileDir, { recursive: true, force: true })
})

async function restart(): Promise<void> {
  await app?.recordings.close()
  app = await takesApp(profileDir, () => nowMs)
}

async function request(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const isBytes = body instanceof Uint8Array
  const response = await app.app.request(path, {
    method,
    ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    headers: { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' },
  })
  return { status: response.status, body: await response.json().catch(() => null) }
}

const post = (path: string, body: unknown = {}) => request('POST', `/api/takes${path}`, body)
const view = async (take: string): Promise<TakeView> => (await request('GET', `/api/takes/${take}`)).body as TakeView

async function begin(): Promise<string> {
  const { status, body } = await post('', newTake)
  expect(status).toBe(201)
  return (body as { take: { id: string } }).take.id
}

const journal = (take: string, events: unknown[]) => post(`/${take}/journal`, { events: events as PageEvent[] })

function put(take: string, sequence: number | string, bytes: Uint8Array, track = 'screen') {
  return request('PUT', `/api/takes/${take}/segments/1/tracks/${track}/chunks/${sequence}`, bytes)
}

const dirOf = (take: string): string => join(profileDir, 'takes', take)

/** A recorded track as the page sends it: a live WebM of 2 s, cut into chunks. */
async function recordedChunks(): Promise<Uint8Array[]> {
  const path = await makeVideo({
    path: join(profileDir, 'made.webm'),
    secondsEach: 2,
    options: ['-f', 'webm', '-live', '1'],
  })
  const whole = await readFile(path)
  const size = Math.ceil(whole.length / 4)
  return [0, 1, 2, 3].map((index) => whole.subarray(index * size, (index + 1) * size))
}

async function recordedTake(): Promise<string> {
  const take = await begin()
  await journal(take, [started(1), question(1, 0, 'q1'), question(1, 1_000, 'q2')])
  for (const [sequence, chunk] of (await recordedChunks()).entries()) {
    expect((await put(take, sequence, chunk)).status).toBe(200)
  }
  return take
}

describe('a take on disk', () => {
  it('is the bytes of its chunks in files anyone can open, beside a journal in plain lines', async () => {
    const take = await recordedTake()
    expect((await readdir(dirOf(take))).sort()).toEqual([
      'journal.jsonl',
      'segment-001-screen.chunks',
      'segment-001-screen.webm',
      'take.json',
    ])
    const whole = Buffer.concat(await recordedChunks())
    expect(await readFile(join(dirOf(take), 'segment-001-screen.webm'))).toEqual(whole)
  })

  it('tells its true length and size, which no one wrote into it', async () => {
    const found = await view(await recordedTake())
    expect(found.status).toBe('recording')
    expect(found.durationMs).toBeGreaterThan(1_900)
    expect(found.durationMs).toBeLessThan(2_100)
    expect(found.sizeBytes).toBe(Buffer.concat(await recordedChunks()).length)
    expect(found.chapters).toEqual([
      { questionId: 'q1', startMs: 0 },
      { questionId: 'q2', startMs: 1_000 },
    ])
  })

  it('takes a chunk twice without holding it twice', async () => {
    const take = await recordedTake()
    const [first] = await recordedChunks()
    const before = await stat(join(dirOf(take), 'segment-001-screen.webm'))
    expect(await put(take, 0, first ?? new Uint8Array())).toMatchObject({ status: 200, body: { chunkCount: 4 } })
    expect((await stat(join(dirOf(take), 'segment-001-screen.webm'))).size).toBe(before.size)
  })

  it('names the chunk it expects when one was left out', async () => {
    const take = await recordedTake()
    const answer = await put(take, 9, new Uint8Array([1]))
    expect(answer).toMatchObject({ status: 409, body: { expected: 4, error: { code: 'conflict' } } })
  })

  it('refuses a chunk beyond 32 MiB, a track nobody began, and what no schema allows', async () => {
    const take = await begin()
    await journal(take, [started(1)])
    expect(await put(take, 0, new Uint8Array(maxChunkBytes + 1))).toMatchObject({ status: 413 })
    expect(await put(take, 0, new Uint8Array([1]), 'microphone')).toMatchObject({
      status: 400,
      body: { error: { code: 'wrong-usage' } },
    })
    expect(await put(take, 'first', new Uint8Array([1]))).toMatchObject({ status: 400 })
    expect(await put('..%2F..%2Fetc', 0, new Uint8Array([1]))).toMatchObject({ status: 400 })
    expect(await put('a'.repeat(26), 0, new Uint8Array([1]))).toMatchObject({ status: 404 })
    expect(await journal(take, [{ type: 'finished', atMs: 1 }])).toMatchObject({ status: 400 })
    expect(await post('', { ...newTake, layout: { bubble: { corner: 'middle', sizeFraction: 9 } } })).toMatchObject({
      status: 400,
    })
  })

  it('says which take is not here', async () => {
    expect(await request('GET', `/api/takes/${'a'.repeat(26)}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found' } },
    })
  })

  it('serves its tracks by range and nothing else of its folder', async () => {
    const take = await recordedTake()
    const part = await app.app.request(`/media/takes/${take}/segment-001-screen.webm`, {
      headers: { range: 'bytes=0-3' },
    })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-type')).toBe('video/webm')
    expect(Buffer.from(await part.arrayBuffer()).toString('hex')).toBe('1a45dfa3')
    for (const file of ['take.json', 'journal.jsonl', '..%2Ftake.json']) {
      expect((await app.app.request(`/media/takes/${take}/${file}`)).status).toBe(404)
    }
  })

  it('says so when its folder was taken away, and goes on when it is back', async () => {
    const take = await begin()
    await journal(take, [started(1)])
    await put(take, 0, Buffer.from('one'))
    await rm(dirOf(take), { recursive: true })
    expect(await put(take, 1, Buffer.from('two'))).toMatchObject({
      status: 503,
      body: { error: { code: 'folder-vanished' } },
    })
    expect(await journal(take, [ended(1, 5)])).toMatchObject({ status: 503 })
  })
})

describe('an interrupted take', () => {
  it('is offered after a restart with all that was acknowledged', async () => {
    const take = await recordedTake()
    await restart()
    const { body } = await request('GET', '/api/takes')
    expect((body as { takes: TakeView[] }).takes).toMatchObject([
      { take: { id: take }, status: 'interrupted', nextSegment: 2 },
    ])
  })

  it('is recording again as soon as its page goes on', async () => {
    const take = await recordedTake()
    await restart()
    expect(await put(take, 4, Buffer.from('more'))).toMatchObject({ status: 200, body: { chunkCount: 5 } })
    expect((await view(take)).status).toBe('recording')
  })

  it('can be finished as it is, a torn end and a torn journal included', async () => {
    const take = await recordedTake()
    await app.recordings.close()
    await appendFile(join(dirOf(take), 'segment-001-screen.webm'), Buffer.from([0xa3, 0x42]))
    await appendFile(join(dirOf(take), 'journal.jsonl'), '{"type":"que')
    await restart()
    expect(await post(`/${take}/finish`)).toMatchObject({ status: 200, body: { status: 'finished' } })
    const found = await view(take)
    expect(found.segments).toMatchObject([{ endReason: 'interrupted' }])
    expect(found.durationMs).toBeGreaterThan(1_900)
  })

  it('can be gone on with in a new segment', async () => {
    const take = await recordedTake()
    await restart()
    await journal(take, [started(2)])
    const [first = new Uint8Array()] = await recordedChunks()
    const path = `/api/takes/${take}/segments/2/tracks/screen/chunks/0`
    expect(await request('PUT', path, first)).toMatchObject({ status: 200 })
    const found = await view(take)
    expect(found).toMatchObject({ status: 'recording', nextSegment: 3 })
    expect(found.segments.map(({ endReason }) => endReason)).toEqual(['interrupted', null])
  })

  it('does not hide others behind one that cannot be read', async () => {
    const take = await recordedTake()
    const broken = await begin()
    await writeFile(join(dirOf(broken), 'take.json'), '{')
    const { body } = await request('GET', '/api/takes')
    expect((body as { takes: TakeView[] }).takes.map((found) => found.take.id)).toEqual([take])
  })
})

describe('a discarded take', () => {
  it('can be brought back', async () => {
    const take = await recordedTake()
    expect((await post(`/${take}/discard`)).body).toMatchObject({ status: 'discarded', removedAtMs: nowMs + 7 * dayMs })
    expect((await post(`/${take}/restore`)).body).toMatchObject({ status: 'interrupted', removedAtMs: null })
  })

  it('stays for a week and is gone with the first start after it', async () => {
    const take = await recordedTake()
    const kept = await recordedTake()
    await post(`/${take}/discard`)
    nowMs += 7 * dayMs - 1
    await restart()
    expect((await view(take)).status).toBe('discarded')
    nowMs += 2
    await restart()
    expect(await readdir(join(profileDir, 'takes'))).toEqual([kept])
  })

  it('stays when the clock was set back', async () => {
    const take = await recordedTake()
    await post(`/${take}/discard`)
    nowMs -= 400 * dayMs
    await restart()
    expect((await view(take)).status).toBe('discarded')
  })

  it('alone can be removed for good', async () => {
    const take = await recordedTake()
    expect(await request('DELETE', `/api/takes/${take}`)).toMatchObject({ status: 409 })
    await post(`/${take}/discard`)
    expect(await request('DELETE', `/api/takes/${take}`)).toMatchObject({ status: 200 })
    expect(await readdir(join(profileDir, 'takes'))).toEqual([])
  })
})

describe('a finished take', () => {
  it('becomes a prepared video whose length is what trimming left', async () => {
    const take = await recordedTake()
    await post(`/${take}/finish`)
    const { status, body } = await post(`/${take}/compose`, { trimStartMs: 500, trimEndMs: 1_500 })
    expect(status).toBe(202)
    const { jobId } = body as { jobId: string }
    const job = await jobEnd(jobId)
    expect(job).toMatchObject({ state: 'done', kind: 'compose', subject: take })
    const { prepared } = await view(take)
    expect(job?.result).toEqual({ preparedId: prepared })
    const video = await app.store.get(prepared ?? '')
    expect(Math.abs(video.durationMs - 1_000)).toBeLessThan(100)
    expect(video.chapters.map(({ questionId }) => questionId)).toEqual(['q1', 'q2'])
  })

  it('that holds nothing says so instead of making a video of nothing', async () => {
    const take = await begin()
    await journal(take, [started(1)])
    expect(await post(`/${take}/compose`, {})).toMatchObject({ status: 422, body: { error: { code: 'take-empty' } } })
  })
})

describe('the room on the disk', () => {
  it('is told in hours at the rate that is being recorded', async () => {
    const { status, body } = await request('GET', '/api/takes/room')
    expect(status).toBe(200)
    const room = body as { freeBytes: number; hoursLeft: number; bytesPerSecond: number }
    expect(room.freeBytes).toBeGreaterThan(0)
    const take = await begin()
    await journal(take, [started(1)])
    for (let sequence = 0; sequence < 6; sequence += 1) await put(take, sequence, new Uint8Array(100))
    const measured = (await request('GET', '/api/takes/room')).body as typeof room
    expect(measured.bytesPerSecond).toBe((100 * 1_000) / chunkEveryMs)
    expect(measured.hoursLeft).toBeGreaterThan(room.hoursLeft)
  })
})

/** Resolves with the job once it has ended. */
function jobEnd(jobId: string) {
  const find = () => app.jobs.snapshot().find(({ id }) => id === jobId)
  return new Promise<ReturnType<typeof find>>((resolve) => {
    const check = (): void => {
      const job = find()
      if (job && job.state !== 'queued' && job.state !== 'running') resolve(job)
    }
    app.bus.subscribe(check)
    check()
  })
}
