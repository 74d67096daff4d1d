import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { EncodedPacketSink, FilePathSource, Input, MATROSKA, WEBM } from 'mediabunny'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TakeView } from '../../domain/takes/view.ts'
import { findTrackOffset } from '../../electron/backend/media/track-offset.ts'
import { ffmpegRaw, testFfmpeg } from '../support/media.ts'
import { type CaptureWorld, captureWorld } from './capture-world.ts'

let world: CaptureWorld

beforeAll(async () => {
  world = await captureWorld()
})

afterAll(async () => {
  await world.close()
})

const plan = {
  library: null,
  thread: 'thread-1',
  cycle: '2026-w47',
  layout: { bubble: { corner: 'bottom-left' as const, sizeFraction: 0.18 } },
  questions: ['done', 'next', 'in-the-way'],
  countdownSec: 1,
}

async function openSources(page: Page, kinds: ('screen' | 'camera' | 'microphone')[]): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { stage } = window.capture
    if (wanted.includes('screen')) await stage.setScreen({ sourceId: null, withSound: false })
    if (wanted.includes('camera')) await stage.setCamera({ deviceId: null })
    if (wanted.includes('microphone')) await stage.setMicrophone({ deviceId: null, isProcessed: false })
  }, kinds)
}

const state = (page: Page) => page.evaluate(() => window.capture.recording.state.get())

/** Waits until so much was recorded, by the recording's own clock. */
async function recordedFor(page: Page, elapsedMs: number): Promise<void> {
  await page.waitForFunction((wanted) => window.capture.recording.elapsedMs.get() >= wanted, elapsedMs)
}

async function start(page: Page, more: object = {}): Promise<string> {
  await page.evaluate((options) => window.capture.recording.start(options), { ...plan, ...more })
  await page.waitForFunction(() => window.capture.recording.state.get().phase === 'recording')
  const { takeId } = await state(page)
  expect(takeId).toMatch(/^[a-z2-7]{26}$/)
  return takeId ?? ''
}

async function stop(page: Page): Promise<void> {
  await page.evaluate(() => window.capture.recording.stop())
  expect(await state(page)).toMatchObject({ phase: 'finished', bytesWaiting: 0, failure: null })
}

async function takeOf(take: string): Promise<TakeView> {
  const response = await fetch(`http://127.0.0.1:${world.backend().port}/api/takes/${take}`)
  return (await response.json()) as TakeView
}

interface Probed {
  durationMs: number
  codecs: string[]
  /** The longest stretch of picture from one key frame to the next; 0 without a picture. */
  keyFrameGapMs: number
}

