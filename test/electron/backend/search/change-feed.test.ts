import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexedLibrary, viewsOf } from '../../../support/indexed-library.ts'
import { putFile, TestWriter } from '../../../support/library-writer.ts'
import { newComment, newDecision, newThread, newUpdate, profileOf, updateBody } from '../../../support/test-records.ts'

function withThread() {
  const indexed = indexedLibrary()
  const { founder, dir } = indexed
  founder.write(dir, [profileOf(founder, 'Aya')])
  const thread = newThread(founder, 'Payments')
  founder.write(dir, thread.operations)
  return { ...indexed, indexed, thread }
}

describe('the change feed', () => {
  it('gives every view once, then only what changed, in pages', async () => {
    const { index, founder, dir, thread } = withThread()
    for (let count = 0; count < 7; count += 1) {
      founder.write(dir, newUpdate(founder, { thread: thread.id, title: `Week ${count}`, done: 'Done' }).operations)
    }
    await index.scan('recent')
    const ids: string[] = []
    let page = await index.changes({ epoch: null, after: 0, limit: 4 })
    ids.push(...page.records.map(({ id }) => id))
    while (page.hasMore) {
      page = await index.changes({ epoch: page.epoch, after: page.n, limit: 4 })
      ids.push(...page.records.map(({ id }) => id))
    }
    expect(ids).toHaveLength(9)
    expect(new Set(ids).size).toBe(9)
    expect(await index.changes({ epoch: page.epoch, after: page.n, limit: 4 })).toMatchObject({
      records: [],
      removed: [],
    })
    founder.write(dir, [{ kind: 'thread.archived', subject: thread.id, body: { archived: true } }])
    await index.scan('recent')
    const next = await index.changes({ epoch: page.epoch, after: page.n, limit: 4 })
    expect(next.records).toMatchObject([{ id: thread.id, isArchived: true }])
  })

  it('tells of removals, though not to a page that starts over', async () => {
    const { index, founder, dir, thread } = withThread()
    const update = newUpdate(founder, { thread: thread.id, title: 'Wrong', done: 'Wrong' })
    founder.write(dir, update.operations)
    const { epoch, n } = await index.scan('recent')
    const removal = founder.write(dir, [{ kind: 'update.deleted', subject: update.id, body: { deleted: true } }])
    await index.scan('recent')
    expect(await index.changes({ epoch, after: n, limit: 9 })).toMatchObject({ records: [], removed: [update.id] })
    expect(await index.changes({ epoch: 'another', after: n, limit: 9 })).toMatchObject({ epoch, removed: [] })
    const back = { kind: 'update.deleted', subject: update.id, body: { deleted: false }, supersedes: removal.ids }
    founder.write(dir, [back])
    await index.scan('recent')
    expect((await index.changes({ epoch, after: n, limit: 9 })).records).toMatchObject([{ id: update.id }])
  })

  it('goes on where it was when the index is opened again', async () => {
    const { index, indexed, founder, dir, thread } = withThread()
    const { epoch, n } = await index.scan('recent')
    const reopened = await indexed.reopen()
    expect(await reopened.scan('recent')).toMatchObject({ hasChanged: false, epoch, n, pendingCount: 0 })
    const update = newUpdate(founder, { thread: thread.id, title: 'Later', done: 'Done' })
    founder.write(dir, update.operations)
    await reopened.scan('recent')
    expect((await reopened.changes({ epoch, after: n, limit: 9 })).records).toMatchObject([{ id: update.id }])
  })

  it('begins a new epoch with equal views when its file was deleted or damaged', async () => {
    const { index, indexed, founder, dir, thread, indexPath } = withThread()
    founder.write(dir, newUpdate(founder, { thread: thread.id, title: 'One', done: 'Done' }).operations)
    const first = await index.scan('recent')
    const views = await indexed.views()
    await index.close()
    rmSync(indexPath)
    const anew = await indexed.reopen()
    const second = await anew.scan('recent')
    expect(second.epoch).not.toBe(first.epoch)
    expect(await viewsOf(anew)).toEqual(views)
    await anew.close()
    writeFileSync(indexPath, 'this was an index once, before the disk lost it'.repeat(500))
    const repaired = await indexed.reopen()
    await repaired.scan('recent')
    expect(await viewsOf(repaired)).toEqual(views)
  })
})

