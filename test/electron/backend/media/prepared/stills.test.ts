import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storyboardOf, tileAt } from '../../../../../domain/media/storyboard.ts'
import { pictureOptions } from '../../../../../electron/backend/media/compose/picture-options.ts'
import type { Ffmpeg } from '../../../../../electron/backend/media/ffmpeg/run.ts'
import { makePoster } from '../../../../../electron/backend/media/prepared/poster.ts'
import { makeStoryboard } from '../../../../../electron/backend/media/prepared/storyboard.ts'
import { colourName, everyFfmpeg, ffmpegRaw, pixelAt, scratchDir } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
/** The shipped one of 2018, and the machine's. */
let programs: Ffmpeg[]
const file = (name: string) => join(scratch.dir, name)
const size = { width: 320, height: 180 }

beforeAll(async () => {
  scratch = await scratchDir()
  programs = await everyFfmpeg()
})
afterAll(() => scratch.remove())

/** Encodes scenes as our own pieces are, each a source of ffmpeg and its seconds. */
async function film(name: string, scenes: [source: string, seconds: number][]): Promise<string> {
  const inputs = scenes.flatMap(([source, seconds]) => ['-f', 'lavfi', '-i', `${source}:s=320x180:r=10:d=${seconds}`])
  const joined = scenes.map((_, at) => `[${at}:v]`).join('')
  await ffmpegRaw([
    ...inputs,
    ...['-filter_complex', `${joined}concat=n=${scenes.length}:v=1:a=0[v]`, '-map', '[v]'],
    ...pictureOptions({ quality: 'sharp', framesPerSecond: 10, height: 180 }),
    file(name),
  ])
  return file(name)
}

describe('the still that stands for a video', () => {
  it('is neither black nor plain where something is shown soon after', async () => {
    // The test picture has bars of colour at its top; a plain ground has none.
    const videoPath = await film('blank-first.mp4', [
      ['color=c=black', 2],
      ['color=c=blue', 2],
      ['smptebars=sar=1', 16],
    ])
    for (const ffmpeg of programs) {
      const outputPath = file('poster.webp')
      await makePoster({ ffmpeg, videoPath, durationMs: 20_000, outputPath })
      expect(colourName(await pixelAt({ path: outputPath, atSec: 0, x: 70, y: 40 }))).toBe('yellow')
    }
  })
})

describe('the storyboard', () => {
  it('shows in each tile what is seen at that time, and nothing beyond the video', async () => {
    const videoPath = await film('scenes.mp4', [
      ['color=c=red', 5],
      ['color=c=lime', 10],
      ['color=c=blue', 8],
    ])
    const video = { durationMs: 23_000, ...size }
    const board = storyboardOf(video)
    expect(board).toMatchObject({ columns: 10, rows: 2, tileCount: 12, tileWidth: 160, tileHeight: 90 })
    for (const ffmpeg of programs) {
      const outputPath = file('storyboard.webp')
      await makeStoryboard({ ffmpeg, videoPath, ...video, outputPath })
      const seen: string[] = []
      for (let atMs = 0; atMs < video.durationMs; atMs += board.everyMs) {
        const { x, y } = tileAt(board, atMs)
        seen.push(colourName(await pixelAt({ path: outputPath, atSec: 0, x: x + 80, y: y + 45 })))
      }
      expect(seen).toEqual([...Array(2).fill('red'), ...Array(5).fill('lime'), ...Array(5).fill('blue')])
    }
  })

  it('can be made of a video of a few frames', async () => {
    const videoPath = await film('short.mp4', [['color=c=red', 0.3]])
    const [ffmpeg] = programs
    if (ffmpeg === undefined) throw new Error('no ffmpeg')
    await makeStoryboard({ ffmpeg, videoPath, durationMs: 300, ...size, outputPath: file('short.webp') })
    expect(colourName(await pixelAt({ path: file('short.webp'), atSec: 0, x: 80, y: 45 }))).toBe('red')
  })
})
