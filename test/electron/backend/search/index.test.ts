import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Failure } from '../../../../domain/failure.ts'
import type { LibraryIndex } from '../../../../electron/backend/library/index-port.ts'
import { openLibraryIndex } from '../../../../electron/backend/search/index-client.ts'
import { temporaryFolder, viewsOf } from '../../../support/indexed-library.ts'
import { foundLibrary, TestWriter } from '../../../support/library-writer.ts'
import { newComment, newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const nowMs = Date.UTC(2026, 10, 3, 12)
const workerUrl = new URL('../../../../electron/backend/search/index-worker.ts', import.meta.url)
const crashingUrl = new URL('../../../support/crashing-index-worker.ts', import.meta.url)

async function indexInWorker(worker: URL = workerUrl) {
  const base = temporaryFolder()
  const dir = join(base, 'library')
  const indexPath = join(base, 'profile', 'index.sqlite')
  const { founder, library } = foundLibrary(dir)
  founder.write(dir, [profileOf(founder, 'Aya')])
  const log: string[] = []
  const open = async (): Promise<LibraryIndex> => {
    const index = await openLibraryIndex({
      workerUrl: worker,
      library,
      founder: founder.id,
      dir,
      indexPath,
      clock: { nowMs: () => nowMs },
      log: (line) => log.push(line),
    })
    onTestFinished(() => index.close())
    return index
  }
  return { dir, indexPath, founder, library, open, log, index: await open() }
}

describe('the index of a library in its worker thread', () => {
  it('reads what several devices wrote and answers from it', async () => {
    const { dir, founder, library, index } = await indexInWorker()
    const mara = new TestWriter({ library })
    mara.write(dir, [profileOf(mara, 'Mara')])
    const thread = newThread(founder, 'Payments')
    founder.write(dir, thread.operations)
    const update = newUpdate(founder, { thread: thread.id, title: 'Invoices are out', done: 'Sent the crème invoices' })
    const batch = founder.write(dir, update.operations)
    mara.write(dir, newComment(mara, { on: update.id, text: 'Thank you' }).operations)
    expect(await index.scan('recent')).toMatchObject({ hasChanged: true, pendingCount: 0 })
    const views = await viewsOf(index)
    expect(views.map(({ kind }) => kind).sort()).toEqual(['comment', 'person', 'person', 'thread', 'update'])
    expect(await index.records({ kind: 'update', thread: thread.id, beforeMs: null, limit: 5 })).toHaveLength(1)
    expect((await index.search({ text: 'creme inv', limit: 10 })).hits.map(({ id }) => id)).toEqual([update.id])
    expect(await index.position(founder.id)).toEqual({ seq: 3, hash: batch.hash, time: [founder.nowMs, 0] })
    expect(await index.latestTime()).toEqual([founder.nowMs, 0])
    const heads = await index.heads(update.id)
    expect(heads.map(({ field, heads: ids }) => [field, ids])).toEqual([
      ['version', [batch.ids[0]]],
      ['place', [batch.ids[1]]],
    ])
    expect(heads[0]?.body).toEqual(update.body)
    const { words } = update.body.title as { words: string }
    expect(await index.words([words])).toEqual({ [words]: 'Invoices are out' })
    expect((await index.heads(founder.id)).map(({ field }) => field)).toEqual(['profile'])
    expect(await index.scan('recent')).toMatchObject({ hasChanged: false })
  })

  it('never lets a clock of the far future become the latest time', async () => {
    const { dir, library, founder, index } = await indexInWorker()
    const far = new TestWriter({ library, nowMs: Date.UTC(2040, 0, 1) })
    far.write(dir, [profileOf(far, 'Tomorrow')])
    await index.scan('recent')
    expect(await index.latestTime()).toEqual([founder.nowMs, 0])
  })

  it('passes failures on with their code and no path', async () => {
    const { dir, index } = await indexInWorker()
    renameSync(dir, `${dir}-away`)
    const failure = await index.scan('recent').catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'library-offline' })
    expect(JSON.stringify((failure as Failure).body)).not.toContain(dir)
  })

  it('starts again after its thread ended, on the same index', async () => {
    const { index, indexPath, log } = await indexInWorker(crashingUrl)
    const { epoch } = await index.scan('recent')
    writeFileSync(`${indexPath}.crash`, '')
    await expect(index.pending()).rejects.toMatchObject({ code: 'internal' })
    expect(await index.scan('recent')).toMatchObject({ epoch, hasChanged: false })
    expect(log).toHaveLength(1)
  })

  it('stops a verification when asked', async () => {
    const { index } = await indexInWorker()
    await index.scan('recent')
    const stopped = index.verify({ deep: true, onProgress: () => undefined, signal: AbortSignal.abort() })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    const fractions: number[] = []
    const signal = new AbortController().signal
    const report = await index.verify({ deep: true, onProgress: (fraction) => fractions.push(fraction), signal })
    expect(report).toMatchObject({ batchCount: 1, findings: [] })
    expect(fractions.at(-1)).toBe(1)
  })

  it('answers nothing any more once it is closed, and opens again where it was', async () => {
    const { index, open } = await indexInWorker()
    const { epoch, n } = await index.scan('recent')
    await index.close()
    await expect(index.pending()).rejects.toMatchObject({ code: 'internal' })
    expect(await (await open()).scan('recent')).toMatchObject({ epoch, n, hasChanged: false })
  })
})
