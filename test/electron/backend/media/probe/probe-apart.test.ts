import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { probeApart } from '../../../../../electron/backend/media/probe/probe-apart.ts'
import { scratchDir } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
beforeAll(async () => {
  scratch = await scratchDir()
})
afterAll(() => scratch.remove())

const golden = join(import.meta.dirname, '../../../../fixtures/media/turned-90.mp4')

it('a file is looked at apart from everything else, with the same answers', async () => {
  expect(await probeApart({ path: golden })).toMatchObject({ width: 90, height: 160, durationMs: 1_000 })
  await expect(probeApart({ path: join(scratch.dir, 'nowhere.mp4') })).rejects.toMatchObject({ code: 'not-found' })
})

it('a file that would be read for ever is refused in words, while everything else goes on', async () => {
  const bytes = await readFile(golden)
  // The fourth entry of its list of delays says that it is meant for three thousand million frames.
  bytes.writeUInt32BE(0xad00_0001, bytes.indexOf('ctts', 0, 'latin1') + 12 + 3 * 8)
  const path = join(scratch.dir, 'endless.mp4')
  await writeFile(path, bytes)
  let ticks = 0
  const ticking = setInterval(() => {
    ticks += 1
  }, 20)
  const refused = await probeApart({ path, timeLimitMs: 1_500 }).catch((error: unknown) => error)
  clearInterval(ticking)
  expect(refused).toMatchObject({ code: 'time-limit', kept: 'The file is as it was.' })
  expect(ticks).toBeGreaterThan(10)
})
