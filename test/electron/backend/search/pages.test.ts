import { describe, expect, it } from 'vitest'
import type { PageQuery, Place } from '../../../../domain/views/pages.ts'
import { indexedLibrary } from '../../../support/indexed-library.ts'
import { TestWriter } from '../../../support/library-writer.ts'
import { newComment, newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const all: PageQuery = { kinds: ['update'], thread: null, on: null, isOpen: false, before: null, limit: 3 }

describe('pages of a library', () => {
  it('hold each record once, newest first, though many came in one moment', async () => {
    const { index, founder, dir } = indexedLibrary()
    const thread = newThread(founder, 'Payments')
    founder.write(dir, thread.operations)
    const made: string[] = []
    for (let batch = 0; batch < 3; batch += 1) {
      const updates = [0, 1, 2, 3].map((at) =>
        newUpdate(founder, { thread: thread.id, title: `${batch} ${at}`, done: 'x' }),
      )
      made.push(...updates.map(({ id }) => id))
      founder.write(
        dir,
        updates.flatMap(({ operations }) => operations),
      )
    }
    await index.scan('all')
    const read: string[] = []
    const moments: number[] = []
    for (let before: Place | null = null, isFirst = true; isFirst || before !== null; isFirst = false) {
      const page: Awaited<ReturnType<typeof index.page>> = await index.page({ ...all, before })
      read.push(...page.records.map(({ id }) => id))
      moments.push(...page.records.map(({ atMs }) => atMs))
      before = page.next
    }
    expect(read.toSorted()).toEqual(made.toSorted())
    expect(moments).toEqual(moments.toSorted((a, b) => b - a))
  })

  it('hold what stands on one record, and what is open in one thread', async () => {
    const { index, founder, dir } = indexedLibrary()
    const thread = newThread(founder, 'Payments')
    const held = newUpdate(founder, { thread: thread.id, title: 'Held', done: 'x', blocked: 'The bank' })
    const comment = newComment(founder, { on: held.id, text: 'I call them.' })
    founder.write(dir, [...thread.operations, ...held.operations, ...comment.operations])
    const other = newThread(founder, 'Mobile')
    founder.write(dir, other.operations)
    await index.scan('all')
    const on = await index.page({ ...all, kinds: ['comment', 'acknowledgement'], on: held.id })
    expect(on.records.map(({ id }) => id)).toEqual([comment.id])
    const open = await index.page({ ...all, thread: thread.id, isOpen: true })
    expect(open.records.map(({ id }) => id)).toEqual([held.id])
    expect((await index.page({ ...all, thread: other.id, isOpen: true })).records).toEqual([])
  })

  it('begin with what a page keeps: everyone, threads, what asks me and my latest update', async () => {
    const { index, founder, dir, library } = indexedLibrary()
    const mara = new TestWriter({ library })
    const thread = newThread(founder, 'Payments')
    founder.write(dir, [profileOf(founder, 'Aya'), ...thread.operations])
    for (const title of ['First', 'Latest']) {
      founder.write(dir, newUpdate(founder, { thread: thread.id, title, done: 'x' }).operations)
    }
    mara.write(dir, [profileOf(mara, 'Mara')])
    // Each asks its own writer; Mara's is not about the founder.
    mara.write(dir, newUpdate(mara, { thread: thread.id, title: 'Hers', done: 'x' }).operations)
    await index.scan('all')
    const kept = await index.kept(founder.id)
    const titles = kept.records.map((view) => ('title' in view ? view.title : 'name' in view ? view.name : view.kind))
    expect(titles.toSorted()).toEqual(['Aya', 'Latest', 'Mara', 'Payments'])
    expect(kept).toMatchObject({
      epoch: expect.any(String),
      n: (await index.changes({ epoch: null, after: 0, limit: 1000 })).n,
    })
  })
})
