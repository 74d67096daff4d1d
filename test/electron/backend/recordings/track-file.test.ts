import { appendFile, mkdir, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ChunkGap, indexFileOf, parseChunkEnds, TrackFile } from '../../../../electron/backend/recordings/track-file.ts'

let dir: string
let path: string
const opened: TrackFile[] = []

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ownpace-track-'))
  path = join(dir, 'segment-001-screen.webm')
})

afterEach(async () => {
  for (const track of opened.splice(0)) await track.close()
  await rm(dir, { recursive: true, force: true })
})

async function openTrack(): Promise<TrackFile> {
  const track = await TrackFile.open(path)
  opened.push(track)
  return track
}

const bytes = (text: string): Uint8Array => Buffer.from(text)
const content = (): Promise<string> => readFile(path, 'latin1')

describe('a growing track', () => {
  it('holds its chunks in order', async () => {
    const track = await openTrack()
    expect(await track.append(0, bytes('one'))).toBe(1)
    expect(await track.append(1, bytes('two'))).toBe(2)
    expect(await content()).toBe('onetwo')
  })

  it('answers a chunk that is already there without writing it again', async () => {
    const track = await openTrack()
    await track.append(0, bytes('one'))
    await track.append(1, bytes('two'))
    expect(await track.append(0, bytes('one'))).toBe(2)
    expect(await content()).toBe('onetwo')
  })

  it('refuses another recording’s chunk under a number that is taken', async () => {
    const track = await openTrack()
    await track.append(0, bytes('one'))
    await expect(track.append(0, bytes('longer'))).rejects.toMatchObject({ code: 'conflict' })
    expect(await content()).toBe('one')
  })

  it('names the chunk it expects when one is missing', async () => {
    const track = await openTrack()
    await track.append(0, bytes('one'))
    const gap = await track.append(2, bytes('three')).catch((error: unknown) => error)
    expect(gap).toBeInstanceOf(ChunkGap)
    expect(gap).toMatchObject({ expected: 1 })
  })

  it('writes chunks that come at the same time one after the other', async () => {
    const track = await openTrack()
    const texts = Array.from({ length: 50 }, (_, index) => `<${index}>`)
    await Promise.all(texts.map((text, index) => track.append(index, bytes(text))))
    expect(await content()).toBe(texts.join(''))
  })

  it('goes on after a restart where it stood', async () => {
    await (await openTrack()).append(0, bytes('one'))
    const again = await openTrack()
    expect(again.chunkCount).toBe(1)
    await again.append(1, bytes('two'))
    expect(await content()).toBe('onetwo')
  })

  it('cuts off a chunk that was half written when it is sent again', async () => {
    await (await openTrack()).append(0, bytes('one'))
    await appendFile(path, 'tw')
    const again = await openTrack()
    expect(again.chunkCount).toBe(1)
    await again.append(1, bytes('two'))
    expect(await content()).toBe('onetwo')
  })

  it('forgets index entries that were torn or whose bytes are not there', async () => {
    const track = await openTrack()
    await track.append(0, bytes('one'))
    await track.append(1, bytes('two'))
    await appendFile(indexFileOf(path), '2 9')
    expect((await openTrack()).chunkCount).toBe(2)
    await truncate(path, 4)
    expect((await openTrack()).chunkCount).toBe(1)
  })

  it('says so when its folder is gone instead of writing into nothing', async () => {
    const track = await openTrack()
    await track.append(0, bytes('one'))
    await rename(dir, `${dir}-away`)
    await expect(track.append(1, bytes('two'))).rejects.toMatchObject({ code: 'folder-vanished' })
    await mkdir(dir)
    await writeFile(path, 'another file')
    await expect(track.append(1, bytes('two'))).rejects.toMatchObject({ code: 'folder-vanished' })
    await rm(dir, { recursive: true })
    await rename(`${dir}-away`, dir)
    expect(await track.append(1, bytes('two'))).toBe(2)
  })
})

describe('the index of a track', () => {
  it.each([
    ['', 100, []],
    ['0 3\n1 6\n', 6, [3, 6]],
    ['0 3\n1 6', 6, [3]],
    ['0 3\n1 6\n', 5, [3]],
    ['0 3\n2 6\n', 6, [3]],
    ['0 3\nnoise\n1 6\n', 6, [3]],
    ['0 6\n1 3\n', 6, [6]],
  ])('%j over %d bytes vouches for %j', (text, size, ends) => {
    expect(parseChunkEnds(text, size)).toEqual(ends)
  })
})
