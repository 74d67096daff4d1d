import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importedTakeSchema } from '../../../../domain/takes/view.ts'
import { type Expected, goldenMedia } from '../../../fixtures/media/expected.ts'
import { ffmpegRaw, pixelAt } from '../../../support/media.ts'
import { type TakesWorld, takesWorld } from './takes-world.ts'

const dir = fileURLToPath(new URL('../../../fixtures/media/', import.meta.url))
const timeLimitMs = 30_000
let world: TakesWorld

beforeAll(async () => {
  world = await takesWorld()
})

afterAll(async () => {
  await world.close()
})

const names = (folder: string): Promise<string[]> => readdir(join(world.profileDir, folder)).catch(() => [])

async function bringIn(file: string) {
  const { body } = await world.request('POST', '/api/takes/from-file', { path: join(dir, file) })
  return await world.jobEnd((body as { jobId: string }).jobId)
}

/** Brings a file in, has its video made, and answers where that lies and what was told. */
async function made(file: string): Promise<{ path: string; lost: string[]; video: object; take: string }> {
  const imported = await bringIn(file)
  expect(imported.error).toBeUndefined()
  const { take } = importedTakeSchema.parse(imported.result)
  const view = await world.view(take)
  const cuts = view.durationMs > 3_600_000 ? [{ fromMs: 1_000, toMs: view.durationMs }] : []
  const { body } = await world.post(`/${take}/compose`, { edit: { cuts } })
  const composed = await world.jobEnd((body as { jobId: string }).jobId)
  expect(composed.error).toBeUndefined()
  const { preparedId } = composed.result as { preparedId: string }
  const path = join(world.profileDir, 'prepared', preparedId, 'video.mp4')
  // What is composed of it in advance would only stand in the way of the next ones.
  await world.post(`/${take}/discard`)
  const { origin } = view.take
  return { path, lost: origin.kind === 'file' ? origin.lost : [], video: await world.prepared(preparedId), take }
}

/** On which side of a picture blue is seen, and on the other red. */
async function blueSide(path: string, { width, height }: { width: number; height: number }): Promise<string> {
  const at = async (x: number, y: number): Promise<boolean> => {
    const { red, blue } = await pixelAt({ path, atSec: 0, x: Math.floor(x), y: Math.floor(y) })
    return blue > red
  }
  const [top, bottom] = [await at(width / 2, height * 0.2), await at(width / 2, height * 0.8)]
  if (top !== bottom) return top ? 'top' : 'bottom'
  return (await at(width * 0.2, height / 2)) ? 'left' : 'right'
}

/** The pitch of a clean tone: how often it rises through zero in a second. */
async function pitchOf(path: string): Promise<number> {
  const pcm = join(world.profileDir, 'pitch.pcm')
  await ffmpegRaw(['-i', path, '-vn', '-ac', '1', '-ar', '48000', '-f', 's16le', pcm])
  const bytes = await readFile(pcm)
  const sampleAt = (index: number): number => bytes.readInt16LE(index * 2)
  const [from, to] = [Math.floor(bytes.length / 8), Math.floor((bytes.length / 8) * 3)]
  let rises = 0
  for (let index = from; index < to; index += 1) if (sampleAt(index) < 0 && sampleAt(index + 1) >= 0) rises += 1
  return (rises * 48_000) / (to - from)
}

async function expectRight(expected: Extract<Expected, { durationMs: number }>): Promise<void> {
  const { file, durationMs, width, height, hasSound, lost = [], blueAt, hertz } = expected
  const found = await made(file)
  expect(found.video).toMatchObject({ width, height, hasSound })
  expect(Math.abs((found.video as { durationMs: number }).durationMs - durationMs)).toBeLessThan(120)
  expect(found.lost).toEqual(lost)
  if (blueAt) expect(await blueSide(found.path, { width, height })).toBe(blueAt)
  if (hertz) expect(Math.abs((await pitchOf(found.path)) - hertz)).toBeLessThan(hertz * 0.03)
  const kept = join(world.dirOf(found.take), 'segment-001-file.media')
  expect((await readFile(kept)).equals(await readFile(join(dir, file)))).toBe(true)
}

describe('odd and broken media', () => {
  const refused = goldenMedia.filter((each) => 'refused' in each)
  const right = goldenMedia.filter((each) => 'durationMs' in each)

  it.each(refused)(
    '$file is refused with $refused in words, and nothing of it stays',
    async (expected) => {
      const before = [await names('takes'), await names('prepared')]
      const { error } = await bringIn(expected.file)
      expect(error).toMatchObject({ code: expected.refused, kept: expect.any(String), remedy: expect.any(String) })
      expect(JSON.stringify(error)).not.toContain(dir)
      expect([await names('takes'), await names('prepared')]).toEqual(before)
    },
    timeLimitMs,
  )

  it.each(right)(
    '$file becomes a right video, and is kept as it came',
    async (expected) => {
      await expectRight(expected)
    },
    timeLimitMs,
  )

  it.each(['hdr-pq.mp4', 'hdr-hlg.mp4'])(
    '%s is brought down to what every screen shows',
    async (file) => {
      const { path } = await made(file)
      const paper = await pixelAt({ path, atSec: 0, x: 80, y: 20 })
      const black = await pixelAt({ path, atSec: 0, x: 80, y: 70 })
      expect(Math.min(paper.red, paper.green, paper.blue)).toBeGreaterThan(160)
      expect(Math.max(paper.red, paper.green, paper.blue) - Math.min(paper.red, paper.green, paper.blue)).toBeLessThan(
        12,
      )
      expect(Math.max(black.red, black.green, black.blue)).toBeLessThan(30)
    },
    timeLimitMs,
  )

  it('is a set of which every file is expected', async () => {
    const files = (await readdir(dir)).filter((name) => !/\.(ts|md)$|^recorder-|^second\./.test(name))
    expect(files.sort()).toEqual(goldenMedia.map(({ file }) => file).sort())
  })
})
