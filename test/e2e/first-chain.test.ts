import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bubbleBox } from '../../domain/takes/bubble-place.ts'
import { bubbleIn } from '../../domain/takes/take.ts'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { brightnessOf, differenceOf } from '../support/frames.ts'
import { loudnessDb } from '../support/media.ts'
import { type ProbedVideo, probeVideo, publishedVideo, publishedVideos } from '../support/published-video.ts'
import { type SlowSync, startSlowSync } from '../support/slow-sync.ts'
import { type ClockWindow, clockIn, openClockWindow } from './clock-window.ts'
import {
  finishes,
  journalledMs,
  journalOf,
  publishesNow,
  putsIntoWords,
  recordedFor,
  startsLibraryWithThread,
  startsRecording,
} from './record-steps.ts'

const screen = { width: 1600, height: 900 }
const pauseMs = 2200

let world: World
let clock: ClockWindow
let sync: SlowSync
let ada: Device
let berta: Device
let take: string
let videoPath: string
let probed: ProbedVideo

beforeAll(async () => {
  world = await openWorld(screen)
  // Two folders that are kept alike, as by a sync tool, so that what is large can be late.
  const adaDir = join(world.dir, 'folder-of-ada')
  const bertaDir = join(world.dir, 'folder-of-berta')
  sync = startSlowSync(adaDir, bertaDir)
  ada = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
  await startsLibraryWithThread(ada.page, {
    dir: adaDir,
    thread: 'Payments',
    questions: ['What moved?', 'What is next?'],
  })
  berta = await world.device({ name: 'Berta', timeZone: 'Europe/Lisbon' })
  await joins(berta.page, bertaDir)

  clock = await openClockWindow(world.browser, { left: 1280, screenWidth: screen.width })
  await ada.page.getByRole('link', { name: /^Answer for week/ }).click()
  await startsRecording(ada.page)
  await recordedFor(ada.page, 4)
  await ada.page.getByRole('button', { name: 'Next question' }).click()
  await recordedFor(ada.page, 6)
  await ada.page.getByRole('button', { name: 'Pause' }).click()
  await clock.passed(pauseMs)
  await ada.page.getByRole('button', { name: 'Go on' }).click()
  await recordedFor(ada.page, 11)
  take = await finishes(ada.page)
  await putsIntoWords(ada.page, {
    title: 'The ledger balances',
    answers: { 'What moved?': 'The ledger balances to the cent.', 'What is next?': 'Moving the old invoices.' },
  })
  await publishesNow(ada.page)
  await vi.waitUntil(async () => (await publishedVideos(adaDir)).length > 0, { timeout: 30_000 })
  videoPath = await publishedVideo(adaDir)
  probed = await probeVideo(videoPath)
}, 180_000)

afterAll(async () => {
  await sync?.close()
  await world?.close()
})

