import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseBatch } from '../../../../domain/library/batch.ts'
import { filesIn, filesWith, preparedId, prepareVideo, thread, until, update } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('withdraw')
const secret = 'Quetzalcoatlus'

describe('withdrawing', () => {
  it('takes the words out of the folder and out of every device’s index', async () => {
    const { aya, ben, folder } = await devices.two()
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    const updateId = await aya.say(library.id, update(threadId, `We bought ${secret}.`))
    const keptId = await aya.say(library.id, update(threadId, 'This one stays.'))
    await ben.join(folder, 'Ben')
    const found = await ben.call<{ hits: unknown[] }>('GET', `/api/search?q=${secret}`)
    expect(found.hits).toHaveLength(1)
    expect(filesWith(folder, secret).length).toBeGreaterThan(1)

    await aya.say(library.id, { request: 'withdraw', id: updateId })
    expect(filesWith(folder, secret)).toEqual([])
    expect(filesIn(folder).filter((path) => path.includes(updateId))).toEqual([])
    // joining what is joined already reads the folder anew
    await ben.call('DELETE', `/api/libraries/${library.id}`)
    await ben.join(folder, 'Ben')
    await until(async () => (await ben.call<{ hits: unknown[] }>('GET', `/api/search?q=${secret}`)).hits.length === 0)
    await expect(ben.record(library.id, updateId)).rejects.toMatchObject({ status: 404 })
    expect((await ben.record(library.id, keptId)).view).toMatchObject({ answers: [{ text: 'This one stays.' }, {}] })
    expect(filesWith(aya.profileDir, secret)).toEqual([])
    expect(filesWith(ben.profileDir, secret)).toEqual([])
  })

  it('leaves the head and the signature as they were signed', async () => {
    const { aya, folder } = await devices.two()
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    const updateId = await aya.say(library.id, update(threadId, secret))
    const path = filesWith(join(folder, 'ops'), secret)[0] ?? ''
    const before = readFileSync(join(folder, 'ops', path), 'utf8').split('\n')
    await aya.say(library.id, { request: 'withdraw', id: updateId })
    const after = readFileSync(join(folder, 'ops', path), 'utf8').split('\n')
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
    expect(after[2]).toBe('{}')
    expect(parseBatch(after.join('\n'))).not.toHaveProperty('reason')
  })

  it('removes the video and its captions with the words, and leaves what somebody else put beside them', async () => {
    const { aya, folder } = await devices.two()
    prepareVideo(aya)
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    const captions = [{ language: 'en', vtt: `WEBVTT\n\n00:00.000 --> 00:01.000\n${secret}\n` }]
    const video = { prepared: preparedId }
    const updateId = await aya.say(library.id, { ...update(threadId, secret), video, captions })
    const place = join(folder, filesIn(folder).find((path) => path.endsWith('video.mp4')) ?? '', '..')
    writeFileSync(join(place, 'item (conflicted copy).md'), secret)
    writeFileSync(join(place, 'my notes.txt'), 'Mine.')
    expect((await aya.call<{ hits: unknown[] }>('GET', `/api/search?q=${secret}`)).hits).toHaveLength(1)
    await aya.say(library.id, { request: 'withdraw', id: updateId })
    expect(filesIn(place)).toEqual(['my notes.txt'])
    expect(filesWith(folder, secret)).toEqual([])
    expect(filesWith(aya.profileDir, secret)).toEqual([])
  })

  it('takes the words out of a sync tool’s copy of a batch, too', async () => {
    const { aya, folder } = await devices.two()
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    const updateId = await aya.say(library.id, update(threadId, secret))
    const path = join(folder, 'ops', filesWith(join(folder, 'ops'), secret)[0] ?? '')
    copyFileSync(path, path.replace('.json', ' (conflicted copy).json'))
    await aya.say(library.id, { request: 'thread.archive', id: threadId, isArchived: true })
    await aya.say(library.id, { request: 'withdraw', id: updateId })
    expect(filesWith(folder, secret)).toEqual([])
  })

  it('while the video is still being copied stops the copying and leaves nothing of it', async () => {
    const { aya, folder } = await devices.two()
    prepareVideo(aya, preparedId, 60_000_000)
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    const { id } = await aya.ask(library.id, { ...update(threadId, secret), video: { prepared: preparedId } })
    await until(async () => (await aya.call<unknown[]>('GET', '/api/jobs')).length > 0)
    await aya.say(library.id, { request: 'withdraw', id })
    await until(async () => (await aya.outbox()).length === 0)
    expect(filesIn(folder).filter((path) => path.includes(id))).toEqual([])
    expect(filesWith(folder, secret)).toEqual([])
  })

  it('of something that still waits publishes nothing at all', async () => {
    const { aya, folder } = await devices.two({ undoSec: 60 })
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    const before = filesIn(folder)
    const { id } = await aya.ask(library.id, update(threadId, secret))
    await aya.ask(library.id, { request: 'withdraw', id })
    expect(await aya.outbox()).toEqual([])
    expect(filesIn(folder)).toEqual(before)
    expect(filesWith(aya.profileDir, secret)).toEqual([])
  })
})
