import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexedLibrary } from '../../../support/indexed-library.ts'
import { canonical, placeOfVersion, putFile } from '../../../support/library-writer.ts'
import { newThread, newUpdate, profileOf, updateBody } from '../../../support/test-records.ts'

const video = new Uint8Array(40_000).fill(7)
const captions = new TextEncoder().encode('WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n')
const verifyAll = { deep: true, onProgress: () => undefined, signal: new AbortController().signal }

async function withVideo() {
  const indexed = indexedLibrary()
  const { founder, dir, index } = indexed
  founder.write(dir, [profileOf(founder, 'Aya')])
  const thread = newThread(founder, 'Payments')
  founder.write(dir, thread.operations)
  const files = [
    { name: 'video.mp4', bytes: video },
    { name: 'captions-en.vtt', bytes: captions },
  ]
  const update = newUpdate(founder, { thread: thread.id, title: 'Shown', done: 'Done', files })
  const batch = founder.write(dir, update.operations)
  const place = placeOfVersion(update.id, update.body)
  await index.scan('recent')
  /** Looks at the folder every two seconds, as it is done for somebody who has a page open. */
  const scansFor = async (sec: number): Promise<void> => {
    for (let passedSec = 0; passedSec < sec; passedSec += 2) {
      indexed.clock.nowMs += 2000
      await index.scan('recent')
    }
  }
  return { ...indexed, indexed, update, batch, scansFor, ...place }
}

describe('a video', () => {
  it('is said to be here only when all its bytes have arrived', async () => {
    const { index, indexed, dir, folder, update, clock, version } = await withVideo()
    expect((await indexed.view('update', update.id))?.video).toMatchObject({
      isHere: false,
      sizeBytes: 40_000,
      version,
    })
    const { epoch, n } = await index.scan('recent')
    putFile(join(dir, folder, 'video.mp4'), video.subarray(0, 100))
    clock.nowMs += 60_000
    expect(await index.scan('recent')).toMatchObject({ hasChanged: false })
    writeFileSync(join(dir, folder, 'video.mp4'), video)
    clock.nowMs += 60_000
    expect(await index.scan('recent')).toMatchObject({ hasChanged: true })
    expect((await index.changes({ epoch, after: n, limit: 5 })).records).toMatchObject([{ video: { isHere: true } }])
  })

  it('that is long in coming is seen at the next look, and so are its captions', async () => {
    const { index, indexed, dir, folder, update, scansFor } = await withVideo()
    await scansFor(90)
    putFile(join(dir, folder, 'captions-en.vtt'), captions)
    await scansFor(2)
    expect((await index.search({ text: 'hello', limit: 5 })).hits).toHaveLength(1)
    await scansFor(240)
    putFile(join(dir, folder, 'video.mp4'), video)
    await scansFor(2)
    expect((await indexed.view('update', update.id))?.video).toMatchObject({ isHere: true })
  })

  it('that does not come for long is looked for less often', async () => {
    const { indexed, dir, folder, update, scansFor } = await withVideo()
    await scansFor(20 * 60)
    putFile(join(dir, folder, 'video.mp4'), video)
    await scansFor(2)
    expect((await indexed.view('update', update.id))?.video).toMatchObject({ isHere: false })
    await scansFor(60)
    expect((await indexed.view('update', update.id))?.video).toMatchObject({ isHere: true })
  })

  it('that is only in the cloud is not here', async () => {
    const { index, indexed, dir, folder, update, clock } = await withVideo()
    putFile(join(dir, folder, 'video.mp4'), '')
    truncateSync(join(dir, folder, 'video.mp4'), video.length)
    clock.nowMs += 60_000
    await index.scan('recent')
    expect((await indexed.view('update', update.id))?.video).toMatchObject({ isHere: false })
  })

  it('that goes away is noticed when everything is looked at', async () => {
    const { index, indexed, dir, folder, update, clock } = await withVideo()
    putFile(join(dir, folder, 'video.mp4'), video)
    clock.nowMs += 60_000
    await index.scan('recent')
    truncateSync(join(dir, folder, 'video.mp4'), 10)
    await index.scan('all')
    expect((await indexed.view('update', update.id))?.video).toMatchObject({ isHere: false })
  })

  it('that a correction kept is found in the older version’s folder', async () => {
    const { index, indexed, dir, founder, folder, update, batch, clock, version } = await withVideo()
    putFile(join(dir, folder, 'video.mp4'), video)
    const corrected = updateBody(founder, {
      title: 'Shown again',
      done: 'Done',
      files: [{ name: 'video.mp4', bytes: video }],
    })
    const [asset] = corrected.assets as { [key: string]: string }[]
    const body = { ...corrected, slug: 'again', assets: [{ ...asset, from: version }] }
    founder.write(dir, [{ kind: 'update.version', subject: update.id, body, supersedes: [batch.ids[0] ?? ''] }])
    clock.nowMs += 60_000
    await index.scan('recent')
    const view = await indexed.view('update', update.id)
    expect(view).toMatchObject({ title: 'Shown again', video: { isHere: true, version } })
    const path = `${folder}/video.mp4`
    expect(await index.assetPath({ item: update.id, version, asset: 'video.mp4' })).toEqual({ path, size: 40_000 })
    expect(await index.assetPath({ item: update.id, version: view?.version ?? '', asset: 'video.mp4' })).toBeNull()
    expect(await index.assetPath({ item: update.id, version, asset: '../../ownpace.json' })).toBeNull()
    expect((await index.versions(update.id)).map(({ assets }) => assets[0]?.folder)).toEqual([folder, folder])
  })
})

