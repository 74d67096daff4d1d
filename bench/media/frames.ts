import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EncodedPacketSink, FilePathSource, Input, MATROSKA, WEBM } from 'mediabunny'
import { median, printTable } from '../library/table.ts'
import { recordBare } from './bare-recorder.ts'
import type { MediaBench } from './bench.ts'
import { openRecorder, recordedFor, size, startTake, stopTake } from './record.ts'
import { everyFrameDiffers } from './shown-pages.ts'

const runs = 3
const seconds = 20

/**
 * How many frames of a page of which each frame differs are in our recording, beside a bare MediaRecorder of the same page:
 * in turn, three times each, while what we record is composed.
 */
export async function benchFrames({ dir }: MediaBench): Promise<void> {
  const recorder = await openRecorder({ html: everyFrameDiffers, withSound: false })
  const rates: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] }
  try {
    const { page, file } = recorder
    for (let run = 1; run <= runs; run++) {
      const take = await startTake(page)
      await recordedFor(page, seconds * 1000)
      await stopTake(page)
      const kept = join(dir, 'frames-ours.webm')
      await copyFile(file(take, 'segment-001-screen.webm'), kept)
      rates.ours.push(await framesPerSecond(kept))
      const path = join(dir, 'frames-bare.webm')
      const bare = await recordBare(page, { of: 'silent-tab', path, bitsPerSecond: 5_000_000 })
      await page.waitForTimeout(seconds * 1000)
      await bare.stop()
      rates.bare.push(await framesPerSecond(path))
    }
  } finally {
    await recorder.close()
  }
  const row = (name: string, each: number[]) => ({
    recorder: name,
    'frames a second (median)': median(each),
    'each run': each.map((rate) => rate.toFixed(1)).join(', '),
    'of the bare one': median(each) / median(rates.bare),
  })
  printTable(`frames in the recording of a tab of ${size.width}x${size.height}, ${runs} runs of ${seconds} s in turn`, [
    row('ours', rates.ours),
    row('bare MediaRecorder', rates.bare),
  ])
}

async function framesPerSecond(path: string): Promise<number> {
  const input = new Input({ source: new FilePathSource(path), formats: [WEBM, MATROSKA] })
  try {
    const video = await input.getPrimaryVideoTrack()
    if (video === null) return 0
    let frames = 0
    let lastSec = 0
    for await (const packet of new EncodedPacketSink(video).packets(undefined, undefined, { metadataOnly: true })) {
      frames += 1
      lastSec = packet.timestamp
    }
    return frames / (lastSec - (await video.getFirstTimestamp()))
  } finally {
    input.dispose()
  }
}
