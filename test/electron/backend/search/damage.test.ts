import { closeSync, existsSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openLibraryIndex } from '../../../../electron/backend/search/index-client.ts'
import { indexedLibrary, viewsOf } from '../../../support/indexed-library.ts'
import { newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const workerUrl = new URL('../../../../electron/backend/search/index-worker.ts', import.meta.url)

async function filled() {
  const indexed = indexedLibrary()
  const { founder, dir, index } = indexed
  const thread = newThread(founder, 'Payments')
  founder.write(dir, [profileOf(founder, 'Aya'), ...thread.operations])
  for (let week = 0; week < 40; week += 1) {
    founder.write(
      dir,
      newUpdate(founder, { thread: thread.id, title: `Week ${week}`, done: 'Done '.repeat(200) }).operations,
    )
  }
  const { epoch } = await index.scan('all')
  const views = await indexed.views()
  await index.close()
  return { ...indexed, indexed, epoch, views }
}

/** Overwrites a stretch of a file, as a failing disk does. */
function damage(path: string, { from, length }: { from: number; length: number }): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, from)
  closeSync(file)
}

describe('an index that cannot be trusted', () => {
  it('is made anew where its first fill was never ended', async () => {
    const { indexed, indexPath, epoch, views } = await filled()
    expect(existsSync(`${indexPath}.filling`)).toBe(false)
    writeFileSync(`${indexPath}.filling`, '')
    const anew = await indexed.reopen()
    expect((await anew.scan('recent')).epoch).not.toBe(epoch)
    expect(await viewsOf(anew)).toEqual(views)
    expect(existsSync(`${indexPath}.filling`)).toBe(false)
  })

  it('is made anew once damage anywhere inside it shows, and says the same then', async () => {
    const { indexPath, library, founder, dir, clock, views } = await filled()
    const size = statSync(indexPath).size
    damage(indexPath, { from: 8192, length: size - 8192 })
    const index = await openLibraryIndex({
      ...{ workerUrl, library, dir, indexPath, log: () => undefined },
      founder: founder.id,
      clock: { nowMs: () => clock.nowMs },
    })
    onTestFinished(() => index.close())
    let answered = null
    for (let call = 0; call < 3 && answered === null; call += 1) {
      answered = await index.scan('all').catch(() => null)
      const seen = await viewsOf(index).catch(() => null)
      if (seen === null) answered = null
    }
    expect(answered).toMatchObject({ pendingCount: 0 })
    expect(await viewsOf(index)).toEqual(views)
  })
})
