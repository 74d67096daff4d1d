import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../../domain/json.ts'
import { tripletsOf } from '../../../../domain/library/pack.ts'
import type { OpenLibrary } from '../../../../electron/backend/library/libraries.ts'
import { emptyPlan } from '../../../../electron/backend/library/requests/context.ts'
import { filesIn, filesWith, preparedId, prepareVideo, thread, update } from './devices.ts'
import { setUpDevices } from './setup.ts'
import { dayMs, openWorld, say } from './upkeep-world.ts'

const devices = setUpDevices('upkeep')
const start = Date.UTC(2026, 10, 2, 9)
const in2040 = Date.UTC(2040, 0, 1)
const secret = 'Quetzalcoatlus'

/** A library of one device whose clock stands still until it is moved. */
async function world() {
  const root = devices.folder()
  const clock = { ms: start, nowMs: () => clock.ms }
  const opened: { close(): Promise<void> }[] = []
  const open = async (name: string) => {
    const device = await openWorld({ profileDir: join(root, name), clock })
    opened.push(device)
    return device
  }
  const folder = join(root, 'folder')
  const aya = await open('aya')
  const library = await aya.create(folder)
  const threadId = await say(library, thread)
  /** Lets so many days pass, with one pass of the upkeep on each. */
  async function live(days: number, libraries: OpenLibrary[] = [library]): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      clock.ms += dayMs
      for (const each of libraries) await each.upkeep.run()
    }
  }
  const ops = (): string[] => filesIn(join(folder, 'ops'))
  const close = async (): Promise<void> => {
    for (const device of opened.splice(0)) await device.close()
  }
  return { root, folder, clock, aya, library, threadId, live, ops, open, close }
}

async function setDeleted(library: OpenLibrary, subject: string, deleted: boolean): Promise<void> {
  const operations = [{ kind: 'update.deleted', subject, body: { deleted } }]
  await library.outbox.addPlanned({ subject, title: 'Delete', plan: { ...emptyPlan, operations } })
  await library.outbox.settled()
  await library.watch.scan()
}

