import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PiecesView } from '../../../../domain/takes/pieces.ts'
import type { Job } from '../../../../domain/views/job.ts'
import { newTake, started } from '../../../domain/takes/fixtures.ts'
import { ffmpegRaw } from '../../../support/media.ts'
import { type SmallDisk, smallDisk } from '../../../support/small-disk.ts'
import { type TakesWorld, takesWorld } from './takes-world.ts'

const fixture = join(import.meta.dirname, '../../../fixtures/media/recorder-h264.webm')
let chunks: Buffer[]
let world: TakesWorld

beforeAll(async () => {
  const whole = await readFile(fixture)
  const size = Math.ceil(whole.length / 8)
  chunks = Array.from({ length: 8 }, (_, index) => whole.subarray(index * size, (index + 1) * size))
})

const segmentMs = (ms: number) => ({ segment: 1, segmentMs: ms, atMs: 2_000 + ms })
const paused = { type: 'paused', ...segmentMs(1_500) }

async function beginTake(): Promise<string> {
  const take = await world.begin()
  const tracks = [{ track: 'screen', mimeType: 'video/webm;codecs=h264,opus' }]
  expect((await world.journal(take, [{ ...started(1), tracks }])).status).toBe(200)
  return take
}

async function putAll(take: string, from: number, to: number): Promise<void> {
  for (let sequence = from; sequence < to; sequence += 1) {
    const bytes = chunks[sequence] ?? new Uint8Array()
    expect((await world.put({ take, sequence, bytes })).status).toBe(200)
  }
}

async function compose(take: string): Promise<Job> {
  const { body } = await world.post(`/${take}/compose`, { edit: {} })
  return await world.jobEnd((body as { jobId: string }).jobId)
}

/** Sends chunks as the page does, which sends again what was refused; resolves to the refusals. */
async function putStubbornly(take: string, from: number, to: number): Promise<{ status: number; body: unknown }[]> {
  const refusals: { status: number; body: unknown }[] = []
  for (let sequence = from; sequence < to; sequence += 1) {
    const put = () => world.put({ take, sequence, bytes: chunks[sequence] ?? new Uint8Array() })
    const answer = await put()
    if (answer.status === 200) continue
    refusals.push(answer)
    expect((await put()).status).toBe(200)
  }
  return refusals
}

const trackOf = (take: string): Promise<Buffer> => readFile(join(world.dirOf(take), 'segment-001-screen.webm'))

const tried = await smallDisk(1024 * 1024)
if ('why' in tried) console.warn(`A full disk is not tested: ${tried.why}`)
else await tried.remove()

