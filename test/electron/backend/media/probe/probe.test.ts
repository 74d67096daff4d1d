import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { probe } from '../../../../../electron/backend/media/probe/probe.ts'
import { ffmpegRaw, makeSound, makeVideo, scratchDir, shippedFfmpegPath } from '../../../../support/media.ts'

const recorded = fileURLToPath(new URL('../../../../fixtures/media/recorder-h264.webm', import.meta.url))

let scratch: Awaited<ReturnType<typeof scratchDir>>
const file = (name: string) => join(scratch.dir, name)

beforeAll(async () => {
  scratch = await scratchDir()
})
afterAll(() => scratch.remove())

describe('probing', () => {
  it('reads what Chromium’s recorder wrote, which carries no length', async () => {
    const facts = await probe({ path: recorded })
    expect(facts).toMatchObject({ demuxer: 'matroska', width: 320, height: 180, videoCodec: 'avc', audioCodec: 'opus' })
    expect(facts.durationMs).toBeGreaterThan(2900)
    expect(facts.durationMs).toBeLessThan(3100)
  })

  it('reads a recording that a crash tore in the middle of a frame', async () => {
    const torn = file('torn.webm')
    await writeFile(torn, (await readFile(recorded)).subarray(0, 7000))
    const facts = await probe({ path: torn })
    expect(facts).toMatchObject({ hasPicture: true, hasSound: true })
    expect(facts.durationMs).toBeGreaterThan(500)
    expect(facts.durationMs).toBeLessThan(2900)
  })

  it('goes by the bytes and never by the name', async () => {
    const path = await makeVideo({ path: file('real.mp4'), secondsEach: 1 })
    const renamed = file('holiday.txt')
    await writeFile(renamed, await readFile(path))
    expect(await probe({ path: renamed })).toMatchObject({ container: 'mp4', demuxer: 'mov', hasPicture: true })
  })

  it('tells the size as shown: upright after rotation, odd sides as they are', async () => {
    const upright = file('phone.mov')
    const lying = await makeVideo({ path: file('lying.mp4'), width: 320, height: 180 })
    await ffmpegRaw(['-i', lying, '-c', 'copy', '-metadata:s:v', 'rotate=90', upright])
    expect(await probe({ path: upright })).toMatchObject({ width: 180, height: 320 })
    const odd = await makeVideo({ path: file('odd.mp4'), width: 321, height: 181 })
    expect(await probe({ path: odd })).toMatchObject({ width: 321, height: 181 })
  })

  it('tells sound without picture and picture without sound', async () => {
    const silent = await makeVideo({ path: file('silent.webm'), sound: null })
    expect(await probe({ path: silent })).toMatchObject({ hasPicture: true, hasSound: false, audioCodec: null })
    for (const name of ['voice.m4a', 'voice.wav', 'voice.mp3', 'voice.ogg', 'voice.webm']) {
      const facts = await probe({ path: await makeSound({ path: file(name) }) })
      expect(facts).toMatchObject({ hasPicture: false, hasSound: true, width: 0 })
      expect(Math.abs(facts.durationMs - 1000)).toBeLessThan(120)
    }
  })

  it('asks ffmpeg about what it cannot read itself', async () => {
    const path = file('old.avi')
    const source = await makeVideo({ path: file('for-avi.mp4') })
    await ffmpegRaw(['-i', source, '-c:v', 'mpeg4', '-c:a', 'mp3', path])
    const facts = await probe({ path, ffmpegPath: await shippedFfmpegPath() })
    expect(facts).toMatchObject({ container: 'avi', width: 320, height: 180, hasSound: true, videoCodec: 'mpeg4' })
    await expect(probe({ path })).rejects.toMatchObject({ code: 'media-unreadable' })
  })
})

describe('what probing refuses', () => {
  it('a file that is not there, and a folder', async () => {
    await expect(probe({ path: file('none.mp4') })).rejects.toMatchObject({ code: 'not-found' })
    await expect(probe({ path: scratch.dir })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('a file of zero bytes', async () => {
    await writeFile(file('empty.mp4'), '')
    await expect(probe({ path: file('empty.mp4') })).rejects.toMatchObject({ code: 'media-empty' })
  })

  it.each([
    ['a text', 'Dear diary, this is no film at all.'],
    ['an HLS playlist', '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'],
    ['a list for concat', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
    ['a session description', 'v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n'],
    ['noise', 'x'.repeat(5000)],
  ])('%s named .mp4', async (_what, text) => {
    const path = file('disguised.mp4')
    await writeFile(path, text)
    await expect(probe({ path, ffmpegPath: await shippedFfmpegPath() })).rejects.toMatchObject({
      code: 'media-unreadable',
    })
  })

  it('an MP4 whose index never came', async () => {
    const path = await makeVideo({ path: file('cut.mp4') })
    await truncate(path, 1500)
    await expect(probe({ path })).rejects.toMatchObject({ code: 'media-truncated' })
  })

  it('an MP4 whose index came and whose pictures did not', async () => {
    const path = await makeVideo({ path: file('cut-fast.mp4'), options: ['-movflags', '+faststart'] })
    await truncate(path, (await readFile(path)).length - 500)
    await expect(probe({ path })).rejects.toMatchObject({ code: 'media-truncated' })
  })

  it('a recording that was torn before its first frame', async () => {
    await writeFile(file('head.webm'), (await readFile(recorded)).subarray(0, 200))
    await expect(probe({ path: file('head.webm') })).rejects.toMatchObject({ code: 'media-truncated' })
  })
})
