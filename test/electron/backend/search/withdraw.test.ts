import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexedLibrary } from '../../../support/indexed-library.ts'
import { placeOfVersion, putFile, TestWriter } from '../../../support/library-writer.ts'
import { newComment, newDocument, newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const secret = 'Zanzibarquartett'
const said = 'Xylophonkonzert'
const captions = new TextEncoder().encode(`WEBVTT\n\n00:00:09.000 --> 00:00:12.000\nWe speak of the ${said}\n`)

function filesOf(indexPath: string): Buffer {
  const paths = ['', '-wal', '-shm'].map((suffix) => indexPath + suffix).filter((path) => existsSync(path))
  return Buffer.concat(paths.map((path) => readFileSync(path)))
}

/** The words and their parts as FTS5 could keep them, in any case. */
function holds(indexPath: string, word: string): boolean {
  const bytes = filesOf(indexPath).toString('latin1').toLowerCase()
  return bytes.includes(word.toLowerCase()) || bytes.includes(word.toLowerCase().slice(0, 9))
}

function withSecret() {
  const indexed = indexedLibrary()
  const { founder, dir, library } = indexed
  const mara = new TestWriter({ library })
  founder.write(dir, [profileOf(founder, 'Aya')])
  mara.write(dir, [profileOf(mara, 'Mara')])
  const thread = newThread(founder, 'Payments')
  founder.write(dir, thread.operations)
  const update = newUpdate(mara, {
    thread: thread.id,
    title: `About ${secret}`,
    done: `All of ${secret} and more`,
    files: [
      { name: 'video.mp4', bytes: new Uint8Array(5000) },
      { name: 'captions-en.vtt', bytes: captions },
    ],
  })
  const batch = mara.write(dir, update.operations)
  const { folder } = placeOfVersion(update.id, update.body)
  putFile(join(dir, folder, 'captions-en.vtt'), captions)
  // Others around it, so that its words share pages with words that stay.
  for (let count = 0; count < 60; count += 1) {
    const other = newUpdate(founder, {
      thread: thread.id,
      title: `Week ${count}`,
      done: 'Invoices and zithers and xylems',
    })
    founder.write(dir, other.operations)
  }
  return { ...indexed, indexed, mara, thread, update, batch, folder }
}

describe('words that were withdrawn', () => {
  it('are gone from the index and every byte of its files at once', async () => {
    const { index, indexed, mara, dir, update, indexPath } = withSecret()
    await index.scan('recent')
    expect((await index.search({ text: secret, limit: 5 })).hits).toMatchObject([{ id: update.id }])
    expect((await index.search({ text: said, limit: 5 })).hits).toMatchObject([{ id: update.id, startSec: 9 }])
    expect(holds(indexPath, secret)).toBe(true)
    expect(holds(indexPath, said)).toBe(true)
    mara.write(dir, [{ kind: 'update.withdrawn', subject: update.id, body: {} }])
    await index.scan('recent')
    expect(await indexed.view('update', update.id)).toBeNull()
    expect((await index.search({ text: secret, limit: 5 })).hits).toEqual([])
    expect((await index.search({ text: said, limit: 5 })).hits).toEqual([])
    expect(holds(indexPath, secret)).toBe(false)
    expect(holds(indexPath, said)).toBe(false)
  })

  it('do not come back with an old copy, not even into an index made anew', async () => {
    const { index, indexed, mara, dir, update, batch, indexPath } = withSecret()
    await index.scan('recent')
    mara.write(dir, [{ kind: 'update.withdrawn', subject: update.id, body: {} }])
    await index.scan('recent')
    copyFileSync(join(dir, batch.path), join(dir, batch.path.replace('.json', ' (old copy).json')))
    await index.scan('all')
    expect(holds(indexPath, secret)).toBe(false)
    await index.close()
    rmSync(indexPath)
    const reopened = await indexed.reopen()
    await reopened.scan('all')
    expect(holds(indexPath, secret)).toBe(false)
    expect((await reopened.search({ text: said, limit: 5 })).hits).toEqual([])
    expect(await reopened.pending()).toEqual([])
  })

  it('leave the batches that carry them named, for the writer who strips them', async () => {
    const { index, mara, dir, update, batch, folder } = withSecret()
    mara.write(dir, [{ kind: 'update.withdrawn', subject: update.id, body: {} }])
    copyFileSync(join(dir, batch.path), join(dir, batch.path.replace('.json', '-copy.json')))
    await index.scan('recent')
    expect(await index.batchesWithWordsOf(update.id)).toEqual(
      [batch.path.replace('.json', '-copy.json'), batch.path].sort(),
    )
    expect(await index.versions(update.id)).toMatchObject([
      { folder, assets: [{ name: 'video.mp4' }, { name: 'captions-en.vtt' }] },
    ])
  })

  it('leave a batch whole in the eyes of a device that reads it stripped', async () => {
    const { index, mara, dir, update, batch } = withSecret()
    const [head, signature] = batch.text.split('\n')
    putFile(join(dir, batch.path), `${head}\n${signature}\n{}\n`)
    mara.write(dir, [{ kind: 'update.withdrawn', subject: update.id, body: {} }])
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 0 })
  })

  it('leave a batch whole that came stripped before its withdrawal', async () => {
    const { index, mara, dir, update, batch } = withSecret()
    const [head, signature] = batch.text.split('\n')
    putFile(join(dir, batch.path), `${head}\n${signature}\n{}\n`)
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 1 })
    mara.write(dir, [{ kind: 'update.withdrawn', subject: update.id, body: {} }])
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 0 })
  })

  it('stay where somebody else withdraws them, a document’s too', async () => {
    const { index, indexed, founder, mara, dir, update } = withSecret()
    const document = newDocument(mara, { title: 'Guide', text: 'How we work' })
    mara.write(dir, document.operations)
    founder.write(dir, [
      { kind: 'update.withdrawn', subject: update.id, body: {} },
      { kind: 'document.withdrawn', subject: document.id, body: {} },
    ])
    await index.scan('recent')
    expect(await indexed.view('update', update.id)).toMatchObject({ title: `About ${secret}` })
    expect(await index.record(document.id)).toMatchObject({ text: 'How we work' })
  })

  it('go at an owner’s word once their device is closed', async () => {
    const { index, indexed, founder, mara, dir, update } = withSecret()
    founder.write(dir, [{ kind: 'writer.close', subject: mara.id, body: { lastSeq: mara.seq } }])
    founder.write(dir, [{ kind: 'update.withdrawn', subject: update.id, body: {} }])
    await index.scan('recent')
    expect(await indexed.view('update', update.id)).toBeNull()
  })

  it('take no comment of others with them', async () => {
    const { index, indexed, founder, mara, dir, update } = withSecret()
    const comment = newComment(founder, { on: update.id, text: 'Well done' })
    founder.write(dir, comment.operations)
    mara.write(dir, [{ kind: 'update.withdrawn', subject: update.id, body: {} }])
    await index.scan('recent')
    expect(await indexed.view('comment', comment.id)).toMatchObject({ text: 'Well done' })
  })
})
