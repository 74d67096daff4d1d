import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyVideo } from '../../../../../electron/backend/media/probe/verify-video.ts'
import { makeVideo, scratchDir } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
const file = (name: string) => join(scratch.dir, name)

beforeAll(async () => {
  scratch = await scratchDir()
})
afterAll(() => scratch.remove())

describe('checking what was made', () => {
  it('refuses a video that lost its end, has its index behind, or is not H.264', async () => {
    const whole = await makeVideo({ path: file('whole.mp4'), options: ['-movflags', '+faststart'] })
    const expected = { durationMs: 1000, hasSound: true }
    expect(await verifyVideo({ path: whole, ...expected })).toMatchObject({ videoCodec: 'avc' })
    const behind = await makeVideo({ path: file('behind.mp4') })
    const vp8 = await makeVideo({ path: file('vp8.webm') })
    const wrong = [
      { path: whole, durationMs: 2000, hasSound: true },
      { path: whole, durationMs: 1000, hasSound: false },
      { path: behind, ...expected },
      { path: vp8, durationMs: 1000, hasSound: true },
    ]
    for (const video of wrong) await expect(verifyVideo(video)).rejects.toMatchObject({ code: 'ffmpeg-failed' })
  })
})
