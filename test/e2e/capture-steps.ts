import { join } from 'node:path'
import { EncodedPacketSink, FilePathSource, Input, MATROSKA, WEBM } from 'mediabunny'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { bubbleIn, screenWith } from '../../domain/takes/take.ts'
import type { TakeView } from '../../domain/takes/view.ts'
import { hearOffset } from '../../electron/backend/media/compose/take-media.ts'
import { TrackReader } from '../../electron/backend/media/container/track-reader.ts'
import { testFfmpeg } from '../support/media.ts'
import type { CaptureWorld } from './capture-world.ts'

export const plan = {
  library: null,
  thread: 'thread-1',
  cycle: '2026-w47',
  layout: screenWith(bubbleIn({ corner: 'bottom-left', sizeFraction: 0.18 })),
  questions: ['done', 'next', 'in-the-way'],
  countdownSec: 1,
}

export async function openSources(page: Page, kinds: ('screen' | 'camera' | 'microphone')[]): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { stage } = window.capture
    if (wanted.includes('screen')) await stage.setScreen({ sourceId: null, withSound: false, framesPerSecond: 30 })
    if (wanted.includes('camera')) await stage.setCamera({ deviceId: null })
    if (wanted.includes('microphone')) await stage.setMicrophone({ deviceId: null, isProcessed: false })
  }, kinds)
}

export const state = (page: Page) => page.evaluate(() => window.capture.recording.state.get())

/** Waits until so much was recorded, by the recording's own clock. */
export async function recordedFor(page: Page, elapsedMs: number): Promise<void> {
  await page.waitForFunction((wanted) => window.capture.recording.elapsedMs.get() >= wanted, elapsedMs)
}

/** Starts and waits until it records; resolves to the take's id. */
export async function start(page: Page, more: object = {}): Promise<string> {
  await page.evaluate((options) => window.capture.recording.start(options), { ...plan, ...more })
  await page.waitForFunction(() => window.capture.recording.state.get().phase === 'recording')
  const { takeId } = await state(page)
  expect(takeId).toMatch(/^[a-z2-7]{26}$/)
  return takeId ?? ''
}

export async function stop(page: Page): Promise<void> {
  await page.evaluate(() => window.capture.recording.stop())
  expect(await state(page)).toMatchObject({ phase: 'finished', bytesWaiting: 0, failure: null })
}

export async function takeOf(world: CaptureWorld, take: string): Promise<TakeView> {
  const response = await fetch(`http://127.0.0.1:${world.backend().port}/api/takes/${take}`)
  return (await response.json()) as TakeView
}

interface Probed {
  durationMs: number
  codecs: string[]
  /** The longest stretch of picture from one key frame to the next; 0 without a picture. */
  keyFrameGapMs: number
}

export async function probeTrack(world: CaptureWorld, take: string, file: string): Promise<Probed> {
  const source = new FilePathSource(join(world.profileDir, 'takes', take, file))
  const input = new Input({ source, formats: [WEBM, MATROSKA] })
  const tracks = await input.getTracks()
  const codecs = await Promise.all(tracks.map(async (track) => String(await track.getCodec())))
  const durationMs = (await input.computeDuration()) * 1000
  const video = await input.getPrimaryVideoTrack()
  const keyFrameGapMs = video ? await longestGapMs(new EncodedPacketSink(video)) : 0
  input.dispose()
  return { durationMs, codecs: codecs.sort(), keyFrameGapMs }
}

async function longestGapMs(packets: EncodedPacketSink): Promise<number> {
  let longestSec = 0
  let key = await packets.getFirstKeyPacket()
  while (key) {
    const next = await packets.getNextKeyPacket(key)
    if (next) longestSec = Math.max(longestSec, next.timestamp - key.timestamp)
    key = next
  }
  return Math.round(longestSec * 1000)
}

export async function offsetOf(world: CaptureWorld, take: string) {
  const path = (file: string): string => join(world.profileDir, 'takes', take, file)
  const read = (file: string): Promise<TrackReader> => new TrackReader(path(file)).update()
  const [reference, other] = [await read('segment-001-screen.webm'), await read('segment-001-camera.webm')]
  return await hearOffset({ reference, other, fromMs: 0, toMs: 20_000 }, { ffmpegPath: (await testFfmpeg()).path })
}