describe('verify', () => {
  it('finds nothing wrong with a library that is whole', async () => {
    const { index, dir, folder, update } = await withVideo()
    putFile(join(dir, folder, 'video.mp4'), video)
    putFile(join(dir, folder, 'captions-en.vtt'), captions)
    putFile(join(dir, folder, 'manifest.json'), canonical({ files: update.body.assets ?? null }))
    const fractions: number[] = []
    const report = await index.verify({ ...verifyAll, onProgress: (fraction) => fractions.push(fraction) })
    expect(report).toMatchObject({ batchCount: 3, operationCount: 7, fileCount: 3, findings: [] })
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })

  it('finds nothing wrong with a correction that kept its video', async () => {
    const { index, dir, founder, folder, update, batch, version } = await withVideo()
    putFile(join(dir, folder, 'video.mp4'), video)
    putFile(join(dir, folder, 'manifest.json'), canonical({ files: update.body.assets ?? null }))
    const kept = (update.body.assets as { [key: string]: string }[])
      .slice(0, 1)
      .map((asset) => ({ ...asset, from: version }))
    const body = { ...updateBody(founder, { title: 'Again', done: 'Done' }), assets: kept }
    founder.write(dir, [{ kind: 'update.version', subject: update.id, body, supersedes: [batch.ids[0] ?? ''] }])
    putFile(join(dir, placeOfVersion(update.id, body).folder, 'manifest.json'), canonical({ files: [] }))
    await index.scan('recent')
    expect((await index.verify(verifyAll)).findings).toEqual([])
  })

  it('names each file that is missing, altered or not what it was signed as', async () => {
    const { index, dir, folder, batch } = await withVideo()
    const altered = Uint8Array.from(video)
    altered[5] = 8
    putFile(join(dir, folder, 'video.mp4'), altered)
    putFile(join(dir, folder, 'captions-en.vtt'), 'WEBVTT')
    putFile(join(dir, batch.path), batch.text.replace('"slug":"monday"', '"slug":"tuesday"'))
    expect((await index.verify(verifyAll)).findings).toMatchObject([
      { path: batch.path, problem: 'not-verified' },
      { path: `${folder}/video.mp4`, problem: 'wrong-bytes' },
      { path: `${folder}/captions-en.vtt`, problem: 'wrong-size' },
      { path: `${folder}/manifest.json`, problem: 'missing' },
    ])
    const quick = await index.verify({ ...verifyAll, deep: false })
    expect(quick.findings.map(({ problem }) => problem)).toEqual(['not-verified', 'wrong-size', 'missing'])
  })

  it('stops when it is asked to', async () => {
    const { index } = await withVideo()
    const controller = new AbortController()
    const stopped = index.verify({ deep: true, onProgress: () => controller.abort(), signal: controller.signal })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  })
})
