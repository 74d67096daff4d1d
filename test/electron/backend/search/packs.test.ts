import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packName, packPath } from '../../../../domain/library/pack.ts'
import { indexedLibrary, viewsOf } from '../../../support/indexed-library.ts'
import { putFile, sha256, TestWriter, type WrittenBatch } from '../../../support/library-writer.ts'
import { newDocument, newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

function packOf(writer: TestWriter, batches: WrittenBatch[]): { path: string; text: string } {
  const headLines = batches.map(({ text }) => text.split('\n')[0] ?? '')
  const [first, last] = [batches[0]?.seq ?? 0, batches.at(-1)?.seq ?? 0]
  const path = packPath(writer.id, packName({ first, last, headLines, sha256 }))
  return { path, text: batches.map(({ text }) => text).join('') }
}

function withoutWords({ text }: WrittenBatch): string {
  const [head, signature] = text.split('\n')
  return `${head}\n${signature}\n{}\n`
}

function withPacks() {
  const indexed = indexedLibrary()
  const { founder, dir, library } = indexed
  const mara = new TestWriter({ library, nowMs: Date.UTC(2026, 5, 2, 9) })
  const thread = newThread(founder, 'Payments')
  founder.write(dir, [profileOf(founder, 'Aya'), ...thread.operations])
  const profile = mara.batch([profileOf(mara, 'Mara')])
  // Words belong to the batch that is made next, so each update is made with its own.
  const made = [1, 2, 3].map((week) => {
    const update = newUpdate(mara, { thread: thread.id, title: `Week ${week}`, done: 'Done' })
    return { update, batch: mara.batch(update.operations) }
  })
  const updates = made.map(({ update }) => update)
  const batches = [profile, ...made.map(({ batch }) => batch)]
  return { ...indexed, indexed, mara, thread, updates, batches, pack: packOf(mara, batches) }
}

function put({ dir }: { dir: string }, file: { path: string; text: string }): void {
  putFile(join(dir, file.path), file.text)
}

describe('packs', () => {
  it('say what the loose files said, whichever of them are there', async () => {
    const world = withPacks()
    const { dir, index, indexed, batches, pack } = world
    for (const batch of batches) put(world, batch)
    await index.scan('recent')
    const views = await indexed.views()
    expect(views.filter(({ kind }) => kind === 'update')).toHaveLength(3)
    const { n } = await index.scan('recent')
    put(world, pack)
    for (const { path } of batches) rmSync(join(dir, path))
    expect(await index.scan('all')).toMatchObject({ hasChanged: false, n, pendingCount: 0 })
    await index.close()
    rmSync(indexed.indexPath)
    const anew = await indexed.reopen()
    expect(await anew.scan('recent')).toMatchObject({ pendingCount: 0 })
    expect(await viewsOf(anew)).toEqual(views)
  })

  it('fill a gap without waiting for the daily look at everything', async () => {
    const world = withPacks()
    const { index, indexed, mara, thread, pack } = world
    const later = newUpdate(mara, { thread: thread.id, title: 'Later', done: 'Done' })
    put(world, mara.batch(later.operations))
    await index.scan('recent')
    expect(await index.gaps()).toEqual([{ writer: mara.id, first: 1, last: 4 }])
    put(world, pack)
    expect(await index.scan('recent')).toMatchObject({ hasChanged: true })
    expect(await index.gaps()).toEqual([])
    expect((await indexed.views()).filter(({ kind }) => kind === 'update')).toHaveLength(4)
  })

  it('are united with loose copies of which words were lost, either way', async () => {
    const world = withPacks()
    const { index, indexed, mara, updates, batches } = world
    const [profile, first, second, third] = batches as [WrittenBatch, WrittenBatch, WrittenBatch, WrittenBatch]
    const packed = [profile, { ...first, text: withoutWords(first) }, second, third]
    put(world, packOf(mara, packed))
    put(world, { ...second, text: withoutWords(second) })
    await index.scan('recent')
    expect(await indexed.view('update', updates[0]?.id ?? '')).toMatchObject({ title: '' })
    expect(await indexed.view('update', updates[1]?.id ?? '')).toMatchObject({ title: 'Week 2' })
    expect(await index.pending()).toMatchObject([{ path: packOf(mara, packed).path }])
    put(world, first)
    await index.scan('all')
    expect(await indexed.view('update', updates[0]?.id ?? '')).toMatchObject({ title: 'Week 1' })
    expect((await index.filesLackingWords()).map(({ path }) => path)).toEqual(
      [second.path, packOf(mara, packed).path].sort(),
    )
  })

  it('are named where they carry a record’s words, and where those were withdrawn', async () => {
    const world = withPacks()
    const { dir, index, mara, updates, batches, pack } = world
    const [, , second] = batches as [WrittenBatch, WrittenBatch, WrittenBatch]
    put(world, pack)
    put(world, second)
    const subject = updates[1]?.id ?? ''
    await index.scan('recent')
    expect(await index.batchesWithWordsOf(subject)).toEqual([second.path, pack.path].sort())
    expect(await index.filesToStrip()).toEqual([])
    mara.write(dir, [{ kind: 'update.withdrawn', subject, body: {} }])
    await index.scan('recent')
    const toStrip = [second.path, pack.path].sort().map((path) => ({ path, subjects: [subject] }))
    expect(await index.filesToStrip()).toEqual(toStrip)
    const stripped = batches.map((batch) => (batch === second ? withoutWords(batch) : batch.text)).join('')
    put(world, { path: pack.path, text: stripped })
    put(world, { path: second.path, text: withoutWords(second) })
    await index.reread([second.path, pack.path])
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 0 })
    expect(await index.filesToStrip()).toEqual([])
  })

  it('count for what is good in them, with the reason pending', async () => {
    const world = withPacks()
    const { index, indexed, mara, batches, updates } = world
    const [profile, first, second, third] = batches as [WrittenBatch, WrittenBatch, WrittenBatch, WrittenBatch]
    const text = [profile.text, first.text, second.text.replace('"seq":3', '"seq":4'), third.text].join('')
    const { path } = packOf(mara, batches)
    put(world, { path, text })
    await index.scan('recent')
    expect(await indexed.view('update', updates[2]?.id ?? '')).toMatchObject({ title: 'Week 3' })
    expect(await indexed.view('update', updates[1]?.id ?? '')).toBeNull()
    expect(await index.pending()).toMatchObject([{ path, reason: 'its signature is not its writer’s' }])
    put(world, { path, text: batches.map((batch) => batch.text).join('') })
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 0 })
    expect(await indexed.view('update', updates[1]?.id ?? '')).toMatchObject({ title: 'Week 2' })
  })

  it('of many megabytes are gone through in parts, and say the same', async () => {
    const world = withPacks()
    const { index, indexed, mara } = world
    const made = Array.from({ length: 24 }, (_unused, place) => {
      const document = newDocument(mara, { title: `Guide ${place}`, text: `${place} `.repeat(130_000) })
      return { document, batch: mara.batch(document.operations) }
    })
    const documents = made.map(({ document }) => document)
    const pack = packOf(mara, [...world.batches, ...made.map(({ batch }) => batch)])
    expect(pack.text.length).toBeGreaterThan(5 * 1024 * 1024)
    put(world, pack)
    await index.scan('recent')
    expect((await indexed.views()).filter(({ kind }) => kind === 'document')).toHaveLength(24)
    expect(await index.gaps()).toEqual([])
    expect(await index.batchesWithWordsOf(documents[7]?.id ?? '')).toEqual([pack.path])
  })
})

