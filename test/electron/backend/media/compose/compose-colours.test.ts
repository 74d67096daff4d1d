import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compressFile } from '../../../../../electron/backend/media/prepared/compress.ts'
import { everyFfmpeg, ffmpegRaw, pixelAt, scratchDir } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
const file = (name: string) => join(scratch.dir, name)

beforeAll(async () => {
  scratch = await scratchDir()
})
afterAll(() => scratch.remove())

const patches = [
  { red: 255, green: 0, blue: 0 },
  { red: 0, green: 255, blue: 0 },
  { red: 0, green: 0, blue: 255 },
  { red: 255, green: 255, blue: 255 },
  { red: 60, green: 120, blue: 200 },
]

interface Card {
  name: string
  matrix: '709' | '170m'
  range: 'limited' | 'full'
  /** What the file says of its colours. */
  tags: string[]
  height?: number
  codec?: string[]
}

function tagged(name: string, range: 'tv' | 'pc'): string[] {
  return ['-colorspace', name, '-color_primaries', name, '-color_trc', name, '-color_range', range]
}

/** A moment of five patches side by side, encoded by a matrix and range that need not be what the file says. */
async function makeCard({ name, matrix, range, tags, height = 90, codec = ['-c:v', 'libx264'] }: Card) {
  const path = file(name)
  const width = Math.round((height * 16) / 90) * 2
  const colours = patches.map(({ red, green, blue }, index) => {
    const hex = ((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')
    return `color=c=0x${hex}:s=${width}x${height}:r=10:d=0.3,format=gbrp[c${index}]`
  })
  const side = `${patches.map((_, index) => `[c${index}]`).join('')}hstack=inputs=${patches.length}`
  const untold = 'setparams=colorspace=unknown:color_primaries=unknown:color_trc=unknown'
  const pixels = `zscale=m=${matrix}:r=${range},format=yuv420p,${untold}`
  const graph = `${colours.join(';')};${side},${pixels}[v]`
  await ffmpegRaw(['-filter_complex', graph, '-map', '[v]', ...codec, '-crf', '8', ...tags, path])
  return { path, width, height }
}

/** How far any patch of what was made of a card is from what the card shows, of 255. */
async function shiftOf(card: Awaited<ReturnType<typeof makeCard>>): Promise<number[]> {
  const shifts: number[] = []
  for (const ffmpeg of await everyFfmpeg()) {
    const outputPath = file('made.mp4')
    await compressFile({ ffmpeg, inputPath: card.path, outputPath })
    const seen = await Promise.all(
      patches.map((_, index) =>
        pixelAt({ path: outputPath, atSec: 0.1, x: (index + 0.5) * card.width, y: card.height / 2 }),
      ),
    )
    const far = seen.map(({ red, green, blue }, index) => {
      const patch = patches[index]
      return patch
        ? Math.max(Math.abs(red - patch.red), Math.abs(green - patch.green), Math.abs(blue - patch.blue))
        : 255
    })
    shifts.push(Math.max(...far))
  }
  return shifts
}

describe('the colours of a composed video', () => {
  it.each([
    { name: 'hd.mp4', matrix: '709', range: 'limited', tags: tagged('bt709', 'tv') },
    { name: 'hd-full.mp4', matrix: '709', range: 'full', tags: tagged('bt709', 'pc') },
    { name: 'sd.mp4', matrix: '170m', range: 'limited', tags: tagged('smpte170m', 'tv') },
    { name: 'sd-full.mp4', matrix: '170m', range: 'full', tags: tagged('smpte170m', 'pc') },
  ] satisfies Card[])('are those of $name, whatever its matrix and range', async (card) => {
    for (const shift of await shiftOf(await makeCard(card))) expect(shift).toBeLessThanOrEqual(6)
  })

  it.each([
    { name: 'small.mp4', matrix: '170m', range: 'limited', tags: [] },
    { name: 'large.mp4', matrix: '709', range: 'limited', tags: [], height: 720 },
    {
      name: 'recorded.webm',
      matrix: '170m',
      range: 'limited',
      tags: [],
      height: 720,
      codec: ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '8M'],
    },
  ] satisfies Card[])('are those that players show of $name, which does not name them', async (card) => {
    for (const shift of await shiftOf(await makeCard(card))) expect(shift).toBeLessThanOrEqual(6)
  })
})
