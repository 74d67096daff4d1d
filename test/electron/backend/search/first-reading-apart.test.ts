import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { forkIndex } from '../../../../electron/backend/host/fork-index.ts'
import type { IndexProcess, StartIndexProcess } from '../../../../electron/backend/ports.ts'
import { openLibraryIndex } from '../../../../electron/backend/search/index-client.ts'
import { isLargeFolder } from '../../../../electron/backend/search/large-folder.ts'
import { temporaryFolder, viewsOf } from '../../../support/indexed-library.ts'
import { foundLibrary } from '../../../support/library-writer.ts'
import { newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const nowMs = Date.UTC(2026, 10, 3, 12)
const workerUrl = new URL('../../../../electron/backend/search/index-worker.ts', import.meta.url)
const batchCount = 20

/** A large library, and an index of it that tells which processes were started for it. */
async function largeLibrary({ processUrl = workerUrl }: { processUrl?: URL } = {}) {
  const base = temporaryFolder()
  const dir = join(base, 'library')
  const { founder, library } = foundLibrary(dir)
  founder.write(dir, [profileOf(founder, 'Aya')])
  const { id: thread, operations } = newThread(founder, 'Payments')
  founder.write(dir, operations)
  for (let place = 2; place < batchCount; place += 1) {
    founder.write(dir, newUpdate(founder, { thread, title: `Update ${place}`, done: 'Done' }).operations)
  }
  addPacks(dir)
  const processes: { process: IndexProcess; isOver: boolean }[] = []
  let onLeft = (): void => undefined
  const startIndexProcess: StartIndexProcess = (_url, listeners) => {
    const { post, kill } = forkIndex(processUrl, {
      onMessage(message) {
        if (!entry.isLeft) listeners.onMessage(message)
      },
      onEnd(reason) {
        entry.isOver = true
        listeners.onEnd(reason)
      },
    })
    const process: IndexProcess = {
      post,
      kill() {
        entry.isLeft = true
        onLeft()
        kill()
      },
    }
    const entry = { process, isLeft: false, isOver: false }
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
  const whenLeft = (does: () => void): void => {
    onLeft = does
  }
  return { open, processes, whenLeft, log, dir, founder, thread }
}

/** Makes a folder large by packs of a device that the library does not know. */
function addPacks(dir: string): void {
  const packs = join(dir, 'ops', 'aya', 'packs')
  mkdirSync(packs, { recursive: true })
  for (let place = 0; place < 10; place += 1) writeFileSync(join(packs, `${place}.jsonl`), '')
}

/** A process that never answers, beside a clock that the test moves. */
function idleProcess(): URL {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const path = join(temporaryFolder(), 'idle.mjs')
  writeFileSync(path, "process.on('message', () => undefined)")
  return pathToFileURL(path)
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

  it('answers what is asked while its process ends', async () => {
    const { open, whenLeft } = await largeLibrary()
    const index = await open()
    const asked = new Promise((resolve) => whenLeft(() => resolve(index.position('nobody'))))
    await index.scan('all')
    expect(await asked).toBeNull()
    expect((await viewsOf(index)).length).toBe(batchCount)
  })

  it('is done by a thread where its process is killed', async () => {
    const { open, processes, log } = await largeLibrary()
    const index = await open()
    const scan = index.scan('all')
    await expect.poll(() => processes.length, { timeout: 20_000 }).toBe(1)
    processes[0]?.process.kill()
    await scan
    expect(log.join()).toContain('SIGKILL')
    expect((await viewsOf(index)).length).toBe(batchCount)
    expect(processes).toHaveLength(1)
  })

  it('is done by a thread where its process never begins', async () => {
    const { open, processes, log } = await largeLibrary({ processUrl: idleProcess() })
    const index = await open()
    const scan = index.scan('all')
    await expect.poll(() => processes.length, { timeout: 20_000 }).toBe(1)
    await vi.advanceTimersByTimeAsync(30_000)
    await scan
    expect(log.join()).toContain('before it began')
    expect((await viewsOf(index)).length).toBe(batchCount)
  })

  it('is given up where its process does not answer and the index is closed', async () => {
    const { open, processes } = await largeLibrary({ processUrl: idleProcess() })
    const index = await open()
    const given = expect(index.scan('all')).rejects.toMatchObject({ body: { code: 'internal' } })
    await expect.poll(() => processes.length, { timeout: 20_000 }).toBe(1)
    const closed = index.close()
    await vi.advanceTimersByTimeAsync(5000)
    await closed
    await given
    expect(processes[0]?.isOver).toBe(true)
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

  it('is large by its many batches', async () => {
    const dir = temporaryFolder()
    const month = join(dir, 'ops', 'aya', '2026-11')
    mkdirSync(month, { recursive: true })
    for (let place = 0; place < 1999; place += 1) writeFileSync(join(month, `${place}.batch`), '')
    expect(await isLargeFolder(dir)).toBe(false)
    writeFileSync(join(month, '1999.batch'), '')
    expect(await isLargeFolder(dir)).toBe(true)
  })
})
