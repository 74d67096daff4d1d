import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyPlan } from '../../../../electron/backend/library/requests/context.ts'
import { filesIn, preparedId, prepareVideo, thread, update } from './devices.ts'
import { setUpDevices } from './setup.ts'
import { dayMs, liveWorld, say, setDeleted } from './upkeep-world.ts'

const devices = setUpDevices('collect')
const world = () => liveWorld(devices.folder())
const in2040 = Date.UTC(2040, 0, 1)

describe('collection', () => {
  it('removes the files of a deleted item 30 days after this device saw it deleted', async () => {
    const { library, threadId, live, folder, close } = await world()
    const updateId = await say(library, update(threadId, 'Of no use.'))
    const keptId = await say(library, update(threadId, 'Stays.'))
    await setDeleted(library, updateId, true)
    await live(30)
    expect(filesIn(folder).some((path) => path.includes(updateId))).toBe(true)
    await live(2)
    expect(filesIn(folder).filter((path) => path.includes(updateId))).toEqual([])
    expect(filesIn(folder).some((path) => path.includes(keptId))).toBe(true)
    await close()
  })

  it('begins anew for what was brought back meanwhile', async () => {
    const { library, threadId, live, folder, close } = await world()
    const updateId = await say(library, update(threadId, 'Of some use.'))
    await setDeleted(library, updateId, true)
    await live(20)
    await setDeleted(library, updateId, false)
    await live(1)
    await setDeleted(library, updateId, true)
    await live(20)
    expect(filesIn(folder).some((path) => path.includes(updateId))).toBe(true)
    await close()
  })

  it('is hurried by no clock that leaps once to 2040 and back', async () => {
    const { clock, library, threadId, live, folder, close } = await world()
    const updateId = await say(library, update(threadId, 'Of no use.'))
    await setDeleted(library, updateId, true)
    await live(3)
    const known = clock.ms
    clock.ms = in2040
    await library.upkeep.run()
    clock.ms = known
    await live(25)
    expect(filesIn(folder).some((path) => path.includes(updateId))).toBe(true)
    await close()
  })

  it('counts for nothing what was deleted by a clock in 2040', async () => {
    const { clock, library, threadId, live, folder, close } = await world()
    const updateId = await say(library, update(threadId, 'Of no use.'))
    await live(1)
    const known = clock.ms
    clock.ms = Date.UTC(2040, 0, 1)
    await setDeleted(library, updateId, true)
    clock.ms = known
    await live(40)
    expect(filesIn(folder).some((path) => path.includes(updateId))).toBe(true)
    await close()
  })

  it('leaves other people’s things alone', async () => {
    const { library, threadId, live, folder, open, close } = await world()
    const updateId = await say(library, update(threadId, 'Of no use.'))
    const benLibrary = await (await open('ben')).join(folder)
    await setDeleted(library, updateId, true)
    await live(40, [benLibrary])
    expect(filesIn(folder).some((path) => path.includes(updateId))).toBe(true)
    await close()
  })

  it('offers what a closed device deleted to whoever asks, and removes only what they name', async () => {
    const { library, threadId, live, folder, open, close } = await world()
    const updateId = await say(library, update(threadId, 'Of no use.'))
    const otherId = await say(library, update(threadId, 'Of no use either.'))
    await setDeleted(library, updateId, true)
    await setDeleted(library, otherId, true)
    const ben = await open('ben')
    const benLibrary = await ben.join(folder)
    await live(32, [benLibrary])
    expect(await benLibrary.upkeep.collectable()).toEqual([])
    const lastSeq = library.writer.position?.seq ?? 0
    const close1 = { kind: 'writer.close', subject: library.writer.id, body: { lastSeq } }
    await library.outbox.addPlanned({
      subject: library.writer.id,
      title: 'Close',
      plan: { ...emptyPlan, operations: [close1] },
    })
    await library.outbox.settled()
    await benLibrary.watch.scan()
    const listed = await benLibrary.upkeep.collectable()
    expect(listed.map(({ subject }) => subject).sort()).toEqual([updateId, otherId].sort())
    expect(await benLibrary.upkeep.collect([updateId, threadId])).toBe(1)
    expect(filesIn(folder).filter((path) => path.includes(updateId))).toEqual([])
    expect(filesIn(folder).some((path) => path.includes(otherId))).toBe(true)
    await close()
  })
})

describe('a thread that lets its videos go', () => {
  it('keeps words, captions and poster, and every video that a decision or a path speaks of', async () => {
    const { library, live, folder, root, close } = await world()
    const threadId = await say(library, { ...thread, keepVideosMonths: 1 })
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n'
    const tell = async (text: string): Promise<string> => {
      prepareVideo({ profileDir: join(root, 'aya') }, preparedId, 1000)
      const captions = [{ language: 'en', vtt }]
      return await say(library, { ...update(threadId, text), video: { prepared: preparedId }, captions })
    }
    const [goes, stays] = [await tell('Goes.'), await tell('Is spoken of.')]
    const evidence = [{ item: stays, version: null, ms: 1000 }]
    const decision = { title: 'One ledger', why: 'Two drift.', evidence, thread: null, decidedBy: [], replaces: null }
    await say(library, { request: 'decision.write', ...decision })
    const filesOf = (id: string): string[] =>
      filesIn(folder)
        .filter((path) => path.includes(id))
        .map((path) => path.replace(/^.*\//, ''))
    const all = ['captions-en.vtt', 'item.md', 'manifest.json', 'poster.webp', 'storyboard.webp', 'video.mp4']
    await live(29)
    expect(filesOf(goes)).toEqual(all)
    await live(4)
    expect(filesOf(goes)).toEqual(all.filter((name) => !['video.mp4', 'storyboard.webp'].includes(name)))
    expect(filesOf(stays)).toEqual(all)
    await close()
  })

  it('gives whoever did so by mistake a week to take it back', async () => {
    const { clock, library, live, folder, root, close } = await world()
    const threadId = await say(library, thread)
    prepareVideo({ profileDir: join(root, 'aya') }, preparedId, 1000)
    await say(library, { ...update(threadId, 'Old.'), video: { prepared: preparedId } })
    clock.ms += 34 * dayMs
    await live(1)
    clock.ms += 34 * dayMs
    await live(1)
    await say(library, { ...thread, request: 'thread.change', id: threadId, keepVideosMonths: 1 })
    await live(7)
    expect(filesIn(folder).some((path) => path.endsWith('video.mp4'))).toBe(true)
    await live(2)
    expect(filesIn(folder).some((path) => path.endsWith('video.mp4'))).toBe(false)
    await close()
  })
})
