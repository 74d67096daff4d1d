import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { base32 } from '../../../../domain/library/base32.ts'
import { createEventBus } from '../../../../electron/backend/events.ts'
import { keepTakes, type TakeKeeping } from '../../../../electron/backend/recordings/keeping.ts'
import { openRecordings, type Recordings } from '../../../../electron/backend/recordings/recordings.ts'
import { spaceRules } from '../../../../electron/backend/recordings/room.ts'
import { defaultSettings } from '../../../../electron/backend/settings/schema.ts'
import { ended, newTake, started } from '../../../domain/takes/fixtures.ts'

const dayMs = 24 * 3600 * 1000
let profileDir: string
let recordings: Recordings
let keeping: TakeKeeping
let lines: string[]
const clock = { ms: 0, nowMs: () => clock.ms }
const use = { inDraft: '', waiting: '', isInFolder: true }
let keptDays: number | null

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'ownpace-keeping-'))
  clock.ms = Date.UTC(2026, 10, 2, 9)
  Object.assign(use, { inDraft: '', waiting: '', isInFolder: true })
  keptDays = 14
  lines = []
  await open()
})

afterEach(async () => {
  await keeping.close()
  await recordings.close()
  await rm(profileDir, { recursive: true, force: true })
})

async function open(): Promise<void> {
  const log = (line: string) => void lines.push(line)
  const rules = { ...spaceRules, reserveBytes: 1024, leastToBeginBytes: 0 }
  recordings = await openRecordings({ profileDir, clock, randomBytes, log, bus: createEventBus(log), rules })
  keeping = keepTakes({
    ...{ profileDir, clock, log, recordings },
    settings: { get: () => ({ ...defaultSettings('Europe/Lisbon'), takesKeptDays: keptDays }) },
    inUse: async () => ({
      isInDraft: (take) => take === use.inDraft,
      isWaiting: (take) => take === use.waiting,
      isInFolder: async () => use.isInFolder,
    }),
  })
}

/** The app ends and starts again. */
async function restart(): Promise<void> {
  await keeping.close()
  await recordings.close()
  await open()
}

async function recorded(): Promise<string> {
  const { id } = await recordings.begin(newTake)
  await recordings.journal(id, [started(1)])
  await recordings.putChunk({ takeId: id, segment: 1, track: 'screen', sequence: 0 }, randomBytes(5_000))
  await recordings.journal(id, [ended(1, 2_000) as ReturnType<typeof started>])
  await recordings.finish(id)
  return id
}

async function publishedTake(): Promise<string> {
  const id = await recorded()
  await recordings.notePublished(id, { library: 'library-1', item: 'item-1', as: null })
  return id
}

/** The device is used once a day. */
async function passDays(days: number): Promise<string[]> {
  const removed = await keeping.sweep()
  for (let day = 0; day < days; day += 1) {
    clock.ms += dayMs
    removed.push(...(await keeping.sweep()))
  }
  return removed
}

const onDisk = async (): Promise<string[]> => (await recordings.onDisk()).map(({ take }) => take.id)

describe('a published recording', () => {
  it('stays for fourteen days, restarts included, and then goes with a line in the log', async () => {
    const take = await publishedTake()
    expect(await passDays(7)).toEqual([])
    await restart()
    expect(await passDays(6)).toEqual([])
    expect(await onDisk()).toEqual([take])
    expect(await passDays(1)).toEqual([take])
    expect(await readdir(join(profileDir, 'takes'))).toEqual([])
    expect(lines.filter((line) => line.startsWith('removed'))).toEqual([
      'removed a published recording of 2026-11-02, 6 KB',
    ])
  })

  it('stays for ever where that is set, and while it is pinned', async () => {
    const take = await publishedTake()
    keptDays = null
    expect(await passDays(40)).toEqual([])
    keptDays = 14
    await recordings.setPinned(take, true)
    expect(await passDays(40)).toEqual([])
    await recordings.setPinned(take, false)
    expect(await passDays(13)).toEqual([])
    expect(await passDays(2)).toEqual([take])
  })

  it.each<[string, (take: string) => void]>([
    ['its video is not in the folder', () => Object.assign(use, { isInFolder: false })],
    ['a draft uses it', (take) => Object.assign(use, { inDraft: take })],
    ['something made of it waits', (take) => Object.assign(use, { waiting: take })],
  ])('stays while %s, and its days begin anew after that', async (_words, hold) => {
    const take = await publishedTake()
    await passDays(13)
    hold(take)
    expect(await passDays(20)).toEqual([])
    Object.assign(use, { inDraft: '', waiting: '', isInFolder: true })
    expect(await passDays(13)).toEqual([])
    expect(await passDays(1)).toEqual([take])
  })

  it('loses what was made of it after a day, which costs nothing', async () => {
    const take = await publishedTake()
    const made = join(profileDir, 'takes', take, 'made')
    await mkdir(made)
    await writeFile(join(made, 'piece-0.mp4'), randomBytes(10_000))
    expect((await keeping.overview()).takes).toMatchObject([{ take, madeBytes: 10_000 }])
    await passDays(0)
    expect(await readdir(made)).toHaveLength(1)
    await passDays(1)
    expect((await keeping.overview()).takes).toMatchObject([{ take, madeBytes: 0, mayGo: 'published', daysLeft: 13 }])
  })
})

