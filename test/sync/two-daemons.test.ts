import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { LibraryView } from '../../domain/views/library.ts'
import type { RecordView } from '../../domain/views/records.ts'
import {
  type Device,
  filesIn,
  filesWith,
  makeFolder,
  prepareVideo,
  startDevice,
  thread,
  until,
  update,
} from '../electron/backend/library/devices.ts'
import { areInStep, type Syncthing, twoSyncthings } from './syncthing.ts'

const opened: (() => unknown)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

describe('a library that two Syncthing daemons carry', () => {
  it('comes to be the same for two people who both write, one of them offline for a while', async () => {
    const base = makeFolder('syncthing')
    opened.push(base.remove)
    const daemons = await twoSyncthings(base.path)
    const [here, there] = daemons
    for (const daemon of daemons) {
      opened.push(daemon.stop)
      await daemon.start()
    }
    const aya = await open(join(base.path, 'aya'))
    const ben = await open(join(base.path, 'ben'))

    const { id: library } = await aya.create(here.folder)
    const threadId = await aya.say(library, thread)
    await until(async () => (await areInStep(daemons)) && existsSync(join(there.folder, 'ownpace.json')))
    await ben.join(there.folder, 'Ben')
    await areSame({ daemons, devices: [aya, ben], library })

    const video = prepareVideo(aya)
    const withVideo = { ...update(threadId, 'With pictures.'), video: { prepared: 'abcdefghijklmnop' } }
    const updateId = await aya.say(library, withVideo)
    await ben.say(library, update(threadId, 'At the same time.'))
    await areSame({ daemons, devices: [aya, ben], library })
    const [videoPath = ''] = filesIn(there.folder).filter((path) => path.endsWith('/video.mp4'))
    expect(readFileSync(join(there.folder, videoPath)).equals(video)).toBe(true)

    // Ben’s computer is off while both go on
    await there.stop()
    for (let count = 1; count <= 5; count += 1) {
      await aya.say(library, update(threadId, `Said at home ${count}.`))
      await ben.say(library, {
        request: 'comment.write',
        on: { item: updateId, version: null, ms: 1000 * count },
        text: `Said on the train ${count}.`,
        answersAsk: null,
      })
    }
    const document = { request: 'document.write', title: 'Refunds', text: 'How we refund.', thread: null } as const
    const documentId = await aya.say(library, document)
    expect(filesWith(here.folder, 'Said on the train')).toEqual([])
    await there.start()
    await areSame({ daemons, devices: [aya, ben], library })

    // both change one document, each without the other
    await there.stop()
    for (const device of [aya, ben]) {
      const { view } = await device.record(library, documentId)
      if (view.kind !== 'document') throw new Error('no document')
      const text = `Changed at ${device.profileDir}.`
      const basedOn = [view.version]
      await device.say(library, { request: 'document.change', id: documentId, basedOn, title: 'Refunds', text })
    }
    await there.start()
    await areSame({ daemons, devices: [aya, ben], library })
    const changed = await aya.record(library, documentId)
    expect(changed.view.kind === 'document' && changed.view.concurrentVersions).toHaveLength(1)

    await aya.say(library, { request: 'withdraw', id: updateId })
    await areSame({ daemons, devices: [aya, ben], library })
    expect(filesWith(there.folder, 'With pictures.')).toEqual([])
    expect(filesIn(there.folder)).not.toContain(videoPath)
    expect((await all(ben, library)).some(({ id }) => id === updateId)).toBe(false)

    const texts = (await all(ben, library)).flatMap((view) => (view.kind === 'comment' ? view.text : []))
    expect(texts.sort()).toEqual([1, 2, 3, 4, 5].map((count) => `Said on the train ${count}.`))
    expect(filesIn(base.path).filter((path) => path.includes('sync-conflict'))).toEqual([])
    for (const device of [aya, ben]) {
      expect(await device.outbox()).toEqual([])
      expect(await device.call('GET', `/api/libraries/${library}/pending`)).toEqual([])
      expect(device.log.filter((line) => /stuck|offline/.test(line))).toEqual([])
    }
  }, 90_000)
})

async function open(profileDir: string): Promise<Device> {
  const device = await startDevice({ profileDir })
  opened.push(() => device.close())
  return device
}

/** Waits until both folders hold the same bytes and both people are shown the same. */
async function areSame({
  daemons,
  devices,
  library,
}: {
  daemons: [Syncthing, Syncthing]
  devices: [Device, Device]
  library: string
}): Promise<void> {
  const [here, there] = daemons
  await until(async () => (await areInStep(daemons)) && contentsOf(here.folder) === contentsOf(there.folder))
  const seen: string[] = []
  for (const device of devices) {
    const view = await device.call<LibraryView>('POST', `/api/libraries/${library}/scan`)
    expect([view.state, view.failure, view.pendingCount]).toEqual(['ready', null, 0])
    seen.push(JSON.stringify(await all(device, library)))
  }
  expect(seen[1]).toBe(seen[0])
}

async function all(device: Device, library: string): Promise<RecordView[]> {
  const { records } = await device.call<{ records: RecordView[] }>('GET', `/api/libraries/${library}/changes?after=0`)
  return records.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** All paths and bytes but what Syncthing keeps for itself. */
function contentsOf(folder: string): string {
  const paths = filesIn(folder).filter((path) => !path.startsWith('.st') && !path.includes('.syncthing.'))
  return paths.map((path) => `${path} ${readFileSync(join(folder, path)).toString('base64')}`).join('\n')
}
