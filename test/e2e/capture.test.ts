import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { offsetOf, openSources, plan, probeTrack, recordedFor, start, state, stop, takeOf } from './capture-steps.ts'
import { type CaptureWorld, captureWorld } from './capture-world.ts'

let world: CaptureWorld

beforeAll(async () => {
  world = await captureWorld()
})

afterAll(async () => {
  await world.close()
})

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
    const found = await takeOf(world, take)
    console.log(`${Math.round(found.sizeBytes / (found.durationMs / 1000))} bytes a second`)
    expect(found).toMatchObject({ status: 'finished', sources: { screen: { kind: 'screen' } } })
    expect(found.chapters.map(({ questionId }) => questionId)).toEqual(['done', 'next'])
    expect(Math.abs((found.chapters[1]?.startMs ?? 0) - 3_000)).toBeLessThan(600)
    const lengths: number[] = []
    for (const file of ['segment-001-screen.webm', 'segment-001-camera.webm']) {
      const { durationMs, codecs, keyFrameGapMs } = await probeTrack(world, take, file)
      console.log(
        `${file}: ${Math.round(durationMs - elapsedMs)} ms longer than the clock, key frames ${keyFrameGapMs} ms`,
      )
      expect(Math.abs(durationMs - elapsedMs)).toBeLessThan(500)
      expect(codecs).toEqual(['avc', 'opus'])
      expect(keyFrameGapMs).toBeLessThan(2_500)
      lengths.push(durationMs)
    }
    expect(Math.abs((lengths[0] ?? 0) - (lengths[1] ?? 0))).toBeLessThan(300)
    const offset = await offsetOf(world, take)
    console.log(`camera against screen: ${JSON.stringify(offset)}`)
    expect(offset.isSure).toBe(true)
    expect(Math.abs(offset.offsetMs)).toBeLessThan(500)
    await browser.close()
  })

  it('records a tab with its own sound and the microphone as one, and ends well when the tab is closed', async () => {
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
    await page.evaluate(() => window.capture.stage.setScreen({ sourceId: null, withSound: true, framesPerSecond: 30 }))
    await openSources(page, ['microphone'])
    const take = await start(page)
    await recordedFor(page, 2_000)
    await other.close()
    await page.waitForFunction(() => window.capture.recording.state.get().phase === 'finished')
    expect((await state(page)).alarms.map(({ kind }) => kind)).toEqual(['screen-ended'])
    const found = await takeOf(world, take)
    expect(found.sources.screen?.kind).toBe('tab')
    expect(found.segments.map(({ endReason }) => endReason)).toEqual(['source-ended'])
    expect((await probeTrack(world, take, 'segment-001-screen.webm')).codecs).toEqual(['avc', 'opus'])
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
    await page.evaluate((discarded) => window.capture.api.restore(discarded), take)
    expect((await takeOf(world, take)).status).toBe('interrupted')
    await stop(page)
    const { codecs, durationMs } = await probeTrack(world, take, 'segment-001-microphone.webm')
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
})
