import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FolderCall } from '../../../../electron/backend/folder/read/safe-path.ts'
import { openLocalIndex } from '../../../../electron/backend/search/local-index.ts'
import { temporaryFolder } from '../../../support/indexed-library.ts'
import { foundLibrary, placeOfVersion, putFile, TestWriter } from '../../../support/library-writer.ts'
import { newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const video = new Uint8Array(2000).fill(3)
const captions = new TextEncoder().encode('WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n')
const monthMs = 30.5 * 24 * 3_600_000
/** The marker is read, and the root and `ops` are looked at, whatever stands in the folder. */
const fixedCalls = { realpath: 1, open: 1, fstat: 1, read: 1, close: 1, lstat: 1 }

/** A library of people who each wrote once a month; the last month is the same however long they did. */
function world({ people, months }: { people: number; months: number }) {
  const base = temporaryFolder()
  const dir = join(base, 'library')
  const indexPath = join(base, 'index.sqlite')
  const { founder, library } = foundLibrary(dir)
  const lastMs = Date.UTC(2026, 10, 2, 9)
  const writers = [founder, ...Array.from({ length: people - 1 }, () => new TestWriter({ library }))]
  const thread = newThread(founder, 'Payments')
  for (const writer of writers) {
    writer.nowMs = lastMs - months * monthMs
    writer.write(dir, [profileOf(writer, 'Someone'), ...(writer === founder ? thread.operations : [])])
    for (let month = months - 1; month >= 0; month -= 1) {
      writer.nowMs = lastMs - month * monthMs
      const files = [
        { name: 'video.mp4', bytes: video },
        { name: 'captions-en.vtt', bytes: captions },
      ]
      const update = newUpdate(writer, { thread: thread.id, title: `Month ${month}`, done: 'Done', files })
      writer.write(dir, update.operations)
      const { folder } = placeOfVersion(update.id, update.body)
      putFile(join(dir, folder, 'video.mp4'), video)
      putFile(join(dir, folder, 'captions-en.vtt'), captions)
    }
  }
  const clock = { nowMs: lastMs + 3_600_000 }
  const open = (onCall?: (call: FolderCall) => void) =>
    openLocalIndex({ library, founder: founder.id, dir, indexPath, clock: { nowMs: () => clock.nowMs }, onCall })
  return { dir, founder, writers, clock, open }
}

async function callsOfStart({ open }: ReturnType<typeof world>): Promise<Partial<Record<FolderCall, number>>> {
  const calls: Partial<Record<FolderCall, number>> = {}
  const index = open((call) => {
    calls[call] = (calls[call] ?? 0) + 1
  })
  expect(await index.scan('recent')).toMatchObject({ hasChanged: false, pendingCount: 0 })
  await index.close()
  return calls
}

async function fill({ open }: ReturnType<typeof world>): Promise<void> {
  const index = open()
  await index.scan('all')
  await index.close()
}

describe('a start with nothing new', () => {
  it('lists `ops`, each device’s folder and its last month, and touches nothing else', async () => {
    const made = world({ people: 4, months: 5 })
    await fill(made)
    made.clock.nowMs += 3_600_000
    expect(await callsOfStart(made)).toEqual({ ...fixedCalls, readdir: 1 + 4 + 4 })
  })

  it('costs the same calls however many months there are', async () => {
    const [short, long] = [world({ people: 2, months: 3 }), world({ people: 2, months: 30 })]
    await fill(short)
    await fill(long)
    for (const made of [short, long]) made.clock.nowMs += 3_600_000
    expect(await callsOfStart(long)).toEqual(await callsOfStart(short))
  })

  it('looks at everything when it did not for a day', async () => {
    const made = world({ people: 2, months: 3 })
    await fill(made)
    const [early] = made.writers
    made.clock.nowMs += 25 * 3_600_000
    const calls = await callsOfStart(made)
    expect(calls.readdir).toBeGreaterThan(1 + 2 + 2)
    expect(calls.lstat).toBeGreaterThan(6)
    expect(early).toBe(made.founder)
  })

  it('looks for a video that is missing less and less often', async () => {
    const made = world({ people: 1, months: 2 })
    rmSync(join(made.dir, 'media'), { recursive: true })
    const counts: number[] = []
    let count = 0
    const index = made.open(() => {
      count += 1
    })
    for (let look = 0; look < 120; look += 1) {
      made.clock.nowMs += 30_000
      count = 0
      await index.scan('recent')
      counts.push(count)
    }
    await index.close()
    const fewest = Math.min(...counts)
    const [early, late] = [counts.slice(1, 31), counts.slice(90)].map(
      (some) => some.filter((each) => each > fewest).length,
    )
    expect(early).toBeGreaterThan(10)
    expect(late).toBeLessThan(6)
  })
})
