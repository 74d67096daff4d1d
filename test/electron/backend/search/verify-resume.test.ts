import { rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { indexedLibrary } from '../../../support/indexed-library.ts'
import { placeOfVersion, putFile } from '../../../support/library-writer.ts'
import { newThread, newUpdate, profileOf } from '../../../support/test-records.ts'

const bytesOf = (place: number): Uint8Array => new Uint8Array(30_000).fill(place + 1)
const going = { deep: true, onProgress: () => undefined, signal: new AbortController().signal }

/** Three updates with a video each, all of them in the folder. */
async function threeVideos() {
  const indexed = indexedLibrary()
  const { founder, dir, index } = indexed
  founder.write(dir, [profileOf(founder, 'Aya')])
  const thread = newThread(founder, 'Payments')
  founder.write(dir, thread.operations)
  const videos = [0, 1, 2].map((place) => {
    const files = [{ name: 'video.mp4', bytes: bytesOf(place) }]
    const update = newUpdate(founder, { thread: thread.id, title: `Shown ${place}`, done: 'Done', files })
    founder.write(dir, update.operations)
    const { folder } = placeOfVersion(update.id, update.body)
    const path = join(dir, folder, 'video.mp4')
    putFile(path, bytesOf(place))
    putFile(join(dir, folder, 'manifest.json'), JSON.stringify({ files: update.body.assets }))
    return path
  })
  await index.scan('all')
  return { ...indexed, indexed, videos }
}

/** Flips one byte and sets the time back, as a disk that forgets does. */
function rot(path: string, bytes: Uint8Array): void {
  const at = new Date(Date.UTC(2026, 10, 2))
  const changed = bytes.slice()
  changed[100] = (changed[100] ?? 0) ^ 1
  writeFileSync(path, changed)
  utimesSync(path, at, at)
}

it('an interrupted check of every byte goes on where it was, also after a restart', async () => {
  const { indexed } = await threeVideos()
  const controller = new AbortController()
  const stop = (_fraction: number, detail: string): void => {
    if (detail.startsWith('2 of')) controller.abort()
  }
  const stopped = indexed.index.verify({ deep: true, onProgress: stop, signal: controller.signal })
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  await indexed.reopen()
  const resumed = await indexed.index.verify(going)
  expect(resumed).toMatchObject({ fileCount: 6, batchCount: 5, findings: [] })
  expect(resumed.resumedCount).toBeGreaterThanOrEqual(5)
  expect((await indexed.index.verify(going)).resumedCount).toBe(0)
})

it('begins anew when told so', async () => {
  const { index } = await threeVideos()
  const controller = new AbortController()
  const stop = (_fraction: number, detail: string): void => {
    if (detail.startsWith('3 of')) controller.abort()
  }
  await index.verify({ deep: true, onProgress: stop, signal: controller.signal }).catch(() => undefined)
  expect((await index.verify({ ...going, again: true })).resumedCount).toBe(0)
})

it('finds a byte that a disk forgot without changing the time, once the check before had ended', async () => {
  const { index, videos, dir } = await threeVideos()
  const [first = ''] = videos
  const at = new Date(Date.UTC(2026, 10, 2))
  utimesSync(first, at, at)
  expect((await index.verify(going)).findings).toEqual([])
  rot(first, bytesOf(0))
  const path = first.slice(dir.length + 1)
  expect((await index.verify(going)).findings).toEqual([expect.objectContaining({ path, problem: 'wrong-bytes' })])
})

it('counts what is only in the cloud without missing it', async () => {
  const { index, videos } = await threeVideos()
  const [first = ''] = videos
  writeFileSync(first, '')
  truncateSync(first, 30_000)
  expect(await index.verify(going)).toMatchObject({ inCloudCount: 1, findings: [] })
})

it('does not miss a copy that a sync tool made and took away again', async () => {
  const { index, dir, founder } = await threeVideos()
  const batch = founder.write(dir, [profileOf(founder, 'Aya B')])
  const copy = join(dir, batch.path.replace('.json', ' (conflicted copy).json'))
  putFile(copy, batch.text)
  await index.scan('all')
  rmSync(copy)
  expect((await index.verify(going)).findings).toEqual([])
})
