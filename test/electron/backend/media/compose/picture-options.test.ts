import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Quality, qualitySchema } from '../../../../../domain/takes/edit.ts'
import { cameraFilter, pictureOptions } from '../../../../../electron/backend/media/compose/picture-options.ts'
import type { Ffmpeg } from '../../../../../electron/backend/media/ffmpeg/run.ts'
import { everyFfmpeg, scratchDir } from '../../../../support/media.ts'

const framesPerSecond = 10
let scratch: Awaited<ReturnType<typeof scratchDir>>
/** The shipped one of 2018, and the machine's. */
let programs: Ffmpeg[]

beforeAll(async () => {
  scratch = await scratchDir()
  programs = await everyFfmpeg()
})
afterAll(() => scratch.remove())

/** The units of an encoded picture, by their type: 5 is a key frame, 7 and 8 are the parameter sets. */
async function encoded({ ffmpeg, source, quality }: { ffmpeg: Ffmpeg; source: string; quality: Quality }) {
  const outputPath = join(scratch.dir, `${programs.indexOf(ffmpeg)}-${quality}-${source}.h264`)
  const clean = cameraFilter(quality)
  await ffmpeg.run({
    inputs: [],
    filterGraph: `${source}=s=320x180:r=${framesPerSecond}:d=12${clean === '' ? '' : `,${clean}`}[v]`,
    outputOptions: ['-map', '[v]', ...pictureOptions({ quality, framesPerSecond, height: 180 }), '-f', 'h264'],
    outputPath,
    durationMs: null,
    timeLimitMs: 60_000,
  })
  const bytes = await readFile(outputPath)
  // A start code may have one zero more, which then ends the unit before it: the same in each.
  const units = bytes.toString('latin1').split('\0\0\u0001').slice(1)
  const ofType = (type: number) => units.filter((unit) => (unit.charCodeAt(0) & 31) === type)
  return { bytes: bytes.length, keyFrames: ofType(5).length, sets: [ofType(7)[0], ofType(8)[0]] }
}

describe('the settings of the encoder', () => {
  it('give every piece of a video the same parameter sets, so that pieces join by copying', async () => {
    for (const ffmpeg of programs) {
      const pieces = []
      for (const quality of qualitySchema.options) pieces.push(await encoded({ ffmpeg, source: 'testsrc', quality }))
      pieces.push(await encoded({ ffmpeg, source: 'color', quality: 'balanced' }))
      const [first] = pieces
      expect(first?.sets[0]).toBeTruthy()
      for (const piece of pieces) expect(piece.sets).toEqual(first?.sets)
    }
  })

  it('set a key frame every five seconds at least, and make Small smaller than Balanced and that smaller than Sharp', async () => {
    const [ffmpeg] = programs
    if (ffmpeg === undefined) throw new Error('no ffmpeg')
    const sizes: number[] = []
    for (const quality of qualitySchema.options) {
      const { bytes, keyFrames } = await encoded({ ffmpeg, source: 'testsrc', quality })
      expect(keyFrames).toBeGreaterThanOrEqual(3)
      sizes.push(bytes)
    }
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
  })
})