describe('a recording that is not published', () => {
  it('stays, however old it is', async () => {
    const take = await recorded()
    expect(await passDays(400)).toEqual([])
    expect((await keeping.overview()).takes).toMatchObject([{ take, stays: 'unpublished', daysLeft: null }])
  })

  it('goes a week after it was discarded, and stays when it was brought back', async () => {
    const [take, kept] = [await recorded(), await recorded()]
    await recordings.discard(take)
    await recordings.discard(kept)
    expect(await passDays(6)).toEqual([])
    await recordings.restore(kept)
    expect(await passDays(1)).toEqual([take])
    expect(await passDays(30)).toEqual([])
    expect(await onDisk()).toEqual([kept])
  })

  it('goes after a week when nothing was ever recorded into it, once its page is gone', async () => {
    await recordings.begin(newTake)
    expect(await passDays(10)).toEqual([])
    await restart()
    expect(await passDays(7)).toHaveLength(1)
  })
})

describe('a wrong clock', () => {
  it.each([
    ['far ahead', 400 * dayMs],
    ['ahead by weeks', 20 * dayMs],
    ['back', -400 * dayMs],
  ])('that is set %s removes nothing', async (_words, leapMs) => {
    await publishedTake()
    await passDays(12)
    clock.ms += leapMs
    expect(await passDays(0)).toEqual([])
    clock.ms -= leapMs
    expect(await passDays(0)).toEqual([])
  })

  it('is said, and believed again once it went on steadily for a week', async () => {
    await publishedTake()
    await passDays(0)
    clock.ms += 400 * dayMs
    await keeping.sweep()
    expect((await keeping.overview()).isClockDoubted).toBe(true)
    await passDays(8)
    expect((await keeping.overview()).isClockDoubted).toBe(false)
  })
})

describe('a clean-up', () => {
  it('lists every recording with its size and why it may go, and removes only what may', async () => {
    const [published, kept] = [await publishedTake(), await recorded()]
    const { takes, sizeBytes } = await keeping.overview()
    expect(takes).toHaveLength(2)
    expect(takes.find(({ take }) => take === published)).toMatchObject({ mayGo: 'published', daysLeft: 14 })
    expect(sizeBytes).toBeGreaterThan(10_000)
    const cleaned = await keeping.clean([published, kept])
    expect(cleaned).toMatchObject({ removed: [published], left: [kept] })
    expect(cleaned.freedBytes).toBeGreaterThan(5_000)
    expect(await onDisk()).toEqual([kept])
  })

  it('looks again at the moment of removing', async () => {
    const take = await publishedTake()
    expect((await keeping.overview()).takes[0]?.mayGo).toBe('published')
    await recordings.setPinned(take, true)
    expect(await keeping.clean([take])).toMatchObject({ removed: [], left: [take] })
  })
})

it('five hundred recordings are listed within moments', async () => {
  const first = await recorded()
  const dirOf = (take: string): string => join(profileDir, 'takes', take)
  const take = JSON.parse(await readFile(join(dirOf(first), 'take.json'), 'utf8')) as object
  await recordings.list()
  for (let count = 1; count < 500; count += 1) {
    const id = base32(randomBytes(16))
    await cp(dirOf(first), dirOf(id), { recursive: true })
    await writeFile(join(dirOf(id), 'take.json'), JSON.stringify({ ...take, id }))
  }
  const beganMs = performance.now()
  expect(await recordings.list()).toHaveLength(500)
  expect((await keeping.overview()).takes).toHaveLength(500)
  expect(performance.now() - beganMs).toBeLessThan(5_000)
})
