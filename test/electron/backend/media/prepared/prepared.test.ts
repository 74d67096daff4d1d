import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unedited } from '../../../../../domain/takes/edit.ts'
import { screenWith } from '../../../../../domain/takes/take.ts'
import { createEventBus } from '../../../../../electron/backend/events.ts'
import { createJobQueue, type JobQueue } from '../../../../../electron/backend/jobs/queue.ts'
import type { Ffmpeg } from '../../../../../electron/backend/media/ffmpeg/run.ts'
import { createPrepareTake, importVideo } from '../../../../../electron/backend/media/prepared/prepare.ts'
import {
  createPreparedStore,
  type MadeVideo,
  type PreparedStore,
} from '../../../../../electron/backend/media/prepared/prepared.ts'
import { makeVideo, scratchDir, testFfmpeg } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
let ffmpeg: Ffmpeg
let profileDir: string
let store: PreparedStore
let queue: JobQueue
let profiles = 0

beforeAll(async () => {
  scratch = await scratchDir()
  ffmpeg = await testFfmpeg()
})
afterAll(() => scratch.remove())
beforeEach(async () => {
  profileDir = join(scratch.dir, `profile-${profiles++}`)
  store = await createPreparedStore({ profileDir, randomBytes })
  const bus = createEventBus(() => undefined)
  queue = createJobQueue({ bus, clock: { nowMs: () => 0 }, randomBytes, log: () => undefined })
})

const deps = () => ({ store, ffmpeg: async () => ffmpeg, queue })
const inStore = () => readdir(join(profileDir, 'prepared'))

const facts: MadeVideo = {
  source: { fileName: 'a.mp4' },
  ...{ durationMs: 1000, width: 320, height: 180, sizeBytes: 5, hasSound: true, chapters: [] },
}

async function makeFiles(dir: string): Promise<MadeVideo> {
  await writeFile(join(dir, 'video.mp4'), 'video')
  await writeFile(join(dir, 'poster.webp'), 'poster')
  return facts
}

