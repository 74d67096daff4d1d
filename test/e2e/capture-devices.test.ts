import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loudnessDb } from '../support/media.ts'
import { openSources, recordedFor, start, state, stop, takeOf } from './capture-steps.ts'
import { type CaptureWorld, captureWorld } from './capture-world.ts'
import { journalOf } from './record-steps.ts'

let world: CaptureWorld
let page: Page

beforeAll(async () => {
  world = await captureWorld()
  page = (await world.openPage()).page
})

afterEach(async () => {
  await page.evaluate(async () => {
    const { stage } = window.capture
    await Promise.all([stage.setScreen(null), stage.setCamera(null), stage.setMicrophone(null)])
  })
})

afterAll(async () => {
  await world.close()
})

/** A device that is unplugged: its track ends by itself, which a page can only play, since stopping it tells nobody. */
const unplugs = (page: Page, kind: 'camera' | 'microphone'): Promise<void> =>
  page.evaluate((gone) => {
    const track = window.capture.stage.streams[gone]?.getTracks()[0]
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
  }, kind)

/** Tells the page that devices came or went, as the system does. */
const plugsIn = (page: Page): Promise<unknown> =>
  page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')))

const elapsed = (page: Page): Promise<number> => page.evaluate(() => window.capture.recording.elapsedMs.get())
const alarms = async (page: Page): Promise<string[]> => (await state(page)).alarms.map(({ kind }) => kind)

/** Waits until the take has so many segments and the last one has recorded for a while. */
async function recordsOn(page: Page): Promise<void> {
  await recordedFor(page, (await elapsed(page)) + 1_200)
}

describe('a device that goes away while one records', () => {
  it('is left out from there on, said, and taken up again when it is back', async () => {
    await openSources(page, ['screen', 'camera', 'microphone'])
    const take = await start(page)
    await recordsOn(page)
    await unplugs(page, 'camera')
    expect(await alarms(page)).toEqual(['camera-lost'])
    await recordsOn(page)
    await plugsIn(page)
    await page.waitForFunction(() => window.capture.stage.state.get().camera.status === 'open')
    expect(await alarms(page)).toEqual([])
    await recordsOn(page)
    await unplugs(page, 'microphone')
    expect(await alarms(page)).toEqual(['microphone-lost'])
    await recordsOn(page)
    await stop(page)

    const found = await takeOf(world, take)
    const tracks = found.segments.map((segment) => segment.tracks.map(({ track }) => track).join(' and '))
    expect(tracks).toEqual(['screen and camera', 'screen', 'screen and camera', 'screen and camera'])
    expect(found.segments.map(({ endReason }) => endReason).slice(0, 3)).toEqual(Array(3).fill('device-changed'))
    const told = (await journalOf(world.profileDir, take)).flatMap((event) =>
      event.type === 'device-lost' || event.type === 'device-returned' ? [`${event.device} ${event.type}`] : [],
    )
    expect(told).toEqual(['camera device-lost', 'camera device-returned', 'microphone device-lost'])
    // Every part holds what its clock says, so nothing was held back by a track that gave nothing any more.
    expect(Math.abs(found.durationMs - (await elapsed(page)))).toBeLessThan(1_000)
  })

  it('pauses a voice that has nothing else, and goes on with the microphone when it is back', async () => {
    await openSources(page, ['microphone'])
    const take = await start(page)
    await recordsOn(page)
    await unplugs(page, 'microphone')
    await page.waitForFunction(() => window.capture.recording.state.get().phase === 'paused')
    expect(await alarms(page)).toEqual(['microphone-lost'])
    await plugsIn(page)
    await page.waitForFunction(() => window.capture.stage.state.get().microphone.status === 'open')
    await page.evaluate(() => window.capture.recording.resume())
    await recordsOn(page)
    await stop(page)
    const found = await takeOf(world, take)
    expect(found.segments).toHaveLength(2)
    expect(found.durationMs).toBeGreaterThan(2_000)
  })
})