describe('copies of batches', () => {
  it('that lack words are listed with what is known of them, salts and all', async () => {
    const world = withPacks()
    const { dir, index, batches, pack, updates } = world
    const [, first] = batches as [WrittenBatch, WrittenBatch]
    put(world, pack)
    for (const batch of batches) put(world, batch)
    await index.scan('recent')
    writeFileSync(join(dir, first.path), withoutWords(first))
    await index.scan('all')
    const words = JSON.parse(first.text.split('\n')[2] ?? '') as Record<string, { salt: string; text: string }>
    const missing = await index.batchesMissingWords()
    expect(missing).toEqual([{ path: first.path, digests: expect.arrayContaining(Object.keys(words)) }])
    expect(await index.wordEntries(missing[0]?.digests ?? [])).toEqual(words)
    expect(updates).toHaveLength(3)
    writeFileSync(join(dir, first.path), first.text)
    await index.scan('recent')
    expect(await index.filesLackingWords()).toEqual([])
  })

  it('whose bytes were altered in place are told from those that never counted', async () => {
    const world = withPacks()
    const { dir, index, batches } = world
    const [profile, first] = batches as [WrittenBatch, WrittenBatch]
    for (const batch of batches) put(world, batch)
    put(world, { path: profile.path.replace('.json', 'x.json'), text: 'nothing' })
    await index.scan('recent')
    writeFileSync(join(dir, first.path), readFileSync(join(dir, first.path), 'utf8').replace('monday', 'friday'))
    await index.scan('all')
    expect(await index.alteredFiles()).toEqual([{ path: first.path, hash: first.hash }])
  })

  it('of one number that say different things are a fork', async () => {
    const world = withPacks()
    const { index, mara, batches } = world
    for (const batch of batches) put(world, batch)
    await index.scan('recent')
    expect(await index.forks()).toEqual([])
    mara.seq = 3
    mara.prev = batches[2]?.hash ?? null
    put(world, mara.batch([profileOf(mara, 'Mara, copied')]))
    await index.scan('recent')
    expect(await index.forks()).toEqual([{ writer: mara.id, seq: 4 }])
  })
})