describe('the prepared videos', () => {
  it('stand under their id only when all of them is there', async () => {
    const id = store.newId()
    await store.create(id, async (dir) => {
      await expect(store.get(id)).rejects.toMatchObject({ code: 'not-found' })
      expect(await store.list()).toEqual([])
      return makeFiles(dir)
    })
    expect(await store.get(id)).toMatchObject({ id, ...facts })
    expect(await store.list()).toMatchObject([{ id, ...facts }])
    expect(await readFile(store.assetPath(id, 'video.mp4'), 'utf8')).toBe('video')
    expect(await readdir(join(profileDir, 'prepared', id))).toEqual(['poster.webp', 'prepared.json', 'video.mp4'])
  })

  it('leave nothing when making one fails, or a file of it is missing', async () => {
    const failing = store.create(store.newId(), async (dir) => {
      await makeFiles(dir)
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    await expect(store.create(store.newId(), async () => facts)).rejects.toThrow()
    expect(await inStore()).toEqual([])
  })

  it('say that the disk is full when it is', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
    const failing = store.create(store.newId(), () => Promise.reject(full))
    await expect(failing).rejects.toMatchObject({ code: 'disk-full', kept: expect.stringContaining('original') })
  })

  it('are removed as a whole', async () => {
    const { id } = await store.create(store.newId(), makeFiles)
    await store.remove(id)
    await expect(store.get(id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(store.remove(id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await inStore()).toEqual([])
  })

  it('give no path to anything but their own two files', () => {
    for (const id of ['..', '../../etc', 'A'.repeat(16), '']) {
      expect(() => store.assetPath(id, 'video.mp4')).toThrow('not on this device')
    }
    for (const asset of ['prepared.json', '../x', 'video.mp4/..', '__proto__']) {
      expect(() => store.assetPath('a'.repeat(16), asset)).toThrow('not on this device')
    }
  })

  it('are swept of what a crash left half done', async () => {
    const { id } = await store.create(store.newId(), makeFiles)
    await mkdir(join(profileDir, 'prepared', '.making-abc'))
    await writeFile(store.incomingPath(), 'half')
    const next = await createPreparedStore({ profileDir, randomBytes })
    expect(await inStore()).toEqual([id])
    expect(await next.get(id)).toMatchObject({ id })
  })

  it('survive a broken one among them', async () => {
    const { id } = await store.create(store.newId(), makeFiles)
    const broken = await store.create(store.newId(), makeFiles)
    await writeFile(join(profileDir, 'prepared', broken.id, 'prepared.json'), '{')
    expect((await store.list()).map((video) => video.id)).toEqual([id])
  })
})

describe('importing a video', () => {
  it('compresses it, makes its poster and tells what it is', async () => {
    const path = await makeVideo({ path: join(scratch.dir, 'lesson.webm'), width: 321, height: 181 })
    const { jobId, done } = importVideo({ ...deps(), path, fileName: 'lesson.webm' })
    const { preparedId } = (await done) as { preparedId: string }
    expect(await store.get(preparedId)).toMatchObject({ source: { fileName: 'lesson.webm' }, width: 320, height: 180 })
    expect(queue.snapshot()).toMatchObject([
      { id: jobId, kind: 'import', subject: preparedId, state: 'done', result: { preparedId } },
    ])
    const poster = await readFile(store.assetPath(preparedId, 'poster.webp'))
    expect(poster.toString('latin1', 8, 12)).toBe('WEBP')
  })

  it('fails in plain words on what is no video, and keeps nothing of it', async () => {
    const path = join(scratch.dir, 'text.mp4')
    await writeFile(path, 'just words')
    await expect(importVideo({ ...deps(), path, fileName: 'text.mp4' }).done).rejects.toMatchObject({
      code: 'media-unreadable',
    })
    expect(queue.snapshot()).toMatchObject([{ state: 'failed', error: { code: 'media-unreadable' } }])
    expect(await inStore()).toEqual([])
  })

  it('leaves nothing when it is cancelled', async () => {
    const colours = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'red' : 'blue'))
    const path = await makeVideo({
      path: join(scratch.dir, 'long.mp4'),
      colours,
      secondsEach: 10,
      width: 640,
      height: 360,
    })
    const bus = createEventBus(() => undefined)
    const cancelling = createJobQueue({ bus, clock: { nowMs: () => 0 }, randomBytes, log: () => undefined })
    bus.subscribe((event) => {
      if (event.type === 'job' && (event.job.progress.fraction ?? 0) > 0.02) cancelling.cancel(event.job.id)
    })
    const { done } = importVideo({ ...deps(), queue: cancelling, path, fileName: 'long.mp4' })
    await expect(done).rejects.toMatchObject({ code: 'cancelled' })
    expect(await inStore()).toEqual([])
  })
})

describe('preparing a take', () => {
  it('composes it with its chapters moved by what was trimmed', async () => {
    const screen = await makeVideo({ path: join(scratch.dir, 'take.webm'), colours: ['blue', 'lime'], secondsEach: 2 })
    const steps = new Set<string>()
    const fractions: number[] = []
    const id = await createPrepareTake(deps())(
      {
        takeId: 'take',
        segments: [
          { durationMs: 4000, region: null, tracks: [{ track: 'screen', mimeType: 'video/webm', path: screen }] },
        ],
        layouts: [{ fromMs: 0, layout: screenWith(null) }],
        madeDir: join(scratch.dir, 'made'),
        replacements: [],
        edit: {
          ...unedited,
          cuts: [
            { fromMs: 0, toMs: 1000 },
            { fromMs: 3500, toMs: 4000 },
          ],
        },
        chapters: [
          { questionId: 'done', startMs: 0 },
          { questionId: 'next', startMs: 2000 },
          { questionId: 'blocked', startMs: 3800 },
        ],
      },
      {
        signal: new AbortController().signal,
        report: ({ fraction, step }) => {
          steps.add(step)
          fractions.push(fraction ?? 0)
        },
      },
    )
    expect(await store.get(id)).toMatchObject({
      source: { take: 'take' },
      durationMs: 2500,
      chapters: [
        { questionId: 'done', startMs: 0 },
        { questionId: 'next', startMs: 1000 },
      ],
    })
    expect([...steps]).toEqual(['Compressing', 'Making the still picture'])
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })
})