describe('while one records', () => {
  it('a muted microphone is silence, without an alarm, and heard again afterwards', async () => {
    await openSources(page, ['microphone'])
    const take = await start(page)
    await recordedFor(page, 2_000)
    await page.evaluate(() => window.capture.stage.setMuted('microphone', true))
    await recordedFor(page, 5_000)
    expect(await alarms(page)).toEqual([])
    await page.evaluate(() => window.capture.stage.setMuted('microphone', false))
    await recordedFor(page, 7_000)
    await stop(page)
    const path = join(world.profileDir, 'takes', take, 'segment-001-microphone.webm')
    expect(await loudnessDb(path, { fromSec: 2.8, forSec: 1.6 })).toBeLessThan(-80)
    expect(await loudnessDb(path, { fromSec: 0, forSec: 2 })).toBeGreaterThan(-50)
    expect(await loudnessDb(path, { fromSec: 5.3, forSec: 1.5 })).toBeGreaterThan(-50)
  })

  it('layouts, marks and the part of the screen go into the take, and a new beginning keeps the layout', async () => {
    await openSources(page, ['screen', 'camera'])
    const region = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 }
    await page.evaluate((part) => window.capture.stage.setRegion(part), region)
    const first = await start(page)
    await recordedFor(page, 800)
    await page.evaluate(() => {
      const { recording } = window.capture
      recording.mark()
      const { layout } = recording.state.get()
      if (layout) recording.setLayout({ ...layout, isSwapped: true })
    })
    await recordedFor(page, 1_600)
    await page.evaluate(() => window.capture.recording.restart())
    await recordedFor(page, 600)
    const { takeId } = await state(page)
    await stop(page)

    const found = await takeOf(world, first)
    expect(found.status).toBe('discarded')
    expect(found.layouts.map(({ layout }) => layout.isSwapped)).toEqual([false, true])
    // Marked first, then changed: one after the other by the same clock.
    expect(found.marks).toMatchObject([{ name: '' }])
    const swappedMs = found.layouts[1]?.fromMs ?? 0
    const markedMs = found.marks[0]?.atMs ?? Number.NaN
    expect(markedMs).toBeGreaterThanOrEqual(800)
    expect(markedMs).toBeLessThanOrEqual(swappedMs)
    expect(found.sources.screen).toMatchObject({ region, framesPerSecond: 30 })
    const again = await takeOf(world, takeId ?? '')
    expect(again.layouts.map(({ layout }) => layout.isSwapped)).toEqual([true])
  })

  it('a window that gives no picture for a while is said, and loses nothing', async () => {
    await openSources(page, ['screen', 'microphone'])
    const take = await start(page)
    // As the browser tells it of a window that is minimised.
    const says = (type: 'mute' | 'unmute'): Promise<unknown> =>
      page.evaluate((name) => {
        window.capture.stage.streams.screen?.getVideoTracks()[0]?.dispatchEvent(new Event(name))
      }, type)
    await says('mute')
    expect(await alarms(page)).toEqual(['screen-dark'])
    await recordsOn(page)
    await says('unmute')
    expect(await alarms(page)).toEqual([])
    await stop(page)
    expect((await takeOf(world, take)).segments).toHaveLength(1)
  })

  it('a computer that goes to sleep finds it paused and on the disk, and says so until one goes on', async () => {
    await openSources(page, ['screen', 'microphone'])
    const take = await start(page)
    await recordsOn(page)
    await page.evaluate(() => window.capture.recording.suspend('sleep'))
    expect(await state(page)).toMatchObject({ phase: 'paused', alarms: [{ kind: 'suspended' }] })
    await page.waitForFunction(() => window.capture.recording.state.get().bytesWaiting === 0)
    const pausedAtMs = await elapsed(page)
    expect((await takeOf(world, take)).sizeBytes).toBeGreaterThan(0)
    await page.evaluate(() => window.capture.recording.resume())
    expect(await alarms(page)).toEqual([])
    await recordedFor(page, pausedAtMs + 500)
    await stop(page)
  })
})
