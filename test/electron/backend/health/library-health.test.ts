import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LibraryHealthView } from '../../../../domain/views/health.ts'
import { fullAtMs, libraryHealth } from '../../../../electron/backend/health/library-health.ts'
import { indexedLibrary } from '../../../support/indexed-library.ts'
import { placeOfVersion, putFile, TestWriter } from '../../../support/library-writer.ts'
import { newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const dayMs = 24 * 3600 * 1000
const video = new Uint8Array(40_000).fill(7)

function setUp() {
  const indexed = indexedLibrary()
  const { founder, dir, library, clock } = indexed
  founder.write(dir, [profileOf(founder, 'Aya')])
  const ben = new TestWriter({ library })
  ben.write(dir, [
    profileOf(ben, 'Ben'),
    { kind: 'writer.label', subject: ben.id, body: { deviceName: 'Ben’s laptop' } },
  ])
  const health = async (): Promise<LibraryHealthView> => {
    await indexed.index.scan('all')
    const me = { id: founder.id, earlier: [] }
    const opened = { id: library, dir, index: indexed.index, writer: me } as never
    return await libraryHealth({ library: opened, mirror: null, nowMs: clock.nowMs })
  }
  const deviceOf = async (writer: TestWriter) => (await health()).devices.find((device) => device.writer === writer.id)
  return { ...indexed, indexed, ben, health, deviceOf }
}

describe('devices', () => {
  it('are named with their person, and what is missing of them is counted', async () => {
    const { ben, dir, deviceOf, founder } = setUp()
    const lost = [ben.write(dir, [profileOf(ben, 'Ben 2')]), ben.write(dir, [profileOf(ben, 'Ben 3')])]
    ben.write(dir, [profileOf(ben, 'Ben 4')])
    for (const { path } of lost) rmSync(join(dir, path))
    expect(await deviceOf(ben)).toMatchObject({
      name: 'Ben’s laptop',
      personName: 'Ben 4',
      onItsWayCount: 2,
      forkedCount: 0,
      state: 'usual',
      isThis: false,
      behindCount: null,
    })
    expect(await deviceOf(founder)).toMatchObject({ isThis: true, onItsWayCount: 0 })
  })

  it('that gave a number twice are told as copied', async () => {
    const { ben, dir, deviceOf } = setUp()
    const { seq, prev } = ben
    ben.write(dir, [profileOf(ben, 'One branch')])
    Object.assign(ben, { seq, prev })
    ben.write(dir, [profileOf(ben, 'The other')])
    expect(await deviceOf(ben)).toMatchObject({ forkedCount: 1, onItsWayCount: 0 })
  })

  it('that only claim a person are unconfirmed, and closed ones closed', async () => {
    const { ben, founder, dir, library, deviceOf } = setUp()
    const second = new TestWriter({ library })
    second.write(dir, [{ kind: 'writer.claim', subject: second.id, body: { person: ben.id } }])
    founder.write(dir, [{ kind: 'writer.close', subject: ben.id, body: { lastSeq: 1 } }])
    expect(await deviceOf(second)).toMatchObject({ state: 'unconfirmed', personName: 'Ben' })
    expect(await deviceOf(ben)).toMatchObject({ state: 'closed' })
  })

  it('say what they hold of the others', async () => {
    const { ben, founder, dir, deviceOf } = setUp()
    ben.write(dir, [{ kind: 'writer.holds', subject: ben.id, body: { holds: { [founder.id]: 1 } } }])
    expect(await deviceOf(ben)).toMatchObject({ behindCount: 0 })
    founder.write(dir, [profileOf(founder, 'Aya L')])
    founder.write(dir, [profileOf(founder, 'Aya Lima')])
    expect(await deviceOf(ben)).toMatchObject({ behindCount: 2 })
  })
})

describe('files', () => {
  it('that cannot be read are told with their reason, and after a day as old', async () => {
    const { ben, dir, health, clock } = setUp()
    putFile(join(dir, `ops/${ben.id}/202611/00000009-half.json`), '{"v":1')
    expect((await health()).pending).toMatchObject([{ reason: 'the file is not whole', isOld: false }])
    clock.nowMs += dayMs + 60_000
    expect((await health()).pending).toMatchObject([{ isOld: true }])
  })

  it('that are not here are told, those in the cloud as such', async () => {
    const { ben, dir, health, clock } = setUp()
    const thread = newThread(ben, 'Payments')
    ben.write(dir, thread.operations)
    const files = [{ name: 'video.mp4', bytes: video }]
    const place = (title: string): string => {
      const update = newUpdate(ben, { thread: thread.id, title, done: 'Done', files })
      ben.write(dir, update.operations)
      return join(dir, placeOfVersion(update.id, update.body).folder, 'video.mp4')
    }
    const inCloud = place('In the cloud')
    place('On its way')
    putFile(inCloud, '')
    truncateSync(inCloud, video.length)
    clock.nowMs += 60_000
    const found = await health()
    expect(found).toMatchObject({ videoNotHereCount: 2, inCloudCount: 1 })
    expect(found.videosNotHere).toHaveLength(2)
    for (const { title, isInCloud, sizeBytes } of found.videosNotHere) {
      expect(isInCloud).toBe(title === 'In the cloud')
      expect(sizeBytes).toBe(40_000)
    }
  })

  it('that stand there twice are counted', async () => {
    const { ben, dir, health } = setUp()
    const { path, text } = ben.write(dir, [profileOf(ben, 'Ben again')])
    writeFileSync(join(dir, path.replace('.json', ' (1).json')), text)
    expect(await health()).toMatchObject({ doubledCount: 1 })
  })
})

describe('space', () => {
  it('is summed from what the signed heads name, by year and person, without the videos being here', async () => {
    const { ben, dir, health, clock } = setUp()
    const thread = newThread(ben, 'Payments')
    ben.write(dir, thread.operations)
    const files = [{ name: 'video.mp4', bytes: video }]
    const publish = (hlcMs: number): void => {
      const update = newUpdate(ben, { thread: thread.id, title: 'Shown', done: 'Done', files })
      ben.write(dir, update.operations, { hlcMs })
    }
    publish(Date.UTC(2024, 5, 1))
    publish(clock.nowMs - 5 * dayMs)
    const { space } = await health()
    const bensBytes = space.people.find(({ person }) => person === ben.id)?.sizeBytes ?? 0
    expect(bensBytes).toBeGreaterThanOrEqual(80_000)
    expect(bensBytes).toBeLessThan(90_000)
    expect(space.years.map(({ year }) => year)).toEqual([2026, 2024])
    expect(space.years.find(({ year }) => year === 2024)?.sizeBytes).toBeGreaterThanOrEqual(40_000)
    expect(space.years.find(({ year }) => year === 2024)?.sizeBytes).toBeLessThan(45_000)
    expect(space.grownBytes).toBeGreaterThanOrEqual(40_000)
    expect(space.grownBytes).toBeLessThan(80_000)
  })

  it('is said to be full at the pace of the last 90 days, and not at all where that would be a guess', () => {
    const nowMs = Date.UTC(2026, 10, 22)
    const pace = { freeBytes: 900, grownBytes: 90, firstMs: nowMs - 400 * dayMs, nowMs }
    expect(fullAtMs(pace)).toBe(nowMs + 900 * dayMs)
    expect(fullAtMs({ ...pace, firstMs: nowMs - 9 * dayMs })).toBe(nowMs + 90 * dayMs)
    expect(fullAtMs({ ...pace, firstMs: nowMs - 2 * dayMs })).toBeNull()
    expect(fullAtMs({ ...pace, grownBytes: 0 })).toBeNull()
    expect(fullAtMs({ ...pace, freeBytes: null })).toBeNull()
    expect(fullAtMs({ ...pace, freeBytes: 1e9 })).toBeNull()
  })
})
