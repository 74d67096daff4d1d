import { join } from 'node:path'
import { bubbleBox } from '../../domain/takes/bubble-place.ts'
import { probe } from '../../electron/backend/media/probe/probe.ts'
import { printTable } from '../library/table.ts'
import { recordBare } from './bare-recorder.ts'
import type { MediaBench } from './bench.ts'
import { type Claps, clapsIn } from './clapper.ts'
import { giveClappingCamera } from './clapping-camera.ts'
import { bubble, composed, openRecorder, type Recorder, recordedFor, startTake, stopTake } from './record.ts'
import { flashesAndClicks } from './shown-pages.ts'

const pauseCount = 10
const pausedMs = 1500
const size = { width: 1280, height: 720 }
const bitsPerSecond = 2_200_000

/**
 * How far sound and picture are apart in what is published, after ten pauses, beside a bare MediaRecorder of the same page in
 * the same run: of a tab with its sound, and of the camera's bubble with the microphone (a camera that is made to clap).
 */
export async function benchSound({ dir, minutes }: MediaBench): Promise<void> {
  const seconds = (minutes ?? 10) * 60
  const recorder = await openRecorder({ html: flashesAndClicks, withSound: true, size })
  try {
    const { page } = recorder
    const tab = await record(recorder, { of: 'tab', seconds, dir })
    const seen = { brightness: 128, everySec: 1.75 }
    const inTab = { ...seen, crop: 'iw/2:ih/2:iw/4:ih/2' }
    const rows = [
      row('tab, ours', await clapsIn({ ...inTab, path: tab.ours })),
      row('tab, bare MediaRecorder', await clapsIn({ ...inTab, path: tab.bare })),
    ]
    await giveClappingCamera(page)
    await page.evaluate(async () => {
      await window.capture.stage.setScreen({ sourceId: null, withSound: false })
      await window.capture.stage.setCamera({ deviceId: null })
      await window.capture.stage.setMicrophone({ deviceId: null, isProcessed: false })
    })
    const camera = await record(recorder, { of: 'camera', seconds, dir })
    // The second capture of a tab may be larger than the first.
    const { x, y, width, height } = bubbleBox(bubble, await probe({ path: camera.ours }))
    const inBubble = `${width / 2}:${height / 2}:${x + width / 4}:${y + height / 4}`
    rows.push(
      row('bubble and microphone, ours', await clapsIn({ ...seen, crop: inBubble, path: camera.ours })),
      row('camera and microphone, bare', await clapsIn({ ...seen, crop: 'iw/2:ih/2:iw/4:ih/2', path: camera.bare })),
    )
    printTable(`sound against picture, ${seconds} s with ${pauseCount} pauses, ${size.width}x${size.height}`, rows)
  } finally {
    await recorder.close()
  }
}

function row(name: string, { found, offsetMs, driftMsPerHour }: Claps): Record<string, string | number> {
  return {
    recording: name,
    'flashes found': found,
    'sound after picture, ms (median)': offsetMs,
    'drift, ms an hour': driftMsPerHour,
  }
}

async function record(
  { page, world }: Recorder,
  { of, seconds, dir }: { of: 'tab' | 'camera'; seconds: number; dir: string },
): Promise<{ ours: string; bare: string }> {
  const bare = await recordBare(page, { of, path: join(dir, `bare-${of}.webm`), bitsPerSecond })
  const take = await startTake(page)
  for (let pause = 1; pause <= pauseCount; pause++) {
    await recordedFor(page, (seconds * 1000 * pause) / (pauseCount + 1))
    await page.evaluate(async (forMs) => {
      window.capture.recording.pause()
      await new Promise((resolve) => setTimeout(resolve, forMs))
      window.capture.recording.resume()
    }, pausedMs)
  }
  await recordedFor(page, seconds * 1000)
  await stopTake(page)
  await bare.stop()
  return { ours: await composed(world, take), bare: bare.path }
}
