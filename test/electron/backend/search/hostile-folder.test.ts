import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexedLibrary, temporaryFolder } from '../../../support/indexed-library.ts'
import { canonical, foundLibrary, putFile, sha256, TestWriter, toBase32 } from '../../../support/library-writer.ts'
import { newComment, newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const minuteMs = 60_000

function withUpdate() {
  const indexed = indexedLibrary()
  const { founder, dir } = indexed
  const profile = founder.write(dir, [profileOf(founder, 'Aya')])
  const thread = newThread(founder, 'Payments')
  const threadBatch = founder.write(dir, thread.operations)
  const update = newUpdate(founder, { thread: thread.id, title: 'Invoices are out', done: 'Sent them all' })
  const updateBatch = founder.write(dir, update.operations)
  return { ...indexed, indexed, profile, thread, threadBatch, update, updateBatch }
}

describe('files that a sync tool left behind', () => {
  it('count whatever their name is, once', async () => {
    const { dir, index, indexed, threadBatch, updateBatch } = withUpdate()
    const month = dirname(join(dir, updateBatch.path))
    renameSync(join(dir, updateBatch.path), join(month, 'Aya’s conflicted copy (2026-11-03).json'))
    copyFileSync(join(dir, threadBatch.path), join(month, `${threadBatch.seq}.sync-conflict-20261103.json`))
    await index.scan('recent')
    const views = await indexed.views()
    expect(views.map(({ kind }) => kind).sort()).toEqual(['person', 'thread', 'update'])
    expect(await index.pending()).toEqual([])
  })

  it('count in a doubled folder too', async () => {
    const { dir, index, indexed, founder, update } = withUpdate()
    renameSync(join(dir, 'ops', founder.id), join(dir, 'ops', `${founder.id} (1)`))
    await index.scan('recent')
    expect(await indexed.view('update', update.id)).toMatchObject({ title: 'Invoices are out' })
  })

  it('wait while they are not whole, change nothing, and count when they are', async () => {
    const { dir, index, indexed, update, updateBatch, clock } = withUpdate()
    const path = join(dir, updateBatch.path)
    truncateSync(path, updateBatch.text.length - 40)
    await index.scan('recent')
    expect(await indexed.view('update', update.id)).toBeNull()
    expect(await index.pending()).toMatchObject([{ path: updateBatch.path, reason: 'its words are not whole' }])
    writeFileSync(path, updateBatch.text)
    clock.nowMs += 5
    expect(await index.scan('recent')).toMatchObject({ hasChanged: true, pendingCount: 0 })
    expect(await indexed.view('update', update.id)).toMatchObject({ title: 'Invoices are out' })
  })

  it('wait where their words are missing, and are healed by another copy', async () => {
    const { dir, index, indexed, update, updateBatch, clock } = withUpdate()
    const [head, signature] = updateBatch.text.split('\n')
    writeFileSync(join(dir, updateBatch.path), `${head}\n${signature}\n{}\n`)
    await index.scan('recent')
    expect(await index.pending()).toMatchObject([{ reason: 'some of its words are not here' }])
    writeFileSync(join(dir, dirname(updateBatch.path), 'copy of it.json'), updateBatch.text)
    clock.nowMs += minuteMs
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 0 })
    expect(await indexed.view('update', update.id)).toMatchObject({ title: 'Invoices are out' })
  })

  it('count without a signature of their own where the next batch vouches for them', async () => {
    const { dir, index, threadBatch } = withUpdate()
    const [head, , words] = threadBatch.text.split('\n')
    const noSignature = canonical({ key: 'AAAA', signature: 'AAAA' })
    writeFileSync(join(dir, threadBatch.path), `${head}\n${noSignature}\n${words}\n`)
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 0 })
  })

  it('that are left over once the next batch arrives later are read again at once', async () => {
    const { dir, index, threadBatch, updateBatch } = withUpdate()
    const [head, , words] = threadBatch.text.split('\n')
    writeFileSync(join(dir, threadBatch.path), `${head}\n${canonical({ key: 'AAAA', signature: 'AAAA' })}\n${words}\n`)
    rmSync(join(dir, updateBatch.path))
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 1 })
    putFile(join(dir, updateBatch.path), updateBatch.text)
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 0 })
  })

  it('are looked for in months before the last one once every so often', async () => {
    const { dir, index, indexed, founder } = withUpdate()
    const late = new TestWriter({ library: founder.library, nowMs: Date.UTC(2026, 8, 1) })
    const first = late.write(dir, [profileOf(late, 'Mara')])
    late.nowMs = Date.UTC(2026, 10, 1)
    late.write(dir, [{ kind: 'person.away', subject: late.id, body: { until: '2026-11-09' } }])
    await index.scan('recent')
    copyFileSync(join(dir, first.path), join(dir, dirname(first.path), 'again.json'))
    await index.scan('recent')
    expect(
      await index.verify({ deep: false, onProgress: () => undefined, signal: new AbortController().signal }),
    ).toMatchObject({ batchCount: 5 })
    await index.scan('all')
    expect(
      await index.verify({ deep: false, onProgress: () => undefined, signal: new AbortController().signal }),
    ).toMatchObject({ batchCount: 6 })
    expect(await indexed.view('person', late.id)).toMatchObject({ name: 'Mara', awayUntil: '2026-11-09' })
  })
})

