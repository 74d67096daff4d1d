import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outputSize } from '../../../../../electron/backend/media/compose/frame-size.ts'
import type { Ffmpeg } from '../../../../../electron/backend/media/ffmpeg/run.ts'
import { type CompressOptions, compressFile } from '../../../../../electron/backend/media/prepared/compress.ts'
import { makePoster } from '../../../../../electron/backend/media/prepared/poster.ts'
import {
  colourName,
  ffmpegRaw,
  makeSound,
  makeVideo,
  pixelAt,
  scratchDir,
  testFfmpeg,
} from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
let ffmpeg: Ffmpeg
const file = (name: string) => join(scratch.dir, name)

beforeAll(async () => {
  scratch = await scratchDir()
  ffmpeg = await testFfmpeg()
})
afterAll(() => scratch.remove())

function compress(inputPath: string, options: Partial<CompressOptions> = {}) {
  return compressFile({ ffmpeg, inputPath, outputPath: file('out.mp4'), ...options })
}

describe('compressing a file', () => {
  it('makes odd sides even', async () => {
    const facts = await compress(await makeVideo({ path: file('odd.mp4'), width: 321, height: 181 }))
    expect(facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 320, height: 180 })
  })

  it('turns a phone’s video upright', async () => {
    const upright = file('phone.mov')
    const lying = await makeVideo({ path: file('lying.mp4'), width: 320, height: 180 })
    await ffmpegRaw(['-i', lying, '-c', 'copy', '-metadata:s:v', 'rotate=90', upright])
    expect(await compress(upright)).toMatchObject({ width: 180, height: 320, rotation: 0 })
  })

  it('shrinks what is greater than 1080p and enlarges nothing', async () => {
    const large = await makeVideo({ path: file('large.mp4'), width: 2560, height: 1440, framesPerSecond: 2 })
    expect(await compress(large)).toMatchObject({ width: 1920, height: 1080 })
    expect(await compress(large, { shortSide: 360 })).toMatchObject({ width: 640, height: 360 })
  })

  it('takes a video without sound as it is', async () => {
    expect(await compress(await makeVideo({ path: file('mute.webm'), sound: null }))).toMatchObject({ hasSound: false })
  })

  it('shows a still ground under a voice', async () => {
    const voice = await makeSound({ path: file('voice.m4a'), seconds: 2 })
    expect(await compress(voice)).toMatchObject({ hasSound: true, hasPicture: true, width: 1280, height: 720 })
  })

  it('keeps nothing of what a phone writes about where it was', async () => {
    const tagged = file('tagged.mp4')
    const source = await makeVideo({ path: file('untagged.mp4') })
    await ffmpegRaw(['-i', source, '-c', 'copy', '-metadata', 'comment=secret-place', tagged])
    await compress(tagged)
    expect((await readFile(tagged)).includes('secret-place')).toBe(true)
    expect((await readFile(file('out.mp4'))).includes('secret-place')).toBe(false)
  })

  it('refuses what is no media before ffmpeg sees it, and leaves nothing behind', async () => {
    await writeFile(file('text.mp4'), '#EXTM3U\nfile:///etc/passwd\n')
    const outputPath = file('none.mp4')
    await expect(compress(file('text.mp4'), { outputPath })).rejects.toMatchObject({ code: 'media-unreadable' })
    expect((await readdir(scratch.dir)).filter((name) => name.startsWith('none'))).toEqual([])
  })
})

describe('the poster', () => {
  it('is a WebP of the video’s early picture', async () => {
    const videoPath = await makeVideo({ path: file('for-poster.mp4'), colours: ['blue', 'lime', 'red'] })
    const outputPath = file('poster.webp')
    await makePoster({ ffmpeg, videoPath, durationMs: 3000, outputPath })
    const bytes = await readFile(outputPath)
    expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 12)]).toEqual(['RIFF', 'WEBP'])
    expect(colourName(await pixelAt({ path: outputPath, atSec: 0, x: 20, y: 20 }))).toBe('lime')
  })

  it('can be made of a video of a few frames', async () => {
    const videoPath = await makeVideo({ path: file('short.mp4'), secondsEach: 0.1 })
    await makePoster({ ffmpeg, videoPath, durationMs: 100, outputPath: file('short.webp') })
    expect((await readFile(file('short.webp'))).length).toBeGreaterThan(20)
  })
})

describe('the size of a frame', () => {
  it.each([
    [
      { width: 1920, height: 1080 },
      { width: 1920, height: 1080 },
    ],
    [
      { width: 3840, height: 2160 },
      { width: 1920, height: 1080 },
    ],
    [
      { width: 1080, height: 1920 },
      { width: 1080, height: 1920 },
    ],
    [
      { width: 5120, height: 1440 },
      { width: 2560, height: 720 },
    ],
    [
      { width: 641, height: 361 },
      { width: 640, height: 360 },
    ],
    [
      { width: 1, height: 1 },
      { width: 2, height: 2 },
    ],
  ])('of %o is %o', (source, expected) => {
    expect(outputSize(source)).toEqual(expected)
  })
})
