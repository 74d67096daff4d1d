import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { UpdateView } from '../../../../domain/views/records.ts'
import { makeVideo } from '../../../support/media.ts'
import { type Device, filesIn, thread, until } from '../library/devices.ts'
import { setUpDevices } from '../library/setup.ts'

const devices = setUpDevices('added-captions')
const vtt = (words: string) => `WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n${words}\n`

/** Aya's update with a video of a second, and Ben who has the folder too. */
async function published(): Promise<{ aya: Device; ben: Device; folder: string; library: string; item: string }> {
  const { aya, ben, folder } = await devices.two()
  const library = await aya.create(folder)
  const threadId = await aya.say(library.id, thread)
  const path = join(aya.profileDir, 'film.mp4')
  await makeVideo({ path, secondsEach: 1, framesPerSecond: 10 })
  const { jobId } = await aya.call<{ jobId: string }>('POST', '/api/prepared', { path })
  let prepared = ''
  await until(async () => {
    const job = (
      await aya.call<{ id: string; state: string; result?: { preparedId: string } }[]>('GET', '/api/jobs')
    ).find(({ id }) => id === jobId)
    if (job?.state === 'failed') throw new Error(JSON.stringify(job))
    prepared = job?.result?.preparedId ?? ''
    return prepared !== ''
  })
  const item = await aya.say(library.id, {
    ...{ request: 'update.publish', thread: threadId, cycle: '2026-W47', title: 'Refunds', isNothing: false },
    ...{ intent: null, asks: [], answers: [], captions: [], video: { prepared } },
  })
  await ben.join(folder, 'Ben')
  return { aya, ben, folder, library: library.id, item }
}

async function viewOf(device: Device, library: string, item: string): Promise<UpdateView> {
  await device.call('POST', `/api/libraries/${library}/scan`, {}).catch(() => undefined)
  return (await device.record(library, item)).view as UpdateView
}

const captionsIn = (folder: string): string[] => filesIn(folder).filter((path) => path.endsWith('.vtt'))

describe('captions that a teammate adds', () => {
  it('stand beside the video under the device’s own name, are marked, and are searched', async () => {
    const { aya, ben, folder, library, item } = await published()
    await ben.say(library, {
      request: 'captions.add',
      id: item,
      language: 'en',
      vtt: vtt('The kestrel flew.'),
      madeBy: 'device',
    })
    const [file = ''] = captionsIn(folder)
    expect(captionsIn(folder)).toHaveLength(1)
    expect(file).toMatch(/\/captions-en-[a-z2-7]{8}-[0-9a-f]{8}\.vtt$/)
    expect(readdirSync(dirname(join(folder, file)))).toContain('video.mp4')
    expect(readFileSync(join(folder, file), 'utf8')).toBe(vtt('The kestrel flew.'))

    let added: UpdateView['video'] = null
    await until(async () => {
      added = (await viewOf(aya, library, item)).video
      return added?.captions.length === 1
    })
    const benView = await viewOf(ben, library, item)
    expect(benView.author).not.toBe(benView.video?.captions[0]?.added?.by)
    expect(benView.video?.captions[0]).toMatchObject({ language: 'en', added: { madeBy: 'device' } })
    // The author's words are as they were: it is not edited.
    expect(benView.editedAtMs).toBeNull()
    await until(async () => {
      const answer = await aya.call<unknown>('GET', '/api/search?q=kestrel')
      return JSON.stringify(answer).includes(item)
    })
  })

  it('are replaced by their device alone, and the author’s own come first', async () => {
    const { aya, ben, folder, library, item } = await published()
    const add = (device: Device, words: string, madeBy: 'person' | 'device') =>
      device.say(library, { request: 'captions.add', id: item, language: 'en', vtt: vtt(words), madeBy })
    await add(ben, 'first', 'device')
    await add(ben, 'second', 'person')
    expect((await viewOf(ben, library, item)).video?.captions).toHaveLength(1)
    // Nothing published is overwritten.
    expect(captionsIn(folder)).toHaveLength(2)
    await until(async () => (await viewOf(aya, library, item)).video?.captions.length === 1)
    await add(aya, 'by the author', 'person')
    const { video, author } = await viewOf(aya, library, item)
    expect(video?.captions.map(({ added }) => added?.by === author)).toEqual([true, false])
    expect(
      readFileSync(
        join(folder, captionsIn(folder).find((path) => path.includes(video?.captions[0]?.asset ?? '')) ?? ''),
        'utf8',
      ),
    ).toContain('by the author')
  })

  it('go with the item when its author withdraws it, and cannot be added to it any more', async () => {
    const { aya, ben, folder, library, item } = await published()
    const add = { request: 'captions.add', id: item, language: 'en', vtt: vtt('gone'), madeBy: 'device' } as const
    await ben.say(library, add)
    await until(async () => (await viewOf(aya, library, item)).video?.captions.length === 1)
    await aya.say(library, { request: 'withdraw', id: item })
    await until(async () => captionsIn(folder).length === 0)
    await until(async () => {
      await ben.call('POST', `/api/libraries/${library}/scan`, {})
      return (await ben.record(library, item).catch(() => null))?.view.kind !== 'update'
    })
    const answered = await ben.ask(library, add).then(
      async ({ outboxId }) => {
        let failure: unknown = null
        await until(async () => {
          const entry = (await ben.outbox()).find(({ id }) => id === outboxId)
          failure = entry?.failure ?? null
          return entry === undefined || failure !== null
        })
        return failure
      },
      (error: { answer: { error: unknown } }) => error.answer.error,
    )
    expect(answered).toMatchObject({ code: 'not-found' })
    expect(captionsIn(folder)).toEqual([])
  })

  it('that somebody changes in the folder are not shown', async () => {
    const { ben, folder, library, item } = await published()
    const stray = join(
      dirname(join(folder, filesIn(folder).find((path) => path.endsWith('video.mp4')) ?? '')),
      'captions-en-aaaaaaaa-00000000.vtt',
    )
    mkdirSync(dirname(stray), { recursive: true })
    writeFileSync(stray, vtt('nobody signed this'))
    expect((await viewOf(ben, library, item)).video?.captions).toEqual([])
  })

  it.each([
    { language: 'english', vtt: vtt('x') },
    { language: 'en', vtt: 'no captions at all' },
  ])('are taken only as they must be', async (wrong) => {
    const { ben, library, item } = await published()
    await expect(ben.say(library, { request: 'captions.add', id: item, madeBy: 'device', ...wrong })).rejects.toThrow()
  })
})
