import { mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexedLibrary } from '../../../support/indexed-library.ts'
import { placeOfVersion, putFile } from '../../../support/library-writer.ts'
import { newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const video = new Uint8Array(40_000).fill(7)
const captions = new TextEncoder().encode('WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n')

/** What a streamed folder shows of a file that it has taken away: its size, and no block on this disk. */
function putPlaceholder(path: string, sizeBytes: number): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '')
  truncateSync(path, sizeBytes)
}

function withUpdate() {
  const indexed = indexedLibrary()
  const { founder, dir } = indexed
  const thread = newThread(founder, 'Payments')
  founder.write(dir, [profileOf(founder, 'Aya'), ...thread.operations])
  const files = [
    { name: 'video.mp4', bytes: video },
    { name: 'captions-en.vtt', bytes: captions },
  ]
  const update = newUpdate(founder, { thread: thread.id, title: 'Shown', done: 'Done', files })
  const batch = founder.batch(update.operations)
  return { ...indexed, indexed, update, batch, ...placeOfVersion(update.id, update.body) }
}

describe('a folder whose files come from the cloud', () => {
  it('is told from one whose files are here, once several of its batches were not', async () => {
    const { dir, index, founder, indexed } = withUpdate()
    expect(await index.scan('recent')).toMatchObject({ isStreamed: false })
    for (const place of [1, 2, 3]) putPlaceholder(join(dir, 'ops', founder.id, '202611', `0000000${place}-x.json`), 900)
    expect(await index.scan('recent')).toMatchObject({ isStreamed: true, pendingCount: 3 })
    const reopened = await indexed.reopen()
    expect(await reopened.scan('recent')).toMatchObject({ isStreamed: true })
  })

  it('has its batches read even so, and never its videos', async () => {
    const { dir, index, indexed, batch, folder, update, founder } = withUpdate()
    for (let place = 0; place < 70; place += 1) {
      putPlaceholder(join(dir, 'ops', founder.id, '202611', `x${place}.json`), 900)
    }
    putFile(join(dir, batch.path), batch.text)
    putPlaceholder(join(dir, folder, 'video.mp4'), video.length)
    putFile(join(dir, folder, 'captions-en.vtt'), captions)
    expect(await index.scan('recent')).toMatchObject({ isStreamed: true, pendingCount: 70 })
    // Every byte of a placeholder was read, and none of them is a batch.
    expect((await index.pending()).map(({ reason }) => reason)).toContain('the file is not whole')
    expect((await indexed.view('update', update.id))?.video).toMatchObject({ isHere: false })
  })

  it('lists batches of which only a stub is here, until they are', async () => {
    const { dir, index, indexed, batch, update, clock } = withUpdate()
    const stub = join(dirname(batch.path), `.${batch.path.slice(batch.path.lastIndexOf('/') + 1)}.icloud`)
    putFile(join(dir, stub), 'bplist')
    const reason = 'it is in the cloud, not on this device'
    for (let look = 0; look < 3; look += 1) {
      clock.nowMs += 600_000
      expect(await index.scan('recent')).toMatchObject({ pendingCount: 1 })
      expect(await index.pending()).toEqual([{ path: batch.path, reason, sinceMs: clock.nowMs - look * 600_000 }])
    }
    putFile(join(dir, batch.path), batch.text)
    renameSync(join(dir, stub), join(dir, 'stub-gone'))
    clock.nowMs += 600_000
    expect(await index.scan('recent')).toMatchObject({ pendingCount: 0 })
    expect(await indexed.view('update', update.id)).toMatchObject({ title: 'Shown' })
  })
})