describe.skipIf('why' in tried)('a full disk', () => {
  let disk: SmallDisk

  beforeEach(async () => {
    const mounted = await smallDisk(4 * 1024 * 1024)
    if ('why' in mounted) throw new Error(mounted.why)
    disk = mounted
    world = await takesWorld({ profileDir: join(disk.dir, 'profile') })
  })

  afterEach(async () => {
    await world.close()
    await disk.remove()
  })

  it('stops a recording cleanly, with all of it, and says so; the room that was held back takes its end', async () => {
    const take = await beginTake()
    await putAll(take, 0, 4)
    await disk.fill()
    const full = { status: 507, body: { error: { code: 'disk-full', kept: expect.any(String) } } }
    expect(await putStubbornly(take, 4, 8)).toMatchObject([full])
    expect((await world.request('GET', '/api/takes/room')).body).toMatchObject({ isFull: true })
    expect((await world.journal(take, [paused])).status).toBe(200)
    expect(await world.post(`/${take}/finish`)).toMatchObject({ status: 200, body: { status: 'finished' } })
    expect((await trackOf(take)).equals(Buffer.concat(chunks))).toBe(true)
    expect((await world.view(take)).durationMs).toBeGreaterThan(2_900)
  })

  it('lets a journal be written on the room that was held back, chunk or not', async () => {
    const take = await beginTake()
    await putAll(take, 0, 8)
    await disk.fill()
    expect(
      (
        await world.journal(
          take,
          Array.from({ length: 150 }, () => paused),
        )
      ).status,
    ).toBe(200)
    expect((await world.post(`/${take}/finish`)).status).toBe(200)
  })

  it('lets the recording go on once there is room again, and holds room back anew', async () => {
    const take = await beginTake()
    await putAll(take, 0, 4)
    await disk.fill()
    expect(await putStubbornly(take, 4, 7)).toHaveLength(1)
    await disk.makeRoom()
    expect((await world.request('GET', '/api/takes/room')).body).toMatchObject({ isFull: false })
    await putAll(take, 7, 8)
    const held = async (): Promise<boolean> =>
      (await readdir(join(world.profileDir, 'takes'))).some((name) => name.startsWith('.reserve-'))
    await expect.poll(held).toBe(true)
    expect((await world.post(`/${take}/finish`)).status).toBe(200)
    expect(await held()).toBe(false)
  })

  it('leaves no half video, keeps the recording, and the video is made once there is room', async () => {
    const take = await beginTake()
    await putAll(take, 0, 8)
    await world.post(`/${take}/finish`)
    await disk.fill()
    const failed = await compose(take)
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'disk-full', kept: expect.any(String) } })
    expect(await readdir(join(world.profileDir, 'prepared'))).toEqual([])
    expect((await trackOf(take)).equals(Buffer.concat(chunks))).toBe(true)
    await disk.makeRoom()
    expect((await compose(take)).state).toBe('done')
  })

  it('that fills up while pieces are joined leaves no half video and keeps the pieces; the next time it is made of them', async () => {
    const take = await beginTake()
    const path = join(disk.dir, 'noise.webm')
    // Noise cannot be made small, so that the sound beside it counts for little.
    const noise = ['-f', 'lavfi', '-i', 'nullsrc=s=160x90:r=15:d=2,geq=random(1)*255:128:128']
    const voice = ['-f', 'lavfi', '-i', 'sine=d=2']
    const codecs = ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '2M', '-c:a', 'libopus', '-live', '1']
    await ffmpegRaw([...noise, ...voice, ...codecs, path])
    expect((await world.put({ take, sequence: 0, bytes: await readFile(path) })).status).toBe(200)
    await rm(path)
    await world.post(`/${take}/finish`)
    const { preparedId } = (await compose(take)).result as { preparedId: string }
    const { sizeBytes } = await world.prepared(preparedId)
    expect(sizeBytes).toBeGreaterThan(120_000)
    await rm(join(world.profileDir, 'prepared', preparedId), { recursive: true })
    const made = async (): Promise<string[]> => await readdir(join(world.dirOf(take), 'made'))
    const pieces = (await made()).filter((name) => name.endsWith('.mp4'))

    await disk.fill()
    await disk.makeRoom(sizeBytes >> 1)
    const failed = await compose(take)
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'disk-full', kept: expect.any(String) } })
    // All pieces are there, and there is room for the sound.
    expect(failed.progress.fraction).toBeGreaterThan(0.8)
    expect(await readdir(join(world.profileDir, 'prepared'))).toEqual([])
    expect((await made()).filter((name) => !name.startsWith('sound.'))).toEqual(pieces)
    await disk.makeRoom()
    const again = (await compose(take)).result as { preparedId: string }
    expect((await world.prepared(again.preparedId)).sizeBytes).toBe(sizeBytes)
  })

  it('leaves the room that is left to a recording, and shows it once it has ended', async () => {
    const take = await beginTake()
    await putAll(take, 0, 8)
    const areReady = async (): Promise<boolean[]> => {
      const { body } = await world.request('GET', `/api/takes/${take}/pieces`)
      return (body as PiecesView).pieces.map(({ isReady }) => isReady)
    }
    expect(await areReady()).not.toContain(true)
    await world.post(`/${take}/finish`)
    await expect.poll(areReady, { timeout: 20_000 }).toEqual([true, true])
  })

  it('refuses to begin a recording or to bring in a file, in words, before anything is written', async () => {
    await disk.fill()
    const begun = await world.post('', newTake)
    expect(begun).toMatchObject({ status: 507, body: { error: { code: 'disk-full', remedy: expect.any(String) } } })
    const brought = await world.request('POST', '/api/takes/from-file', { path: fixture })
    expect(brought).toMatchObject({ status: 507, body: { error: { code: 'disk-full', kept: expect.any(String) } } })
    expect(await world.list()).toEqual([])
  })

  it('that is pulled out while one records is told, and the rest of the app goes on', async () => {
    const take = await beginTake()
    await putAll(take, 0, 4)
    await disk.pull()
    const refused = await world.put({ take, sequence: 4, bytes: chunks[4] ?? new Uint8Array() })
    expect(refused).toMatchObject({ status: 503, body: { error: { code: 'folder-vanished' } } })
    expect(await world.journal(take, [paused])).toMatchObject({ status: 503 })
    expect(await world.list()).toEqual([])
  })
})

describe('a takes folder that is away', () => {
  beforeEach(async () => {
    world = await takesWorld()
  })

  afterEach(async () => {
    await world.close()
  })

  const away = () => rename(join(world.profileDir, 'takes'), join(world.profileDir, 'takes-away'))
  const back = () => rename(join(world.profileDir, 'takes-away'), join(world.profileDir, 'takes'))

  it('stops a recording in words, and everything goes on where it stood once it is back', async () => {
    const take = await beginTake()
    await putAll(take, 0, 4)
    await away()
    const refused = await world.put({ take, sequence: 4, bytes: chunks[4] ?? new Uint8Array() })
    expect(refused).toMatchObject({
      status: 503,
      body: { error: { code: 'folder-vanished', kept: expect.any(String) } },
    })
    expect(await world.post(`/${take}/finish`)).toMatchObject({ status: 404 })
    await back()
    await putAll(take, 4, 8)
    expect((await world.post(`/${take}/finish`)).status).toBe(200)
    expect((await trackOf(take)).equals(Buffer.concat(chunks))).toBe(true)
  })

  it('ends composing in words, with nothing half, and the video is made once it is back', async () => {
    const take = await beginTake()
    await putAll(take, 0, 8)
    await world.post(`/${take}/finish`)
    const { body } = await world.post(`/${take}/compose`, { edit: {} })
    await away()
    const failed = await world.jobEnd((body as { jobId: string }).jobId)
    expect(failed.state).toBe('failed')
    expect(failed.error?.kept).toEqual(expect.any(String))
    expect(JSON.stringify(failed.error)).not.toContain(world.profileDir)
    expect(await readdir(join(world.profileDir, 'prepared'))).toEqual([])
    await rm(join(world.profileDir, 'takes'), { recursive: true, force: true })
    await back()
    expect((await compose(take)).state).toBe('done')
  })
})
