import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../../domain/json.ts'
import { emptyPlan } from '../../../../electron/backend/library/requests/context.ts'
import { filesIn, filesWith, update } from './devices.ts'
import { setUpDevices } from './setup.ts'
import { dayMs, liveWorld, say, writeOver } from './upkeep-world.ts'

const devices = setUpDevices('mend-folder')
const world = () => liveWorld(devices.folder())
const secret = 'Quetzalcoatlus'

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