describe('an update that is recorded here and watched there', () => {
  it('can be read before its video has come, then watched, and a comment at a second comes back', async () => {
    const { page } = berta
    const row = page.getByRole('article', { name: /^Ada in Payments/ })
    await row.getByText('The ledger balances to the cent.').waitFor()
    await page.getByText('video not here yet').waitFor()
    await row.getByRole('link', { name: 'Read, Ada' }).click()
    await page.getByText(/video not here yet, [\d.,]+ [kM]B/).waitFor()
    await page.getByText('Moving the old invoices.').first().waitFor()
    expect(await page.locator('video').count()).toBe(0)

    sync.letVideosThrough()
    const player = page.getByRole('region', { name: 'Player' })
    await player.waitFor()
    await page.getByRole('button', { name: 'Watch', exact: true }).click()
    await player.getByRole('button', { name: 'Play' }).click()
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) >= 3)
    const box = page.getByRole('textbox', { name: /^Comment at/ })
    await box.click()
    const played = await player.locator('video').evaluate((video: HTMLVideoElement) => ({
      atSec: video.currentTime,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      isPaused: video.paused,
    }))
    expect(played.isPaused).toBe(true)
    expect(played.frames).toBeGreaterThan(30)
    await box.fill('Which invoices do you mean?')
    const at = (await box.getAttribute('aria-label'))?.replace('Comment at ', '') ?? ''
    expect(Math.abs(played.atSec - 0.5 - Number(at.replace('0:', '')))).toBeLessThan(0.6)
    await page.getByRole('button', { name: 'Comment', exact: true }).click()

    await ada.page.getByRole('link', { name: 'The ledger balances to the cent.' }).click()
    const comment = ada.page.getByRole('list', { name: 'Comments' }).getByRole('listitem')
    await comment.getByText('Which invoices do you mean?').waitFor()
    expect(await comment.getByRole('button', { name: `at ${at}` }).isVisible()).toBe(true)
    await ada.page.getByRole('button', { name: `Berta at ${at}` }).click()
    await isAt(ada.page, played.atSec)
    const questions = (await journalOf(ada.profileDir, take)).filter((event) => event.type === 'question')
    expect(questions).toHaveLength(2)
    await ada.page.getByRole('button', { name: /What is next/ }).click()
    await isAt(ada.page, (questions[1]?.segmentMs ?? 0) / 1000)
  })

  it('is one file that plays anywhere, as long as what was recorded without the pause', async () => {
    expect(probed).toMatchObject({ videoCodec: 'h264', audioCodec: 'aac', width: 1600, height: 900 })
    expect(probed.boxes.indexOf('moov')).toBeGreaterThanOrEqual(0)
    expect(probed.boxes.indexOf('moov')).toBeLessThan(probed.boxes.indexOf('mdat'))
    const recordedMs = await journalledMs(ada.profileDir, take)
    console.log(`recorded ${recordedMs} ms, published ${probed.durationSec * 1000} ms`)
    expect(recordedMs).toBeGreaterThanOrEqual(11_000)
    expect(Math.abs(probed.durationSec * 1000 - recordedMs)).toBeLessThan(300)
    expect(await loudnessDb(videoPath)).toBeGreaterThan(-50)
    // It was published before its video was made, which was then waited for and not made again.
    const composed = (await journalOf(ada.profileDir, take)).filter(({ type }) => type === 'composed')
    expect(composed).toHaveLength(1)
  })

  it('shows the true screen, at its own time but for the pause', async () => {
    const { leapsMs, shownMs, lengthMs } = await clockIn(videoPath, clock.area)
    console.log(`leaps ${leapsMs}, the clock went on ${shownMs} ms in ${lengthMs} ms`)
    expect(leapsMs).toHaveLength(1)
    expect(leapsMs[0]).toBeGreaterThan(pauseMs - 300)
    expect(Math.abs(shownMs - lengthMs)).toBeLessThan(500)
  })

  it('shows the camera moving in its corner', async () => {
    const bubble = bubbleIn({ corner: 'bottom-right', sizeFraction: 0.16 })
    const { width: diameter, ...place } = bubbleBox(bubble, screen)
    // The square within the disc.
    const inset = Math.ceil(diameter * 0.15)
    const side = diameter - 2 * inset
    const area = { x: place.x + inset, y: place.y + inset, width: side, height: side }
    const frames = await brightnessOf({ path: videoPath, area, framesPerSecond: 1, columns: 32, rows: 32 })
    const changes = frames.slice(1).map((frame, index) => differenceOf(frame, frames[index] ?? frame))
    console.log(`changes of the bubble from second to second: ${changes.map((change) => change.toFixed(1))}`)
    expect(changes.length).toBeGreaterThanOrEqual(10)
    expect(changes.filter((change) => change > 2).length).toBeGreaterThanOrEqual(changes.length - 2)
  })
})

async function joins(page: Page, dir: string): Promise<void> {
  await page.getByRole('link', { name: 'Open a folder someone shared' }).click()
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(dir)
  await page.getByRole('button', { name: 'Open the folder' }).click()
  await page.getByRole('radio', { name: 'I am new here' }).check()
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('link', { name: 'Payments' }).waitFor()
}

/** Resolves once the video is at this second. */
async function isAt(page: Page, sec: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => Math.abs((document.querySelector('video')?.currentTime ?? Number.NaN) - wanted) < 0.1,
    sec,
  )
}
