import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TrackReader } from '../../../../../electron/backend/media/container/track-reader.ts'
import { WebmParser } from '../../../../../electron/backend/media/container/webm.ts'
import { scratchDir } from '../../../../support/media.ts'

const fixture = fileURLToPath(new URL('../../../../fixtures/media/recorder-h264.webm', import.meta.url))
let scratch: Awaited<ReturnType<typeof scratchDir>>
let whole: Buffer

beforeAll(async () => {
  scratch = await scratchDir()
  whole = await readFile(fixture)
})
afterAll(() => scratch.remove())

describe('reading a recorded track', () => {
  it('finds the same blocks however the bytes are cut', () => {
    const atOnce = new WebmParser().push(new Uint8Array(whole))
    const parser = new WebmParser()
    const oneByOne = [...whole].flatMap((byte) => parser.push(Uint8Array.of(byte)))
    expect(oneByOne).toEqual(atOnce)
    expect(atOnce.length).toBeGreaterThan(80)
  })

  it('knows the length of a growing track by reading only what is new, and of a torn one up to its last whole packet', async () => {
    const path = join(scratch.dir, 'growing.webm')
    await writeFile(path, whole.subarray(0, 6000))
    const reader = await new TrackReader(path).update()
    const before = reader.durationMs
    expect(before).toBeGreaterThan(500)
    expect(reader.bytesRead).toBe(6000)
    await appendFile(path, whole.subarray(6000))
    expect((await reader.update()).durationMs).toBe((await new TrackReader(fixture).update()).durationMs)
    expect(reader.durationMs).toBeGreaterThan(before)
  })

  it('begins anew where what it had read was cut off again', async () => {
    const path = join(scratch.dir, 'cut.webm')
    await writeFile(path, whole)
    const reader = await new TrackReader(path).update()
    await truncate(path, 5000)
    const fresh = new TrackReader(path)
    expect((await reader.update()).durationMs).toBe((await fresh.update()).durationMs)
  })

  it('says of a file without a frame that it has none', async () => {
    const path = join(scratch.dir, 'head.webm')
    await writeFile(path, whole.subarray(0, 100))
    const reader = await new TrackReader(path).update()
    expect([reader.picture, reader.sound, reader.durationMs]).toEqual([null, null, 0])
    expect(await reader.cutPicture({ fromMs: 0, toMs: 1000 })).toBeNull()
  })

  it('cuts a stretch out from the key frame before it on, its times as they were', async () => {
    const reader = await new TrackReader(fixture).update()
    const cut = await reader.cutPicture({ fromMs: 2100, toMs: 2400 })
    const parser = new WebmParser()
    const times = parser.push(cut?.bytes ?? new Uint8Array(0)).map(({ timeMs, isKey }) => ({ timeMs, isKey }))
    expect(times[0]).toEqual({ timeMs: 2004, isKey: true })
    expect(times.at(-1)?.timeMs).toBeLessThan(2400)
    expect(cut?.firstFrameMs).toBeLessThanOrEqual(2100)
    expect(parser.head.tracks.map(({ kind }) => kind)).toEqual(['video'])
  })
})
