import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forkIndex } from '../../../../electron/backend/host/fork-index.ts'
import type { IndexProcess, StartIndexProcess } from '../../../../electron/backend/ports.ts'
import { openLibraryIndex } from '../../../../electron/backend/search/index-client.ts'
import { isLargeFolder } from '../../../../electron/backend/search/large-folder.ts'
import { temporaryFolder, viewsOf } from '../../../support/indexed-library.ts'
import { foundLibrary } from '../../../support/library-writer.ts'
import { newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const nowMs = Date.UTC(2026, 10, 3, 12)
const workerUrl = new URL('../../../../electron/backend/search/index-worker.ts', import.meta.url)
const batchCount = 2100

/** A library of many batches, and an index of it that tells which processes were started for it. */
async function largeLibrary() {
  const base = temporaryFolder()
  const dir = join(base, 'library')
  const { founder, library } = foundLibrary(dir)
  founder.write(dir, [profileOf(founder, 'Aya')])
  const { id: thread, operations } = newThread(founder, 'Payments')
  founder.write(dir, operations)
  for (let place = 2; place < batchCount; place += 1) {
    founder.write(dir, newUpdate(founder, { thread, title: `Update ${place}`, done: 'Done' }).operations)
  }
  const processes: { process: IndexProcess; isOver: boolean }[] = []
  const startIndexProcess: StartIndexProcess = (url, listeners) => {
    const process = forkIndex(url, {
      onMessage: listeners.onMessage,
      onEnd(reason) {
        entry.isOver = true
        listeners.onEnd(reason)
      },
    })
    const entry = { process, isOver: false }
    processes.push(entry)
    return process
  }
  const log: string[] = []
  const open = async () => {
    const index = await openLibraryIndex({
      ...{ workerUrl, startIndexProcess, library, dir, indexPath: join(base, 'profile', 'index.sqlite') },
      founder: founder.id,
      clock: { nowMs: () => nowMs },
      log: (line) => log.push(line),
    })
    onTestFinished(() => index.close())
    return index
  }
  return { open, processes, log, dir, founder, thread }
}

describe('the first reading of a large library', () => {
  it('is done by a process of its own, which ends with it; the next start needs none', async () => {
    const { open, processes, dir, founder, thread } = await largeLibrary()
    const index = await open()
    await index.scan('all')
    expect((await viewsOf(index)).length).toBe(batchCount)
    expect(processes).toHaveLength(1)
    await expect.poll(() => processes[0]?.isOver, { timeout: 20_000 }).toBe(true)
    founder.write(dir, newUpdate(founder, { thread, title: 'One more', done: 'Done' }).operations)
    expect(await index.scan('recent')).toMatchObject({ hasChanged: true })
    expect((await viewsOf(index)).length).toBe(batchCount + 1)
    await index.close()
    expect((await viewsOf(await open())).length).toBe(batchCount + 1)
    expect(processes).toHaveLength(1)
  })

  it('begins anew where its process is killed', async () => {
    const { open, processes, log } = await largeLibrary()
    const index = await open()
    const scan = index.scan('all')
    await expect.poll(() => processes.length, { timeout: 20_000 }).toBe(1)
    processes[0]?.process.kill()
    await expect(scan).rejects.toMatchObject({ body: { code: 'internal' } })
    expect(log.join()).toContain('SIGKILL')
    await index.scan('all')
    expect((await viewsOf(index)).length).toBe(batchCount)
    expect(processes).toHaveLength(2)
  })
})

describe('a folder', () => {
  it('is large by what its listings hold, packs counted as many', async () => {
    const dir = temporaryFolder()
    expect(await isLargeFolder(dir)).toBe(false)
    const packs = join(dir, 'ops', 'aya', 'packs')
    mkdirSync(packs, { recursive: true })
    for (let place = 0; place < 9; place += 1) writeFileSync(join(packs, `${place}.jsonl`), '')
    expect(await isLargeFolder(dir)).toBe(false)
    writeFileSync(join(packs, '9.jsonl'), '')
    expect(await isLargeFolder(dir)).toBe(true)
  })
})
