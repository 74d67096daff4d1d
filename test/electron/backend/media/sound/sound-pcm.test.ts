import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TrackReader } from '../../../../../electron/backend/media/container/track-reader.ts'
import {
  type WebmBlock,
  WebmParser,
  webmClusters,
  webmHead,
} from '../../../../../electron/backend/media/container/webm.ts'
import { pcmOf } from '../../../../../electron/backend/media/sound/sound-pcm.ts'
import { ffmpegRaw, scratchDir, shippedFfmpegPath } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
let clicks: string

/** Ten seconds of silence with a beep of a tenth of a second at each whole second. */
beforeAll(async () => {
  scratch = await scratchDir()
  clicks = join(scratch.dir, 'clicks.webm')
  const beep = `aevalsrc=exprs='0.5*sin(2*PI*1000*t)*lt(mod(t,1),0.1)':s=48000:d=10`
  await ffmpegRaw(['-f', 'lavfi', '-i', beep, '-c:a', 'libopus', '-live', '1', clicks])
})
afterAll(() => scratch.remove())

/** When each beep begins in a stretch, in milliseconds of it. */
async function beepsMs(path: string, stretch: { fromMs: number; lengthMs: number }): Promise<number[]> {
  const reader = await new TrackReader(path).update()
  const found: number[] = []
  let at = 0
  let quiet = 48_000
  for await (const samples of pcmOf({
    ...{ ffmpegPath: await shippedFfmpegPath(), source: { kind: 'track', reader }, zeroMs: reader.zeroMs },
    ...{ fromMs: stretch.fromMs, sampleCount: stretch.lengthMs * 48, samplesPerSecond: 48_000, channels: 1 },
    priority: 'normal',
  })) {
    for (const sample of samples) {
      if (Math.abs(sample) > 0.1) {
        if (quiet > 12_000) found.push(at / 48)
        quiet = 0
      } else quiet++
      at++
    }
  }
  expect(at).toBe(stretch.lengthMs * 48)
  return found
}

function expectNear(found: number[], expected: number[], withinMs: number): void {
  expect(found.map(Math.round)).toHaveLength(expected.length)
  for (const [index, ms] of found.entries()) expect(Math.abs(ms - (expected[index] ?? 0))).toBeLessThan(withinMs)
}

/** The recording with its packets at other times. */
async function retimed(name: string, timeOf: (block: WebmBlock) => number | null): Promise<string> {
  const parser = new WebmParser()
  const blocks = parser.push(await readFile(clicks)).flatMap((block) => {
    const timeMs = timeOf(block)
    return timeMs === null ? [] : [{ ...block, clusterTime: block.clusterTime + Math.round(timeMs - block.timeMs) }]
  })
  const path = join(scratch.dir, name)
  await writeFile(path, Buffer.concat([webmHead(parser.head, parser.head.tracks), ...webmClusters(blocks)]))
  return path
}

describe('the sound of a stretch', () => {
  it('stands where its packets stood, wherever the stretch begins, and is exactly as long as was asked', async () => {
    expectNear(await beepsMs(clicks, { fromMs: 0, lengthMs: 3500 }), [0, 1000, 2000, 3000], 12)
    expectNear(await beepsMs(clicks, { fromMs: 4300, lengthMs: 2000 }), [700, 1700], 12)
    expectNear(await beepsMs(clicks, { fromMs: 9500, lengthMs: 5000 }), [], 12)
  })

  it('stays in its place behind a pause that brought a packet some milliseconds too early', async () => {
    const path = await retimed('pause.webm', ({ timeMs }) => (timeMs < 6400 ? timeMs : timeMs - 6))
    expectNear(
      await beepsMs(path, { fromMs: 0, lengthMs: 10_000 }),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((s) => s * 1000),
      45,
    )
  })

  it('is silent where the recorder left something out, and goes on in its place', async () => {
    const path = await retimed('hole.webm', ({ timeMs }) => (timeMs >= 2500 && timeMs < 4500 ? null : timeMs))
    expectNear(await beepsMs(path, { fromMs: 0, lengthMs: 7500 }), [0, 1000, 2000, 5000, 6000, 7000], 45)
  })
})
