import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ffmpegRaw } from '../support/media.ts'
import { openSources, plan, probeTrack, recordedFor, start, state, stop, takeOf } from './capture-steps.ts'
import { type CaptureWorld, captureWorld } from './capture-world.ts'

let world: CaptureWorld

beforeAll(async () => {
  world = await captureWorld()
})

afterAll(async () => {
  await world.close()
})

describe('a recording in trouble', () => {
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
      const { durationMs } = await probeTrack(world, take, file)
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
    const found = await takeOf(world, take)
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
      const { durationMs } = await probeTrack(world, take, file)
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
    const { durationMs } = await probeTrack(world, take, 'segment-001-screen.webm')
    expect(Math.abs(elapsedMs - durationMs)).toBeLessThan(500)
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

  it('begins a new segment when the microphone is changed', async () => {
    const { page, browser } = await world.openPage()
    await openSources(page, ['screen', 'microphone'])
    const take = await start(page)
    await recordedFor(page, 1_500)
    const other = await page.evaluate(
      () => window.capture.stage.state.get().devices.microphones.at(-1)?.deviceId ?? null,
    )
    await page.evaluate((deviceId) => window.capture.stage.setMicrophone({ deviceId, isProcessed: false }), other)
    await recordedFor(page, 3_500)
    await stop(page)
    const found = await takeOf(world, take)
    expect(found.segments.map(({ endReason }) => endReason)).toEqual(['device-changed', 'stopped'])
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