async function probeTrack(take: string, file: string): Promise<Probed> {
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

describe('recording a real screen, camera and microphone', () => {
  it('leaves out ten pauses, marks the questions and has every byte on disk when it says finished', async () => {
    const { page, browser } = await world.openPage()
    await openSources(page, ['screen', 'camera', 'microphone'])
    const take = await start(page)
    for (let pause = 1; pause <= 10; pause += 1) {
      await recordedFor(page, pause * 600)
      await page.evaluate(() => window.capture.recording.pause())
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
      await page.evaluate(() => window.capture.recording.resume())
      if (pause === 5) await page.evaluate(() => window.capture.recording.nextQuestion())
    }
    await stop(page)
    const elapsedMs = await page.evaluate(() => window.capture.recording.elapsedMs.get())
    const found = await takeOf(take)
    console.log(`${Math.round(found.sizeBytes / (found.durationMs / 1000))} bytes a second`)
    expect(found).toMatchObject({ status: 'finished', sources: { screen: { kind: 'screen' } } })
    expect(found.chapters.map(({ questionId }) => questionId)).toEqual(['done', 'next'])
    expect(Math.abs((found.chapters[1]?.startMs ?? 0) - 3_000)).toBeLessThan(600)
    const lengths: number[] = []
    for (const file of ['segment-001-screen.webm', 'segment-001-camera.webm']) {
      const { durationMs, codecs, keyFrameGapMs } = await probeTrack(take, file)
      console.log(
        `${file}: ${Math.round(durationMs - elapsedMs)} ms longer than the clock, key frames ${keyFrameGapMs} ms`,
      )
      expect(Math.abs(durationMs - elapsedMs)).toBeLessThan(500)
      expect(codecs).toEqual(['avc', 'opus'])
      expect(keyFrameGapMs).toBeLessThan(2_500)
      lengths.push(durationMs)
    }
    expect(Math.abs((lengths[0] ?? 0) - (lengths[1] ?? 0))).toBeLessThan(300)
    const offset = await offsetOf(take)
    console.log(`camera against screen: ${JSON.stringify(offset)}`)
    expect(offset.isSure).toBe(true)
    expect(Math.abs(offset.offsetMs)).toBeLessThan(500)
    await browser.close()
  })

  it('loses at most two seconds when the page is killed, and the take is offered again', async () => {
    const { page, browser } = await world.openPage()
    await openSources(page, ['screen', 'camera', 'microphone'])
    const take = await start(page)
    await recordedFor(page, 3_000)
    await page.evaluate(() => window.capture.recording.pause())
    await page.evaluate(() => window.capture.recording.resume())
    await recordedFor(page, 6_000)
    const elapsedMs = await page.evaluate(() => window.capture.recording.elapsedMs.get())
    await browser.kill()
    for (const file of ['segment-001-screen.webm', 'segment-001-camera.webm']) {
      const { durationMs } = await probeTrack(take, file)
      console.log(`killed page, ${file}: ${Math.round(elapsedMs - durationMs)} ms missing`)
      expect(elapsedMs - durationMs).toBeLessThan(2_000)
    }
    const next = await world.openPage()
    const offered = await next.page.evaluate(async () => {
      const takes = await window.capture.api.list()
      const { held = [] } = await navigator.locks.query()
      return { takes: takes.map(({ take, status }) => ({ id: take.id, status })), held: held.length }
    })
    expect(offered.held).toBe(0)
    expect(offered.takes).toContainEqual({ id: take, status: 'recording' })
    await openSources(next.page, ['camera', 'microphone'])
    await start(next.page, { continueTake: take })
    await recordedFor(next.page, elapsedMs + 1_500)
    await stop(next.page)
    const found = await takeOf(take)
    expect(found.segments.map(({ endReason }) => endReason)).toEqual(['interrupted', 'stopped'])
    expect(found.segments[1]?.tracks.map(({ track }) => track)).toEqual(['camera'])
    await next.browser.close()
  })

  it('loses nothing when the backend is killed and started again', async () => {
    const { page, browser } = await world.openPage()
    await openSources(page, ['screen', 'camera', 'microphone'])
    const take = await start(page)
    await recordedFor(page, 2_500)
    await world.killBackend()
    await recordedFor(page, 5_500)
    const waiting = await state(page)
    expect(waiting.bytesWaiting).toBeGreaterThan(0)
    expect(waiting.phase).toBe('recording')
    await world.startBackend()
    await recordedFor(page, 7_000)
    await stop(page)
    const elapsedMs = await page.evaluate(() => window.capture.recording.elapsedMs.get())
    for (const file of ['segment-001-screen.webm', 'segment-001-camera.webm']) {
      const { durationMs } = await probeTrack(take, file)
      console.log(`killed backend, ${file}: ${Math.round(elapsedMs - durationMs)} ms missing`)
      expect(Math.abs(elapsedMs - durationMs)).toBeLessThan(500)
    }
    await browser.close()
  })

  it('pauses and says so when the disk is full, and goes on without a gap when there is room again', async () => {
    await world.killBackend()
    await world.startBackend({ maxFileBytes: 200 * 1024 })
    const { page, browser } = await world.openPage()
    await openSources(page, ['screen', 'microphone'])
    const take = await start(page)
    await page.waitForFunction(() => window.capture.recording.state.get().phase === 'paused')
    const paused = await state(page)
    expect(paused.alarms.map(({ kind }) => kind)).toEqual(['disk-full'])
    expect(paused.bytesWaiting).toBeGreaterThan(0)
    const pausedAtMs = await page.evaluate(() => window.capture.recording.elapsedMs.get())
    await world.killBackend()
    await world.startBackend()
    await page.waitForFunction(() => window.capture.recording.state.get().bytesWaiting === 0)
    expect((await state(page)).alarms).toEqual([])
    await page.evaluate(() => window.capture.recording.resume())
    await recordedFor(page, pausedAtMs + 1_500)
    await stop(page)
    const elapsedMs = await page.evaluate(() => window.capture.recording.elapsedMs.get())
    const { durationMs } = await probeTrack(take, 'segment-001-screen.webm')
    expect(Math.abs(elapsedMs - durationMs)).toBeLessThan(500)
    await browser.close()
  })

  it('records a tab with its own sound and the microphone as one', async () => {
    const { page, browser } = await world.openPage({ shown: 'tab' })
    const other = await page.context().newPage()
    await other.goto(`${new URL(page.url()).origin}/index.html`)
    await other.evaluate(() => {
      document.title = 'Shown'
      const context = new AudioContext()
      const tone = new OscillatorNode(context)
      tone.connect(context.destination)
      tone.start()
    })
    await page.bringToFront()
    await page.evaluate(() => window.capture.stage.setScreen({ sourceId: null, withSound: true }))
    await openSources(page, ['microphone'])
    const take = await start(page)
    await recordedFor(page, 2_000)
    await stop(page)
    const found = await takeOf(take)
    expect(found.sources.screen?.kind).toBe('tab')
    expect((await probeTrack(take, 'segment-001-screen.webm')).codecs).toEqual(['avc', 'opus'])
    await browser.close()
  })

  it('raises an alarm when the microphone gives nothing but zeros', async () => {
    const silence = join(world.profileDir, 'silence.wav')
    await ffmpegRaw(['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=mono', '-t', '20', silence])
    const { page, browser } = await world.openPage({ args: [`--use-file-for-fake-audio-capture=${silence}`] })
    await openSources(page, ['microphone'])
    await start(page)
    const alarms = () => window.capture.recording.state.get().alarms.map(({ kind }) => kind)
    expect(await page.evaluate(alarms)).toEqual([])
    await page.waitForFunction(() => window.capture.recording.state.get().alarms[0]?.kind === 'microphone-silent')
    expect((await state(page)).phase).toBe('recording')
    await stop(page)
    await browser.close()
  })

  it('records a voice alone, counts down, and can be discarded and brought back', async () => {
    const { page, browser } = await world.openPage()
    await openSources(page, ['microphone'])
    const take = await start(page)
    await page.waitForFunction(() => window.capture.stage.level.get().level > 0)
    await recordedFor(page, 1_500)
    await page.evaluate(() => window.capture.recording.restart())
    const again = await state(page)
    expect(again).toMatchObject({ phase: 'recording', discardedTakeId: take })
    expect(again.takeId).not.toBe(take)
    await page.evaluate(() => window.capture.recording.undoDiscard())
    expect((await takeOf(take)).status).toBe('interrupted')
    await stop(page)
    const { codecs, durationMs } = await probeTrack(take, 'segment-001-microphone.webm')
    expect(codecs).toEqual(['opus'])
    expect(durationMs).toBeGreaterThan(1_000)
    await browser.close()
  })

  it('calls a countdown off without leaving a take', async () => {
    const { page, browser } = await world.openPage()
    await openSources(page, ['microphone'])
    const before = await readdir(join(world.profileDir, 'takes'))
    await page.evaluate((options) => void window.capture.recording.start(options), { ...plan, countdownSec: 5 })
    await page.waitForFunction(() => window.capture.recording.state.get().phase === 'countdown')
    await page.evaluate(() => window.capture.recording.stop())
    expect(await state(page)).toMatchObject({ phase: 'idle', discardedTakeId: null })
    expect(await readdir(join(world.profileDir, 'takes'))).toEqual(before)
    await browser.close()
  })

  it('begins a new segment when the microphone is changed, and ends well when what it shows has closed', async () => {
    const { page, browser } = await world.openPage()
    await openSources(page, ['screen', 'microphone'])
    const take = await start(page)
    await recordedFor(page, 1_500)
    const other = await page.evaluate(
      () => window.capture.stage.state.get().devices.microphones.at(-1)?.deviceId ?? null,
    )
    await page.evaluate((deviceId) => window.capture.stage.setMicrophone({ deviceId, isProcessed: false }), other)
    await recordedFor(page, 3_500)
    await page.evaluate(() => {
      const track = window.capture.stage.streams.screen?.getVideoTracks()[0]
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
    })
    await page.waitForFunction(() => window.capture.recording.state.get().phase === 'finished')
    expect((await state(page)).alarms.map(({ kind }) => kind)).toContain('screen-ended')
    const found = await takeOf(take)
    expect(found.segments.map(({ endReason }) => endReason)).toEqual(['device-changed', 'source-ended'])
    expect(found.durationMs).toBeGreaterThan(2_500)
    await browser.close()
  })

  it('says in plain words what may not be used, and that one can go on without it', async () => {
    const { page, browser } = await world.openPage({ isPermitted: false, args: ['--deny-permission-prompts'] })
    await openSources(page, ['camera', 'microphone'])
    const { camera, microphone } = await page.evaluate(() => window.capture.stage.state.get())
    expect(camera).toMatchObject({ status: 'failed', failure: { code: 'no-permission' } })
    expect(microphone).toMatchObject({ status: 'failed', failure: { remedy: expect.stringContaining('without') } })
    await page.evaluate((options) => window.capture.recording.start(options), { ...plan, countdownSec: 0 })
    expect(await state(page)).toMatchObject({ phase: 'failed', failure: { code: 'take-empty' } })
    await browser.close()
  })
})

async function offsetOf(take: string) {
  const path = (file: string): string => join(world.profileDir, 'takes', take, file)
  return await findTrackOffset({
    ffmpeg: await testFfmpeg(),
    reference: { path: path('segment-001-screen.webm'), demuxer: 'matroska' },
    other: { path: path('segment-001-camera.webm'), demuxer: 'matroska' },
    scratchPath: join(world.profileDir, 'offset'),
  })
}
