import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import { probeApart } from '../../../electron/backend/media/probe/probe-apart.ts'
import { goldenMedia } from '../../fixtures/media/expected.ts'
import { mutatedBytes } from '../mutate.ts'
import { must, target } from '../target.ts'

const dir = join(import.meta.dirname, '../../fixtures/media')
const files = goldenMedia.map(({ file }) => readFileSync(join(dir, file))).filter(({ length }) => length > 0)
const place = mkdtempSync(join(tmpdir(), 'ownpace-fuzz-media-'))
const path = join(place, 'junk')

/** What a file made elsewhere is looked at with before anything else: facts that can be, or a refusal in words. */
export const media = target({
  name: 'media',
  weight: 250,
  capMs: 5_000,
  make: (random) => Buffer.from(mutatedBytes(random, random.pick(files))).toString('base64'),
  async check(input) {
    writeFileSync(path, Buffer.from(input, 'base64'))
    try {
      const { durationMs, width, height, hasPicture, hasSound } = await probeApart({ path, timeLimitMs: 2_000 })
      must(Number.isFinite(durationMs) && durationMs > 0, 'a length is a number above zero')
      must(hasPicture || hasSound, 'there is something to see or to hear')
      must(Math.max(width, height) <= 16_384 && Math.min(width, height) >= 0, 'a size is one that can be worked on')
      must(!hasPicture || Math.min(width, height) > 0, 'a picture has a size')
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      must(error.message !== '' && error.code !== 'internal', 'a refusal is in words')
    }
  },
  async close() {
    rmSync(place, { recursive: true, force: true })
  },
})