describe('files of someone who means harm', () => {
  it('do not count under another writer’s name', async () => {
    const { dir, index, indexed, founder, library } = withUpdate()
    const forger = new TestWriter({ library })
    forger.seq = 3
    const batch = forger.batch([profileOf(founder, 'Mallory')])
    const forged = batch.text.replace(`"writer":"${forger.id}"`, `"writer":"${founder.id}"`)
    putFile(join(dir, 'ops', founder.id, '202611', '00000004-forged.json'), forged)
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 1 })
    expect(await indexed.view('person', founder.id)).toMatchObject({ name: 'Aya' })
    expect((await index.position(founder.id))?.seq).toBe(3)
  })

  it('cannot vouch for another writer’s batch', async () => {
    const { dir, index, founder, library } = withUpdate()
    const forger = new TestWriter({ library })
    const unsigned = forger.batch([profileOf(founder, 'Mallory')])
    const head = (unsigned.text.split('\n')[0] ?? '').replace(`"writer":"${forger.id}"`, `"writer":"${founder.id}"`)
    putFile(join(dir, 'ops', founder.id, '202611', 'a.json'), `${head}\n${unsigned.text.split('\n')[1]}\n{}\n`)
    forger.prev = toBase32(sha256(head))
    forger.write(dir, [profileOf(forger, 'Eve')])
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 1 })
    expect((await index.position(founder.id))?.seq).toBe(3)
  })

  it('of another library are not read into this one', async () => {
    const { dir, index } = withUpdate()
    const other = foundLibrary(join(temporaryFolder(), 'other')).founder
    other.write(dir, [profileOf(other, 'Stranger')])
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 1 })
  })

  it('are not followed where they are links, at any depth', async () => {
    const { dir, index, indexed, updateBatch, update, library } = withUpdate()
    const outside = temporaryFolder()
    const target = join(outside, 'target.json')
    renameSync(join(dir, updateBatch.path), target)
    symlinkSync(target, join(dir, updateBatch.path))
    const mara = new TestWriter({ library })
    mara.write(outside, [profileOf(mara, 'Mara')])
    symlinkSync(join(outside, 'ops', mara.id), join(dir, 'ops', mara.id))
    await index.scan('all')
    expect(await indexed.view('update', update.id)).toBeNull()
    expect(await indexed.view('person', mara.id)).toBeNull()
    const reason = 'it is a link, and links are not followed'
    const pending = [updateBatch.path, `ops/${mara.id}`].sort().map((path) => ({ path, reason }))
    expect(await index.pending()).toMatchObject(pending)
  })

  it('are refused without being read where they are enormous', async () => {
    const { dir, index, founder } = withUpdate()
    const huge = join(dir, 'ops', founder.id, '202611', 'huge.json')
    writeFileSync(huge, '')
    truncateSync(huge, 1024 ** 3)
    const startedMs = performance.now()
    await index.scan('recent')
    expect(performance.now() - startedMs).toBeLessThan(2000)
    expect(await index.pending()).toMatchObject([{ reason: 'it is larger than such a file can be' }])
  })

  it('change no prototype and stop no reading by nesting', async () => {
    const { dir, index, indexed, library, update } = withUpdate()
    const mallory = new TestWriter({ library })
    const { subject, nonce } = mallory.newRecord()
    const body = JSON.parse('{"__proto__":{"isOwner":true},"constructor":{"prototype":{"x":1}},"n":1.5}')
    mallory.write(dir, [{ kind: 'document.version', subject, nonce, body }])
    const deep = mallory.batch([profileOf(mallory, 'M')])
    const head = (deep.text.split('\n')[0] ?? '').replace(
      '"name":"M"',
      `"name":${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    )
    putFile(join(dir, 'ops', mallory.id, '202611', 'deep.json'), `${head}\n${deep.text.split('\n')[1]}\n{}\n`)
    mkdirSync(join(dir, 'ops', mallory.id, '202611', 'folder.json'), { recursive: true })
    await index.scan('recent')
    expect(({} as { isOwner?: boolean }).isOwner).toBeUndefined()
    expect(await indexed.view('document', subject)).toBeNull()
    expect(await indexed.view('update', update.id)).not.toBeNull()
    expect(await index.pending()).toMatchObject([{ reason: 'its head is not one of this format' }])
  })

  it('take nothing back that is another’s by naming their words', async () => {
    const { dir, index, indexed, library, update } = withUpdate()
    await index.scan('recent')
    const mallory = new TestWriter({ library })
    const { subject, nonce } = mallory.newRecord()
    mallory.write(dir, [
      {
        kind: 'comment.version',
        subject,
        nonce,
        body: { on: { item: update.id, version: null, ms: null }, text: update.body.title ?? null, answersAsk: null },
      },
      { kind: 'comment.withdrawn', subject, body: {} },
      { kind: 'update.withdrawn', subject: update.id, body: {} },
      { kind: 'update.deleted', subject: update.id, body: { deleted: true } },
    ])
    await index.scan('recent')
    expect(await indexed.view('update', update.id)).toMatchObject({ title: 'Invoices are out' })
  })
})

describe('a folder that is gone', () => {
  it('is offline, too, where a link stands in place of what everyone wrote', async () => {
    const { dir, index, indexed } = withUpdate()
    await index.scan('recent')
    renameSync(join(dir, 'ops'), `${dir}-ops`)
    symlinkSync(`${dir}-ops`, join(dir, 'ops'))
    await expect(index.scan('recent')).rejects.toMatchObject({ code: 'library-offline' })
    expect(await indexed.views()).toHaveLength(3)
  })

  it('is offline and what was known stays readable', async () => {
    const { dir, index, indexed } = withUpdate()
    await index.scan('recent')
    renameSync(dir, `${dir}-away`)
    await expect(index.scan('recent')).rejects.toMatchObject({ code: 'library-offline' })
    expect(await indexed.views()).toHaveLength(3)
    foundLibrary(dir)
    await expect(index.scan('recent')).rejects.toMatchObject({ code: 'another-library' })
    rmSync(join(dir, 'ownpace.json'))
    await expect(index.scan('recent')).rejects.toMatchObject({ code: 'library-offline' })
    expect(await indexed.views()).toHaveLength(3)
  })

  it('deletes nothing by absence of files', async () => {
    const { dir, index, indexed, founder, update } = withUpdate()
    const comment = newComment(founder, { on: update.id, text: 'More to come' })
    founder.write(dir, comment.operations)
    await index.scan('recent')
    const before = readFileSync(join(dir, 'ownpace.json'))
    rmSync(join(dir, 'ops'), { recursive: true })
    expect(before.length).toBeGreaterThan(0)
    expect(await index.scan('all')).toMatchObject({ hasChanged: false })
    expect(await indexed.views()).toHaveLength(4)
  })
})