describe('records that speak of each other', () => {
  it('show an ask as answered by a comment of someone asked, until it is withdrawn', async () => {
    const { index, indexed, founder, dir, thread, library } = withThread()
    const mara = new TestWriter({ library })
    mara.write(dir, [profileOf(mara, 'Mara')])
    const update = newUpdate(founder, { thread: thread.id, title: 'Asking', done: 'Done' })
    founder.write(dir, update.operations)
    mara.write(dir, newComment(mara, { on: update.id, text: 'Not mine to answer', answersAsk: 'ask-1' }).operations)
    await index.scan('recent')
    expect((await indexed.view('update', update.id))?.asks).toMatchObject([{ answeredBy: null }])
    const answer = newComment(founder, { on: update.id, text: 'Looked at it', answersAsk: 'ask-1' })
    founder.write(dir, answer.operations)
    await index.scan('recent')
    expect((await indexed.view('update', update.id))?.asks).toMatchObject([{ answeredBy: answer.id }])
    founder.write(dir, [{ kind: 'comment.withdrawn', subject: answer.id, body: {} }])
    await index.scan('recent')
    expect((await indexed.view('update', update.id))?.asks).toMatchObject([{ answeredBy: null }])
  })

  it('show a decision as replaced by the one that replaces it, whichever is read first', async () => {
    const { index, indexed, founder, dir } = withThread()
    const old = newDecision(founder, { title: 'Weekly', why: 'Habit' })
    const fresh = newDecision(founder, { title: 'Two-weekly', why: 'Calm', replaces: old.id })
    const oldBatch = founder.batch(old.operations)
    founder.write(dir, fresh.operations)
    await index.scan('recent')
    putFile(join(dir, oldBatch.path), oldBatch.text)
    await index.scan('recent')
    expect(await indexed.view('decision', old.id)).toMatchObject({ replacedBy: fresh.id })
  })

  it('show the latest version whatever the clocks said, and when it was changed', async () => {
    const { index, indexed, founder, dir, thread } = withThread()
    const update = newUpdate(founder, { thread: thread.id, title: 'First words', done: 'Done' })
    const first = founder.write(dir, update.operations, { hlcMs: Date.UTC(2026, 10, 3, 10) })
    await index.scan('recent')
    expect(await indexed.view('update', update.id)).toMatchObject({ title: 'First words', editedAtMs: null })
    const body = updateBody(founder, { title: 'Better words', done: 'Done' })
    const supersedes = [first.ids[0] ?? '']
    founder.write(dir, [{ kind: 'update.version', subject: update.id, body, supersedes }], {
      hlcMs: Date.UTC(2026, 10, 1),
    })
    await index.scan('recent')
    const edited = { title: 'Better words', editedAtMs: Date.UTC(2026, 10, 1), atMs: Date.UTC(2026, 10, 3, 10) }
    expect(await indexed.view('update', update.id)).toMatchObject(edited)
  })

  it('count a second device as its person once it was endorsed, and everything it wrote with it', async () => {
    const { index, indexed, founder, dir, thread, library } = withThread()
    const laptop = new TestWriter({ library })
    laptop.write(dir, [
      { kind: 'writer.label', subject: laptop.id, body: { deviceName: 'Aya’s laptop' } },
      { kind: 'writer.claim', subject: laptop.id, body: { person: founder.id } },
    ])
    const update = newUpdate(laptop, { thread: thread.id, title: 'From my laptop', done: 'Done' })
    laptop.write(dir, update.operations)
    await index.scan('recent')
    const devices = [{ writer: laptop.id, name: 'Aya’s laptop', isUnconfirmed: true, isClosed: false }]
    expect((await indexed.view('person', founder.id))?.devices).toEqual(expect.arrayContaining(devices))
    expect(await indexed.view('update', update.id)).toMatchObject({ author: laptop.id })
    founder.write(dir, [{ kind: 'writer.endorse', subject: laptop.id, body: { person: founder.id } }])
    await index.scan('recent')
    expect(await index.personOf(laptop.id)).toBe(founder.id)
    expect(await indexed.view('update', update.id)).toMatchObject({ author: founder.id })
    expect((await indexed.views()).filter(({ kind }) => kind === 'person')).toHaveLength(1)
  })
})
