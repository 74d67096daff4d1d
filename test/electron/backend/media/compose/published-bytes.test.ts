import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { EncodedPacketSink, FilePathSource, Input, MP4 } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTopBoxes } from '../../../../../electron/backend/media/container/boxes.ts'
import { ffmpegRaw, shippedFfmpegPath } from '../../../../support/media.ts'
import { composeWorld } from './compose-world.ts'

const execFileAsync = promisify(execFile)
const seconds = 24
const rate = 30

let world: Awaited<ReturnType<typeof composeWorld>>
let counted: string

/**
 * A take of 24 s whose every frame says which one it is: two bars, of which the left one is as bright as the frame's number
 * counts within 16, the right one as its sixteens count. Its sound is a tone that rises by 100 Hz with each second.
 */
beforeAll(async () => {
  world = await composeWorld()
  counted = world.file('counted.webm')
  const bars = `geq=lum='16+13*if(lt(X,32),mod(N,16),mod(floor(N/16),16))':cb=128:cr=128`
  await ffmpegRaw([
    ...['-f', 'lavfi', '-i', `color=c=black:s=64x48:r=${rate}:d=${seconds},${bars}`],
    ...['-f', 'lavfi', '-i', `aevalsrc=exprs='0.3*sin(2*PI*t*(500+100*floor(t)))':s=48000:d=${seconds}`],
    ...['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '2M', '-g', '50', '-c:a', 'libopus', '-live', '1', counted],
  ])
})
afterAll(() => world.remove())

/** The numbers of the frames of a video made of that take, modulo 256. */
async function numbersIn(path: string): Promise<number[]> {
  const scale = 'scale=2:1:flags=area,format=gray'
  const args = ['-v', 'error', '-i', path, '-vsync', '0', '-vf', scale, '-f', 'rawvideo', 'pipe:1']
  const { stdout } = await execFileAsync(await shippedFfmpegPath(), args, { encoding: 'buffer' })
  const numbers: number[] = []
  for (let at = 0; at < stdout.length; at += 2) {
    const digit = (byte: number | undefined): number => Math.round((((byte ?? 0) * 219) / 255 + 16 - 16) / 13)
    numbers.push(digit(stdout[at]) + 16 * digit(stdout[at + 1]))
  }
  return numbers
}

function frames(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_unused, index) => (from + index) % 256)
}

/** How much of a tone a stretch of a file's sound has, in dB. */
async function toneDb(path: string, hertz: number): Promise<number> {
  const printed = await ffmpegRaw([
    ...[
      '-i',
      path,
      '-vn',
      '-af',
      `bandpass=f=${hertz}:width_type=h:w=20,bandpass=f=${hertz}:width_type=h:w=20,volumedetect`,
    ],
    ...['-f', 'null', '-'],
  ])
  return Number(/max_volume: (-?[\d.]+) dB/.exec(printed)?.[1] ?? -100)
}

const take = () => [{ durationMs: seconds * 1000, tracks: [{ track: 'screen', path: counted }] as const }]

describe('a video that was joined of pieces', () => {
  it('has every frame of the take once and in order, across the seams', async () => {
    const { outputPath, pieceCount } = await world.compose({ segments: take(), edit: { quality: 'sharp' } })
    expect(pieceCount).toBe(4)
    expect(await numbersIn(outputPath)).toEqual(frames(0, seconds * rate))
  })

  it('has of a take with cuts exactly the frames that were kept', async () => {
    const cuts = [
      { fromMs: 3_000, toMs: 4_500 },
      { fromMs: 9_500, toMs: 12_300 },
      { fromMs: 20_000, toMs: 60_000 },
    ]
    const { outputPath } = await world.compose({ segments: take(), edit: { quality: 'sharp', cuts } })
    expect(await numbersIn(outputPath)).toEqual([...frames(0, 90), ...frames(135, 285), ...frames(369, 600)])
  })
})

describe('what was cut out of a take', () => {
  it('is in no byte of what is published: no frame of it, no sound, no sample that nothing plays', async () => {
    const cuts = [{ fromMs: 7_000, toMs: 12_000 }]
    const { outputPath, encodedCount } = await world.compose({ segments: take(), edit: { quality: 'sharp', cuts } })
    expect(encodedCount).toBeLessThanOrEqual(2)
    expect(await numbersIn(outputPath)).toEqual([...frames(0, 210), ...frames(360, seconds * rate)])
    // 1.2 kHz to 1.6 kHz were heard from 7 s to 12 s; 700 Hz and 2 kHz are still there.
    const kept = [await toneDb(outputPath, 700), await toneDb(outputPath, 2000)]
    const cut = [await toneDb(outputPath, 1300), await toneDb(outputPath, 1500)]
    expect(Math.min(...kept) - Math.max(...cut)).toBeGreaterThan(25)

    const { boxes } = await readTopBoxes(outputPath)
    const mdat = boxes.find(({ type }) => type === 'mdat')
    expect(await sampleBytes(outputPath)).toBe((mdat?.end ?? 0) - (mdat?.start ?? 0) - 8)
    expect((await readFile(outputPath)).includes('elst')).toBe(false)
  })
})

/** The bytes of all packets of both tracks. */
async function sampleBytes(path: string): Promise<number> {
  const input = new Input({ formats: [MP4], source: new FilePathSource(path) })
  let bytes = 0
  for (const track of await input.getTracks()) {
    for await (const packet of new EncodedPacketSink(track).packets()) bytes += packet.data.length
  }
  input.dispose()
  return bytes
}
