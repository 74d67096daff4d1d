import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importedTakeSchema } from '../../../../domain/takes/view.ts'
import { makeSound, makeVideo } from '../../../support/media.ts'
import { type TakesWorld, takesWorld } from './takes-world.ts'

let world: TakesWorld
let film: string
beforeEach(async () => {
  world = await takesWorld()
  film = await makeVideo({ path: join(world.profileDir, 'film.mp4'), secondsEach: 1, framesPerSecond: 10 })
})

afterEach(async () => {
  await world.close()
})

async function importPath(path: string, query = ''): Promise<string> {
  const { status, body } = await world.request('POST', `/api/takes/from-file${query}`, { path })
  expect(status).toBe(202)
  const job = await world.jobEnd((body as { jobId: string }).jobId)
  expect(job).toMatchObject({ state: 'done', kind: 'import' })
  return importedTakeSchema.parse(job.result).take
}

const takeNames = (): Promise<string[]> => readdir(join(world.profileDir, 'takes')).catch(() => [])

describe('a video made elsewhere', () => {
  it('becomes a finished take that keeps its bytes as they came', async () => {
    const take = await importPath(film, '?name=My%20film.mp4&library=lib&thread=t1&cycle=2026-w47')
    const view = await world.view(take)
    expect(view).toMatchObject({
      status: 'finished',
      take: {
        origin: { kind: 'file', fileName: 'My film.mp4', lost: [] },
        ...{ library: 'lib', thread: 't1', cycle: '2026-w47' },
      },
      segments: [{ tracks: [{ track: 'file', mimeType: 'video/mp4', file: 'segment-001-file.media' }] }],
    })
    expect(Math.abs(view.durationMs - 1_000)).toBeLessThan(60)
    expect(await readFile(join(world.dirOf(take), 'segment-001-file.media'))).toEqual(await readFile(film))
  })

  it('is handed over as bytes by a page in a browser, and nothing of the handing over stays', async () => {
    const posted = await world.request('POST', '/api/takes/from-file?name=a.mp4', await readFile(film))
    const job = await world.jobEnd((posted.body as { jobId: string }).jobId)
    expect(await takeNames()).toEqual([importedTakeSchema.parse(job.result).take])
  })

  it('is composed like a recording, with every edit', async () => {
    const take = await importPath(film)
    const { body } = await world.post(`/${take}/compose`, { edit: { cuts: [{ fromMs: 0, toMs: 400 }] } })
    const job = await world.jobEnd((body as { jobId: string }).jobId)
    expect(job.error).toBeUndefined()
    const video = await world.prepared((await world.view(take)).prepared ?? '')
    expect(Math.abs(video.durationMs - 600)).toBeLessThan(120)
    expect(video).toMatchObject({ width: 320, height: 180, hasSound: true, source: { take } })
    expect(await readFile(join(world.dirOf(take), 'segment-001-file.media'))).toEqual(await readFile(film))
  })

  it('may be a sound alone', async () => {
    const take = await importPath(await makeSound({ path: join(world.profileDir, 'voice.mp3') }))
    const view = await world.view(take)
    expect(view.segments[0]?.tracks[0]?.mimeType).toBe('audio/mpeg')
    const { body } = await world.post(`/${take}/compose`, { edit: {} })
    expect((await world.jobEnd((body as { jobId: string }).jobId)).error).toBeUndefined()
  })

  it('is shown by the last part of what it was called, without what no screen can show', async () => {
    const take = await importPath(film, `?name=${encodeURIComponent('..\\..\\secret/\u202Efilm\u0000.mp4')}`)
    expect((await world.view(take)).take.origin).toEqual({ kind: 'file', fileName: 'film.mp4', lost: [] })
  })

  it('that is no video is refused in words, and no take appears', async () => {
    const text = join(world.profileDir, 'text.mp4')
    await writeFile(text, '#EXTM3U\n#EXT-X-VERSION:3\n/etc/passwd\n')
    const { body } = await world.request('POST', '/api/takes/from-file', { path: text })
    const job = await world.jobEnd((body as { jobId: string }).jobId)
    expect(job.error).toMatchObject({ code: 'media-unreadable', kept: 'The file is as it was.' })
    expect(await takeNames()).toEqual([])
  })

  it('cannot be recorded into by a page', async () => {
    const take = await importPath(film)
    const path = `/api/takes/${take}/segments/1/tracks/file/chunks/0`
    expect(await world.request('PUT', path, new Uint8Array([1]))).toMatchObject({ status: 400 })
    const started = { type: 'segment-started', segment: 2, tracks: [{ track: 'file', mimeType: 'video/mp4' }], atMs: 1 }
    expect(await world.journal(take, [started])).toMatchObject({ status: 400 })
  })

  it('is found by an app that was killed while another was being brought in, and the half of that is gone', async () => {
    const take = await importPath(film)
    await world.restart(async () => {
      await writeFile(join(world.profileDir, 'takes', '.incoming-abc'), 'half')
    })
    expect(await takeNames()).toEqual([take])
  })
})
