import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { RecordView } from '../../../../domain/views/records.ts'
import type { LibraryIndex } from '../../../../electron/backend/library/index-port.ts'
import { openLibraryIndex } from '../../../../electron/backend/search/index-client.ts'
import { foundLibrary, TestWriter } from '../../../support/library-writer.ts'
import { newComment, newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const nowMs = Date.UTC(2026, 10, 3, 12)
const workerUrl = new URL('../../../../electron/backend/search/index-worker.ts', import.meta.url)

async function all(index: LibraryIndex): Promise<RecordView[]> {
  const { records } = await index.changes({ epoch: null, after: 0, limit: 5000 })
  return records
}

describe('the index of a library in its worker thread', () => {
  it('reads what several devices wrote and answers from it', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ownpace-index-'))
    cleanups.push(() => rmSync(dir, { recursive: true, force: true }))
    const libraryDir = join(dir, 'library')
    const { founder, library } = foundLibrary(libraryDir)
    const mara = new TestWriter({ library })
    founder.write(libraryDir, [profileOf(founder, 'Aya')])
    mara.write(libraryDir, [profileOf(mara, 'Mara')])
    const thread = newThread(founder, 'Payments')
    founder.write(libraryDir, thread.operations)
    const update = newUpdate(founder, { thread: thread.id, title: 'Invoices are out', done: 'Sent the crème invoices' })
    founder.write(libraryDir, update.operations)
    const comment = newComment(mara, { on: update.id, text: 'Thank you' })
    mara.write(libraryDir, comment.operations)

    const index = await openLibraryIndex({
      workerUrl,
      library,
      founder: founder.id,
      dir: libraryDir,
      indexPath: join(dir, 'profile', 'index.sqlite'),
      clock: { nowMs: () => nowMs },
      log: (line) => console.log(line),
    })
    cleanups.push(() => index.close())
    const scanned = await index.scan('recent')
    expect(scanned).toMatchObject({ hasChanged: true, pendingCount: 0 })
    const views = await all(index)
    expect(views.map(({ kind }) => kind).sort()).toEqual(['comment', 'person', 'person', 'thread', 'update'])
    expect(views.find(({ kind }) => kind === 'thread')).toMatchObject({ name: 'Payments', people: [founder.id] })
    expect(views.find(({ kind }) => kind === 'update')).toMatchObject({ title: 'Invoices are out', thread: thread.id })
    const found = await index.search({ text: 'creme inv', limit: 10 })
    expect(found.hits.map(({ id }) => id)).toEqual([update.id])
    expect(await index.scan('recent')).toMatchObject({ hasChanged: false })
  })
})
