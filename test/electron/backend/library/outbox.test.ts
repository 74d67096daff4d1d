import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseBatch } from '../../../../domain/library/batch.ts'
import type { ThreadView } from '../../../../domain/views/records.ts'
import { filesIn, thread, until, update } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('outbox')

function batchesIn(folder: string) {
  return filesIn(folder)
    .filter((path) => path.startsWith('ops/'))
    .map((path) => {
      const batch = parseBatch(readFileSync(join(folder, path), 'utf8'))
      if ('reason' in batch) throw new Error(batch.reason)
      return batch.head
    })
}

describe('the outbox', () => {
  it('gives an update back within its time to undo, and leaves no gap behind', async () => {
    const { aya, folder } = await devices.two({ undoSec: 60 })
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    const request = update(threadId, 'Too early.')
    const { outboxId } = await aya.ask(library.id, request)
    expect(await aya.outbox()).toMatchObject([{ id: outboxId, state: 'waiting', title: 'Refunds settle again' }])
    const undone = await aya.call('POST', `/api/outbox/${outboxId}/undo`)
    expect(undone).toEqual({ library: library.id, request })
    expect(await aya.outbox()).toEqual([])

    const { id, outboxId: second } = await aya.ask(library.id, update(threadId, 'Now it is true.'))
    await aya.call('POST', `/api/outbox/${second}/now`)
    await until(async () => (await aya.outbox()).length === 0)
    expect((await aya.record(library.id, id)).view).toMatchObject({ kind: 'update' })
    const heads = batchesIn(folder)
    expect(heads.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(filesIn(folder).filter((path) => path.endsWith('item.md'))).toHaveLength(1)
  })

  it('says what cannot be published when it is asked for, and keeps nothing of it', async () => {
    const { aya, ben, folder } = await devices.two()
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    const updateId = await aya.say(library.id, update(threadId, 'Mine.'))
    await ben.join(folder, 'Ben')
    const { request: _, thread: __, cycle: ___, isNothing: ____, ...words } = update(threadId, 'Theirs.')
    const correction = ben.ask(library.id, { request: 'update.correct', id: updateId, ...words })
    await expect(correction).rejects.toMatchObject({ status: 403, answer: { error: { code: 'not-allowed' } } })
    expect(await ben.outbox()).toEqual([])
  })

  it('keeps what waits while the folder is away, and publishes it in order when it is back', async () => {
    const { aya, folder } = await devices.two()
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    renameSync(folder, `${folder}-away`)
    const first = await aya.ask(library.id, update(threadId, 'Written on a train.'))
    await aya.ask(library.id, update(threadId, 'And one more.'))
    await until(async () => (await aya.outbox())[0]?.state === 'stuck')
    expect((await aya.outbox())[0]?.failure).toMatchObject({ code: 'folder-vanished' })
    expect((await aya.record(library.id, threadId)).view).toMatchObject({ name: 'Payments' })

    renameSync(`${folder}-away`, folder)
    await aya.call('POST', `/api/outbox/${first.outboxId}/now`)
    await until(async () => (await aya.outbox()).length === 0)
    expect(batchesIn(folder).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  })

  it('writes nothing into a folder that became another library', async () => {
    const { aya, ben, folder } = await devices.two()
    const library = await aya.create(folder)
    renameSync(folder, `${folder}-mine`)
    await ben.create(folder, 'Another team')
    const before = filesIn(folder)
    await aya.ask(library.id, thread)
    await until(async () => (await aya.outbox())[0]?.state === 'stuck')
    expect((await aya.outbox())[0]?.failure).toMatchObject({ code: 'another-library' })
    expect(filesIn(folder)).toEqual(before)
    await until(async () => (await aya.call<{ state: string }[]>('GET', '/api/libraries'))[0]?.state === 'offline')
    const [view] = await aya.call<unknown[]>('GET', '/api/libraries')
    expect(view).toMatchObject({ name: 'Payments team', failure: { code: 'another-library' } })
  })

  it('follows no link that stands where its folder belongs', async () => {
    const { aya, folder } = await devices.two()
    const library = await aya.create(folder)
    const elsewhere = `${folder}-elsewhere`
    mkdirSync(elsewhere)
    rmSync(join(folder, 'media'), { recursive: true, force: true })
    symlinkSync(elsewhere, join(folder, 'media'))
    const threadId = await aya.say(library.id, thread)
    await aya.ask(library.id, update(threadId, 'Not elsewhere.'))
    await until(async () => (await aya.outbox())[0]?.state === 'stuck')
    expect((await aya.outbox())[0]?.failure).toMatchObject({ code: 'not-allowed' })
    expect(filesIn(elsewhere)).toEqual([])
  })

  it('gives no two batches the same place, also where one is stuck between being signed and being written', async () => {
    const { aya, folder } = await devices.two({ undoSec: 1 })
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    await aya.ask(library.id, update(threadId, 'Asked first, due last.'))
    renameSync(join(folder, 'ops'), join(folder, 'ops-away'))
    symlinkSync(join(folder, 'ops-away'), join(folder, 'ops'))
    const archive = await aya.ask(library.id, { request: 'thread.archive', id: threadId, isArchived: true })
    await until(async () => (await aya.outbox()).some(({ state }) => state === 'stuck'))
    const undo = aya.call('POST', `/api/outbox/${archive.outboxId}/undo`)
    await expect(undo).rejects.toMatchObject({ answer: { error: { code: 'conflict' } } })
    await aya.close()
    rmSync(join(folder, 'ops'))
    renameSync(join(folder, 'ops-away'), join(folder, 'ops'))
    const again = await devices.start({ profileDir: aya.profileDir })
    await until(async () => (await again.outbox()).length === 0)
    const heads = batchesIn(folder)
    expect(heads.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect(heads[2]?.ops[0]?.kind).toBe('thread.archived')
  })

  it('publishes after a restart what waited before it', async () => {
    const { aya, folder } = await devices.two({ undoSec: 1 })
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    await aya.ask(library.id, update(threadId, 'Before the restart.'))
    await aya.close()
    const again = await devices.start({ profileDir: aya.profileDir, undoSec: 1 })
    await until(async () => (await again.outbox()).length === 0)
    expect(batchesIn(folder).map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  it('keeps both names of a thread that two people renamed at the same time', async () => {
    const { aya, ben, folder } = await devices.two()
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    await ben.join(folder, 'Ben')
    // each writes while it cannot see the other's folder
    const copyOf = (name: string): string => join(folder, '..', name)
    cpSync(folder, copyOf('bens-copy'), { recursive: true })
    await ben.call('POST', '/api/libraries/join', { dir: copyOf('bens-copy'), as: { claim: library.me } })
    const { request: _, ...shape } = thread
    await aya.say(library.id, { request: 'thread.change', id: threadId, ...shape, name: 'Payments and refunds' })
    await ben.say(library.id, { request: 'thread.change', id: threadId, ...shape, name: 'Money' })
    cpSync(join(copyOf('bens-copy'), 'ops'), join(folder, 'ops'), { recursive: true, force: false })
    await aya.call('DELETE', `/api/libraries/${library.id}`)
    await aya.call('POST', '/api/libraries/join', { dir: folder, as: { claim: library.me } })
    const names = batchesIn(folder).flatMap(({ ops }) => ops.filter(({ kind }) => kind === 'thread.about'))
    const [first] = names.filter(({ supersedes }) => supersedes === undefined)
    const renamed = names.filter((operation) => operation !== first)
    expect(renamed).toHaveLength(2)
    expect(renamed[0]?.supersedes).toEqual(renamed[1]?.supersedes)
    const view = (await aya.record(library.id, threadId)).view as ThreadView
    expect(['Payments and refunds', 'Money']).toContain(view.name)

    // the next rename settles it: it replaces both
    await aya.say(library.id, { request: 'thread.change', id: threadId, ...shape, name: 'Payments' })
    const settled = batchesIn(folder).flatMap(({ ops }) => ops.filter(({ kind }) => kind === 'thread.about'))
    expect(settled.some(({ supersedes }) => supersedes?.length === 2)).toBe(true)
  })

  it('leaves a file alone that already has the name of one of its own', async () => {
    const { aya, folder } = await devices.two()
    const library = await aya.create(folder)
    writeFileSync(join(folder, 'README.txt'), 'Ours.')
    await aya.say(library.id, thread)
    expect(readFileSync(join(folder, 'README.txt'), 'utf8')).toBe('Ours.')
  })
})
