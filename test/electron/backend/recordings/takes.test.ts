import { appendFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { maxChunkBytes } from '../../../../domain/takes/view.ts'
import { ended, newTake, started } from '../../../domain/takes/fixtures.ts'
import { type TakesWorld, takesWorld } from './takes-world.ts'

let world: TakesWorld
const bytes = new Uint8Array([1])
beforeEach(async () => {
  world = await takesWorld()
})

afterEach(async () => {
  await world.close()
})

describe('a take on disk', () => {
  it('is the bytes of its chunks in files anyone can open, beside a journal in plain lines', async () => {
    const take = await world.recordedTake()
    // `made` is a cache of what is composed of it.
    const names = (await readdir(world.dirOf(take))).filter((name) => name !== 'made')
    expect(names.sort()).toEqual(['journal.jsonl', 'segment-001-screen.chunks', 'segment-001-screen.webm', 'take.json'])
    const whole = Buffer.concat(await world.recordedChunks())
    expect(await readFile(join(world.dirOf(take), 'segment-001-screen.webm'))).toEqual(whole)
  })

  it('tells its true length and size, which no one wrote into it', async () => {
    const found = await world.view(await world.recordedTake())
    expect(found.status).toBe('recording')
    expect(found.durationMs).toBeGreaterThan(1_900)
    expect(found.durationMs).toBeLessThan(2_100)
    expect(found.sizeBytes).toBe(Buffer.concat(await world.recordedChunks()).length)
    expect(found.chapters).toEqual([
      { questionId: 'q1', startMs: 0 },
      { questionId: 'q2', startMs: 1_000 },
    ])
  })

  it('takes a chunk twice without holding it twice', async () => {
    const take = await world.recordedTake()
    const [first] = await world.recordedChunks()
    const before = await stat(join(world.dirOf(take), 'segment-001-screen.webm'))
    expect(await world.put({ take, sequence: 0, bytes: first ?? new Uint8Array() })).toMatchObject({
      status: 200,
      body: { chunkCount: 4 },
    })
    expect((await stat(join(world.dirOf(take), 'segment-001-screen.webm'))).size).toBe(before.size)
  })

  it('names the chunk it expects when one was left out', async () => {
    const take = await world.recordedTake()
    const answer = await world.put({ take, sequence: 9, bytes })
    expect(answer).toMatchObject({ status: 409, body: { expected: 4, error: { code: 'conflict' } } })
  })

  it('refuses a chunk beyond 32 MiB, a track nobody began, and what no schema allows', async () => {
    const take = await world.begin()
    await world.journal(take, [started(1)])
    expect(await world.put({ take, sequence: 0, bytes: new Uint8Array(maxChunkBytes + 1) })).toMatchObject({
      status: 413,
    })
    expect(await world.put({ take, sequence: 0, bytes, track: 'microphone' })).toMatchObject({
      status: 400,
      body: { error: { code: 'wrong-usage' } },
    })
    expect(await world.put({ take, sequence: 'first', bytes })).toMatchObject({ status: 400 })
    expect(await world.put({ take: '..%2F..%2Fetc', sequence: 0, bytes })).toMatchObject({ status: 400 })
    expect(await world.put({ take: 'a'.repeat(26), sequence: 0, bytes })).toMatchObject({ status: 404 })
    expect(await world.journal(take, [{ type: 'finished', atMs: 1 }])).toMatchObject({ status: 400 })
    expect(
      await world.post('', { ...newTake, layout: { bubble: { corner: 'middle', sizeFraction: 9 } } }),
    ).toMatchObject({
      status: 400,
    })
  })

  it('says which take is not here', async () => {
    expect(await world.request('GET', `/api/takes/${'a'.repeat(26)}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found' } },
    })
  })

  it('serves its tracks by range and nothing else of its folder', async () => {
    const take = await world.recordedTake()
    const part = await world.media(`${take}/segment-001-screen.webm`, { range: 'bytes=0-3' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-type')).toBe('video/webm')
    expect(Buffer.from(await part.arrayBuffer()).toString('hex')).toBe('1a45dfa3')
    for (const file of ['take.json', 'journal.jsonl', '..%2Ftake.json']) {
      expect((await world.media(`${take}/${file}`)).status).toBe(404)
    }
  })

  it('says so when its folder was taken away, and goes on when it is back', async () => {
    const take = await world.begin()
    await world.journal(take, [started(1)])
    await world.put({ take, sequence: 0, bytes })
    await rm(world.dirOf(take), { recursive: true })
    expect(await world.put({ take, sequence: 1, bytes })).toMatchObject({
      status: 503,
      body: { error: { code: 'folder-vanished' } },
    })
    expect(await world.journal(take, [ended(1, 5)])).toMatchObject({ status: 503 })
  })
})

describe('an interrupted take', () => {
  it('is offered after a restart with all that was acknowledged', async () => {
    const take = await world.recordedTake()
    await world.restart()
    expect(await world.list()).toMatchObject([{ take: { id: take }, status: 'interrupted', nextSegment: 2 }])
  })

  it('is recording again as soon as its page goes on', async () => {
    const take = await world.recordedTake()
    await world.restart()
    expect(await world.put({ take, sequence: 4, bytes })).toMatchObject({ status: 200, body: { chunkCount: 5 } })
    expect((await world.view(take)).status).toBe('recording')
  })

  it('can be finished as it is, a torn end and a torn journal included', async () => {
    const take = await world.recordedTake()
    await world.restart(async () => {
      await appendFile(join(world.dirOf(take), 'segment-001-screen.webm'), Buffer.from([0xa3, 0x42]))
      await appendFile(join(world.dirOf(take), 'journal.jsonl'), '{"type":"que')
    })
    expect(await world.post(`/${take}/finish`)).toMatchObject({ status: 200, body: { status: 'finished' } })
    const found = await world.view(take)
    expect(found.segments).toMatchObject([{ endReason: 'interrupted' }])
    expect(found.durationMs).toBeGreaterThan(1_900)
  })

  it('can be gone on with in a new segment', async () => {
    const take = await world.recordedTake()
    await world.restart()
    await world.journal(take, [started(2)])
    const [first = new Uint8Array()] = await world.recordedChunks()
    const path = `/api/takes/${take}/segments/2/tracks/screen/chunks/0`
    expect(await world.request('PUT', path, first)).toMatchObject({ status: 200 })
    const found = await world.view(take)
    expect(found).toMatchObject({ status: 'recording', nextSegment: 3 })
    expect(found.segments.map(({ endReason }) => endReason)).toEqual(['interrupted', null])
  })

  it('does not hide others behind one that cannot be read', async () => {
    const take = await world.recordedTake()
    const broken = await world.begin()
    await writeFile(join(world.dirOf(broken), 'take.json'), '{')
    expect((await world.list()).map((found) => found.take.id)).toEqual([take])
  })
})
