import { linkSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expectUnharmed, type HostileWorld, hostileWorld } from '../../../../support/hostile-library.ts'
import { putFile, type TestOperation, type WrittenBatch } from '../../../../support/library-writer.ts'
import { newComment, newDocument, profileOf } from '../../../../support/test-records.ts'

const mib = 1024 * 1024
const tooLarge = 'it is larger than such a file can be'
const notOfThisFormat = 'its head is not one of this format'

/** A file of that many bytes which takes no room. */
function putSparse(path: string, sizeBytes: number): void {
  putFile(path, '')
  truncateSync(path, sizeBytes)
}

/** Scans, and tells how long that took and how much memory it left behind. */
async function cost({ index }: HostileWorld): Promise<{ tookMs: number; grownBytes: number }> {
  const [startedMs, { rss }] = [performance.now(), process.memoryUsage()]
  await index.scan('all')
  return { tookMs: performance.now() - startedMs, grownBytes: process.memoryUsage().rss - rss }
}

function withHead({ text }: WrittenBatch, change: (head: string) => string): string {
  const [head = '', signature, words] = text.split('\n')
  return `${change(head)}\n${signature}\n${words}\n`
}

describe('what is larger than it can be', () => {
  it('is refused before any of it is read: a batch of 1 GB, a pack of 10 GB', async () => {
    const world = hostileWorld()
    const { dir, month, mallory, index } = world
    putSparse(join(dir, month, 'huge.json'), 1024 * mib)
    putSparse(join(dir, 'ops', mallory.id, 'packs', `00000001-00000009-${'a'.repeat(26)}.jsonl`), 10 * 1024 * mib)
    const { tookMs, grownBytes } = await cost(world)
    expect(tookMs).toBeLessThan(2000)
    expect(grownBytes).toBeLessThan(64 * mib)
    expect((await index.pending()).map(({ reason }) => reason)).toEqual([tooLarge, tooLarge])
    await expectUnharmed(world)
  })

  it('is refused as captions, whatever the signed head says of its size', async () => {
    const world = hostileWorld()
    const { dir, updateFolder, update } = world
    for (const name of ['captions-en.vtt', 'video.mp4']) putSparse(join(dir, updateFolder, name), 1024 * mib)
    expect((await cost(world)).tookMs).toBeLessThan(2000)
    expect(await world.view('update', update.id)).toMatchObject({ video: { isHere: false } })
  })

  it('is no marker', async () => {
    const world = hostileWorld()
    putSparse(join(world.dir, 'ownpace.json'), 1024 * mib)
    await expect(world.index.scan('all')).rejects.toMatchObject({ code: 'library-offline' })
  })

  it('is no head: white space before it, a nonce in it, brackets within brackets', async () => {
    const world = hostileWorld()
    const { dir, mallory, index } = world
    const batch = mallory.batch([profileOf(mallory, 'M')])
    const spaced = withHead(batch, (head) => `${' '.repeat(2 * mib)}${head}`)
    const long = withHead(batch, (head) => head.replace('"M"', `"${'M'.repeat(2 * mib)}"`))
    const deep = withHead(batch, (head) => head.replace('"M"', `${'['.repeat(400_000)}${']'.repeat(400_000)}`))
    for (const [name, text] of Object.entries({ spaced, long, deep })) {
      putFile(join(dir, 'ops', mallory.id, '202611', `${name}.json`), text)
    }
    expect((await cost(world)).tookMs).toBeLessThan(2000)
    expect((await index.pending()).map(({ reason }) => reason)).toEqual([
      notOfThisFormat,
      'its head is larger than any can be',
      'its head is larger than any can be',
    ])
    await expectUnharmed(world)
  })
})

describe('great numbers', () => {
  it('of operations are taken up to a thousand, and refused beyond', async () => {
    const world = hostileWorld()
    const { dir, mallory, index } = world
    const away = (count: number): TestOperation[] =>
      Array.from({ length: count }, (_, day) => ({
        kind: `person.away:d${day}`,
        subject: mallory.id,
        body: { until: null },
      }))
    mallory.write(dir, away(1000))
    expect((await cost(world)).tookMs).toBeLessThan(2000)
    expect(await index.pending()).toEqual([])
    const beyond = mallory.write(dir, away(1001))
    await index.scan('all')
    expect(await index.pending()).toMatchObject([{ path: beyond.path, reason: notOfThisFormat }])
  })

  it('of words in one batch are borne, and those that nothing names are no words', async () => {
    const world = hostileWorld()
    const { dir, mallory, index } = world
    for (let place = 0; place < 10_000; place += 1) mallory.words(`word number ${place}`)
    const comment = newComment(mallory, { on: world.update.id, text: 'The only one that is said' })
    mallory.write(dir, comment.operations)
    expect((await cost(world)).tookMs).toBeLessThan(2000)
    expect(await world.view('comment', comment.id)).toMatchObject({ text: 'The only one that is said' })
    expect((await index.search({ text: 'number', limit: 10 })).hits).toEqual([])
    await expectUnharmed(world)
  })

  it('of names in a folder cost no more than listing them', async () => {
    const world = hostileWorld()
    const { dir, month, outside } = world
    const files = ['a', 'b'].map((name) => join(outside, name))
    for (const [half, file] of files.entries()) {
      writeFileSync(file, '')
      // a name costs a hard link, far less than a file; one file has at most some 65,000
      for (let place = 0; place < 50_000; place += 1) linkSync(file, join(dir, month, `${half}-${place}.txt`))
    }
    expect((await cost(world)).tookMs).toBeLessThan(5000)
    await expectUnharmed(world)
  })

  it('of files that are no batches are all listed with their reason, and read once', async () => {
    const world = hostileWorld()
    const { dir, mallory, index } = world
    const folder = join(dir, 'ops', mallory.id, '202611')
    mkdirSync(folder, { recursive: true })
    for (let place = 0; place < 3000; place += 1) writeFileSync(join(folder, `${place}.json`), `{"n":${place}}`)
    expect((await cost(world)).tookMs).toBeLessThan(10_000)
    expect(await index.pending()).toHaveLength(3000)
    expect((await cost(world)).tookMs).toBeLessThan(2000)
    await expectUnharmed(world)
  })

  it('of records that supersede one another stay quick to fold', async () => {
    const world = hostileWorld()
    const { dir, mallory, thread, index } = world
    let ids: string[] = []
    for (let round = 0; round < 20; round += 1) {
      const body = (place: number) => ({ colour: `${round}-${place}` })
      const operations = Array.from({ length: 150 }, (_, place): TestOperation => {
        return { kind: 'thread.colour', subject: thread.id, body: body(place), supersedes: ids }
      })
      ids = mallory.write(dir, operations).ids
    }
    expect((await cost(world)).tookMs).toBeLessThan(10_000)
    expect(await index.pending()).toEqual([])
    await expectUnharmed(world)
  })

  it('of the same letter, four megabytes of them, are words like others', async () => {
    const world = hostileWorld()
    const { dir, mallory } = world
    const long = newDocument(mallory, { title: 'Long', text: 'a'.repeat(3.9 * mib) })
    mallory.write(dir, long.operations)
    const many = newDocument(mallory, { title: 'Many', text: 'a '.repeat(1.9 * mib) })
    mallory.write(dir, many.operations)
    expect((await cost(world)).tookMs).toBeLessThan(5000)
    expect(await world.view('document', long.id)).toMatchObject({ title: 'Long' })
    expect(await world.view('document', many.id)).toMatchObject({ title: 'Many' })
    await expectUnharmed(world)
  })
})