describe('packs', () => {
  it('hold a month that ended a week ago, and its loose files go 30 days later', async () => {
    const { clock, library, threadId, live, ops, folder, close } = await world()
    for (let count = 0; count < 5; count += 1) await say(library, update(threadId, `November ${count}.`))
    const loose = ops()
    const bytes = loose.map((path) => readFileSync(join(folder, 'ops', path), 'utf8')).join('')
    clock.ms = Date.UTC(2026, 11, 7, 9)
    expect((await library.upkeep.run()).packsWritten).toEqual([])
    await say(library, update(threadId, 'December.'))
    await live(1)
    const packs = ops().filter((path) => path.includes('/packs/'))
    expect(packs).toHaveLength(1)
    expect(packs[0]).toMatch(/\/packs\/00000001-00000007-[a-z2-7]{26}\.jsonl$/)
    const packed = readFileSync(join(folder, 'ops', packs[0] ?? ''))
    expect(packed.toString('utf8')).toBe(bytes)
    expect(tripletsOf(packed).triplets).toHaveLength(7)
    await live(29)
    expect(ops()).toEqual(expect.arrayContaining(loose))
    await live(2)
    expect(ops().filter((path) => loose.includes(path))).toEqual([])
    expect(readdirSync(join(folder, 'ops', library.writer.id)).sort()).toEqual(['202612', 'packs'])
    await close()
  })

  it('are not written, and nothing is removed, by a clock in 2040', async () => {
    const { clock, library, threadId, ops, close } = await world()
    const updateId = await say(library, update(threadId, 'November.'))
    await setDeleted(library, updateId, true)
    await library.upkeep.run()
    const before = ops()
    for (let run = 0; run < 40; run += 1) {
      clock.ms = in2040 + run * 1000
      const report = await library.upkeep.run()
      expect(report).toMatchObject({ isClockTrusted: false, packsWritten: [], collectedCount: 0 })
      clock.ms = start + run * 1000
    }
    expect(ops()).toEqual(before)
    await close()
  })

  it('are mended from the loose files where they are torn, and nothing is removed where that cannot be', async () => {
    const { clock, library, threadId, live, ops, folder, close } = await world()
    await say(library, update(threadId, 'November.'))
    clock.ms = Date.UTC(2026, 11, 8, 9)
    await live(1)
    const pack = ops().find((path) => path.includes('/packs/')) ?? ''
    const loose = ops().filter((path) => !path.includes('/packs/'))
    const path = join(folder, 'ops', pack)
    const whole = readFileSync(path)
    const isWhole = (): boolean => readFileSync(path).equals(whole)
    writeOver(path, whole.subarray(0, whole.length - 20))
    await live(1)
    expect(isWhole()).toBe(true)
    // the last batch is whole in neither of them
    writeOver(join(folder, 'ops', loose.at(-1) ?? ''), 'not a batch')
    writeOver(path, whole.subarray(0, whole.length - 20))
    await live(40)
    expect(ops()).toEqual(expect.arrayContaining(loose))
    expect(isWhole()).toBe(false)
    await close()
  })
})

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

  it('counts for nothing what a clock in 2040 says was deleted, and leaves other people’s things alone', async () => {
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

describe('withdrawn things that a sync tool brings back', () => {
  it('are taken out again: batches, packs, doubled folders and texts', async () => {
    const { clock, library, threadId, live, folder, ops, close } = await world()
    const updateId = await say(library, update(threadId, secret))
    clock.ms = Date.UTC(2026, 11, 8, 9)
    await live(1)
    const old = filesWith(folder, secret).map((path) => ({ path, bytes: readFileSync(join(folder, path)) }))
    expect(old.map(({ path }) => path.replace(/^.*\//, '')).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1)
    const packsBefore = ops().filter((path) => path.includes('/packs/'))
    await say(library, { request: 'withdraw', id: updateId })
    expect(filesWith(folder, secret)).toEqual([])
    expect(ops().filter((path) => path.includes('/packs/'))).toEqual(packsBefore)

    for (const { path, bytes } of old) {
      const doubled = path.includes('item.md')
        ? path.replace('/item.md', ' (1)/item.md')
        : path.replace('.json', ' (1).json')
      for (const target of [path, doubled]) {
        mkdirSync(dirname(join(folder, target)), { recursive: true })
        writeOver(join(folder, target), bytes)
      }
    }
    await library.index.scan('all')
    await live(2)
    expect(filesWith(folder, secret)).toEqual([])
    await close()
  })

  it('stay out of a pack that is written later', async () => {
    const { clock, library, threadId, live, folder, close } = await world()
    const updateId = await say(library, update(threadId, secret))
    await say(library, { request: 'withdraw', id: updateId })
    clock.ms = Date.UTC(2026, 11, 8, 9)
    await live(1)
    expect(filesIn(folder).some((path) => path.endsWith('.jsonl'))).toBe(true)
    expect(filesWith(folder, secret)).toEqual([])
    await close()
  })
})

describe('an owner', () => {
  it('takes out the words of a device that was closed, and of no other', async () => {
    const { library, threadId, folder, open, close } = await world()
    const updateId = await say(library, update(threadId, secret))
    const benLibrary = await (await open('ben')).join(folder)
    const tell = async (operations: { kind: string; subject: string; body: JsonValue }[]): Promise<void> => {
      await library.outbox.addPlanned({ subject: library.writer.id, title: 'Tell', plan: { ...emptyPlan, operations } })
      await library.outbox.settled()
      await benLibrary.watch.scan()
    }
    await tell([{ kind: `library.owner:${benLibrary.writer.id}`, subject: library.id, body: { present: true } }])
    await expect(say(benLibrary, { request: 'withdraw', id: updateId })).rejects.toMatchObject({ code: 'not-allowed' })
    const lastSeq = library.writer.position?.seq ?? 0
    await tell([{ kind: 'writer.close', subject: library.writer.id, body: { lastSeq } }])
    await say(benLibrary, { request: 'withdraw', id: updateId })
    expect(filesWith(folder, secret)).toEqual([])
    expect(filesIn(folder).filter((path) => path.includes(updateId))).toEqual([])
    await close()
  })
})

describe('words that are missing without having been withdrawn', () => {
  it('are put back by any device that has them, whoever wrote them', async () => {
    const { library, threadId, live, folder, open, close } = await world()
    await say(library, update(threadId, secret))
    const benLibrary = await (await open('ben')).join(folder)
    const path = filesWith(join(folder, 'ops'), secret)[0] ?? ''
    const file = join(folder, 'ops', path)
    const text = readFileSync(file, 'utf8')
    writeOver(file, `${text.split('\n').slice(0, 2).join('\n')}\n{}\n`)
    await benLibrary.index.scan('all')
    await live(2, [benLibrary])
    expect(readFileSync(file, 'utf8')).toBe(text)
    await close()
  })
})

describe('a batch that another program altered under its own name', () => {
  it('gets its true bytes back from a sync tool’s copy, or from the pack that holds it', async () => {
    const { clock, library, threadId, live, folder, ops, open, close } = await world()
    await say(library, update(threadId, 'November.'))
    const benLibrary = await (await open('ben')).join(folder)
    await live(36)
    const [first = '', second = ''] = ops().filter((path) => path.includes(library.writer.id) && path.endsWith('.json'))
    const bytes = [first, second].map((path) => readFileSync(join(folder, 'ops', path), 'utf8'))
    writeFileSync(join(folder, 'ops', second.replace('.json', '.sync-conflict-1.json')), bytes[1] ?? '')
    await benLibrary.index.scan('all')
    for (const path of [first, second]) writeOver(join(folder, 'ops', path), 'Something else.')
    clock.ms += dayMs
    await benLibrary.index.scan('all')
    await live(2, [benLibrary])
    expect([first, second].map((path) => readFileSync(join(folder, 'ops', path), 'utf8'))).toEqual(bytes)
    expect(await benLibrary.index.pending()).toEqual([])
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
    const all = ['captions-en.vtt', 'item.md', 'manifest.json', 'poster.webp', 'video.mp4']
    await live(29)
    expect(filesOf(goes)).toEqual(all)
    await live(4)
    expect(filesOf(goes)).toEqual(all.filter((name) => name !== 'video.mp4'))
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

/** What another program does to a published file, which is read-only. */
function writeOver(path: string, bytes: string | Uint8Array): void {
  const other = `${path}.other`
  writeFileSync(other, bytes)
  renameSync(other, path)
}
