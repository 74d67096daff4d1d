import { appendFile, chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { TakeCaptionsAnswer } from '../../../../domain/captions/take-captions.ts'
import { importedTakeSchema, type TakeView } from '../../../../domain/takes/view.ts'
import type { Job } from '../../../../domain/views/job.ts'
import type { VideoItemView } from '../../../../domain/views/records.ts'
import { publishedVideo } from '../../../support/published-video.ts'
import { type Device, until } from '../library/devices.ts'
import { setUpDevices } from '../library/setup.ts'

const devices = setUpDevices('published-again')
const film = join(import.meta.dirname, '../../../fixtures/media/whole.mp4')

async function jobEnd(device: Device, jobId: string): Promise<Job> {
  let ended: Job | undefined
  await until(async () => {
    const job = (await device.call<Job[]>('GET', '/api/jobs')).find(({ id }) => id === jobId)
    if (job && job.state !== 'queued' && job.state !== 'running') ended = job
    return ended !== undefined
  })
  if (ended === undefined) throw new Error('it never ended')
  return ended
}

async function takeOf(device: Device, path: string, body: object): Promise<TakeView> {
  const { jobId } = await device.call<{ jobId: string }>('POST', `/api/takes/${path}`, body)
  const job = await jobEnd(device, jobId)
  if (job.error) throw new Error(JSON.stringify(job.error))
  return await device.call('GET', `/api/takes/${importedTakeSchema.parse(job.result).take}`)
}

it('a published video of one’s own becomes a take again by its true bytes, and only of one’s own', async () => {
  const { aya, ben, folder } = await devices.two()
  const { id: library } = await aya.create(folder)
  const brought = await takeOf(aya, 'from-file', { path: film })
  const composing = await aya.call<{ jobId: string }>('POST', `/api/takes/${brought.take.id}/compose`, { edit: {} })
  const { result } = await jobEnd(aya, composing.jobId)
  const { preparedId } = result as { preparedId: string }
  const vtt = 'WEBVTT\n\n00:00:00.200 --> 00:00:01.500\nThe same day.\n'
  const words = { title: 'How it settles', about: '', captions: [{ language: 'de', vtt }] }
  const item = await aya.say(library, { request: 'video.publish', ...words, video: { prepared: preparedId } })
  await until(async () => {
    const view = await aya.call<TakeView>('GET', `/api/takes/${brought.take.id}`)
    return view.status === 'published' && view.publishedLibrary === library
  })
  expect(await aya.call('GET', '/api/takes/on-disk')).toMatchObject({ takes: [{ mayGo: 'published', daysLeft: 14 }] })

  const again = await takeOf(aya, 'from-item', { library, item })
  expect(again).toMatchObject({ status: 'finished', take: { origin: { kind: 'published', library, item } } })
  expect(Math.abs(again.durationMs - 2_000)).toBeLessThan(60)
  const published = await publishedVideo(folder)
  const kept = join(aya.profileDir, 'takes', again.take.id, 'segment-001-file.media')
  expect((await readFile(kept)).equals(await readFile(published))).toBe(true)

  // What was said in it is known: this device writes no captions of its own.
  const { captions } = await aya.call<TakeCaptionsAnswer>('GET', `/api/takes/${again.take.id}/captions`)
  expect(captions).toEqual({ language: 'de', madeBy: 'person', vtt: expect.stringContaining('The same day.') })

  await ben.join(folder, 'Ben')
  await until(
    async () => (await ben.call<{ id: string }[]>('GET', `/api/libraries/${library}/records?kind=video`)).length > 0,
  )
  await expect(ben.call('POST', '/api/takes/from-item', { library, item })).rejects.toMatchObject({ status: 403 })

  await chmod(published, 0o600)
  await appendFile(published, 'a byte that nobody published')
  await expect(takeOf(aya, 'from-item', { library, item })).rejects.toThrow(/media-not-here/)
  // Its video is not what was published any more, so the recording stays.
  const { takes } = await aya.call<{ takes: { take: string; stays: string }[] }>('GET', '/api/takes/on-disk')
  expect(takes.find(({ take }) => take === brought.take.id)?.stays).toBe('not-in-folder')
}, 120_000)

it('a video of its own gets another version in its place, in which its seconds are found again, and stays one item', async () => {
  const { aya, folder } = await devices.two()
  const { id: library } = await aya.create(folder)
  const prepared = async (take: TakeView, cuts: { fromMs: number; toMs: number }[]): Promise<string> => {
    const { jobId } = await aya.call<{ jobId: string }>('POST', `/api/takes/${take.take.id}/compose`, {
      edit: { cuts },
    })
    const { result, error } = await jobEnd(aya, jobId)
    if (error) throw new Error(JSON.stringify(error))
    return (result as { preparedId: string }).preparedId
  }
  const brought = await takeOf(aya, 'from-file', { path: film })
  const vtt = 'WEBVTT\n\n00:00:00.200 --> 00:00:01.500\nThe same day.\n'
  const words = { title: 'How it settles', about: '', captions: [{ language: 'de', vtt }] }
  const whole = { prepared: await prepared(brought, []) }
  const item = await aya.say(library, { request: 'video.publish', ...words, video: whole })
  const shown = async (): Promise<VideoItemView> => {
    const [view, ...others] = await aya.call<VideoItemView[]>('GET', `/api/libraries/${library}/records?kind=video`)
    if (view === undefined || others.length > 0) throw new Error('there is not one video')
    return view
  }
  const before = await shown()
  const left = async () => (await aya.call<TakeView>('GET', `/api/takes/${brought.take.id}`)).publishedAs
  await until(async () => (await left()) !== null)
  expect(await left()).toMatchObject({ version: before.video.version, edit: { cuts: [] } })
  expect((await left())?.keeps).toMatchObject([{ fromMs: 0, atMs: 0 }])
  const again = await takeOf(aya, 'from-item', { library, item })
  const shorter = { prepared: await prepared(again, [{ fromMs: 0, toMs: 1_000 }]) }
  const retime = [{ fromMs: 1_000, toMs: 2_000, atMs: 0 }]
  const title = 'How it settles today'
  await aya.say(library, { request: 'video.correct', id: item, ...words, title, video: shorter, retime })
  await until(async () => (await shown()).version !== before.version)
  const after = await shown()
  expect(after).toMatchObject({ id: item, title, video: { retimes: [{ versions: [before.version], spans: retime }] } })
  expect(Math.abs(after.video.durationMs - 1_000)).toBeLessThan(100)
}, 120_000)
