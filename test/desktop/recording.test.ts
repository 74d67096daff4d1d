import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finishes, journalledMs, publishesNow, putsIntoWords, recordedFor } from '../e2e/record-steps.ts'
import { type Area, brightnessOf, differenceOf } from '../support/frames.ts'
import { loudnessDb } from '../support/media.ts'
import { type ProbedVideo, probeVideo, publishedVideo } from '../support/published-video.ts'
import { type DesktopApp, newProfileDir, removeProfile, startDesktop } from './app.ts'
import { openBlinkingWindow } from './blinking-window.ts'
import { ask, foundLibrary, makeThread, newFolder, opensRecord, records } from './library.ts'

const screen = { width: 1920, height: 1080 }
/** To the right of the app's own window. */
const blinking: Area = { x: 1400, y: 200, width: 400, height: 300 }
/** Within the camera's circle, at the lower right. */
const withinBubble: Area = { x: 1700, y: 860, width: 120, height: 120 }

let desktop: DesktopApp
let page: Page
let libraryDir: string
let library: string

beforeAll(async () => {
  libraryDir = await newFolder()
  desktop = await startDesktop(await newProfileDir())
  page = desktop.page
  await desktop.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: 1280, height: 800 })
  })
  await openBlinkingWindow(desktop.app, blinking)
  library = await foundLibrary(page, libraryDir)
})

afterAll(async () => {
  await desktop.close()
  await removeProfile(desktop.profileDir)
  await rm(libraryDir, { recursive: true, force: true })
})

/** Chooses the whole screen in the app's own picker and records it with camera and microphone. */
async function startsRecording(): Promise<void> {
  await page.getByRole('meter', { name: /^Level of/ }).waitFor()
  await page.getByRole('button', { name: 'Choose a screen or window' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Screen$/ })
    .click()
  await page.getByLabel('What is recorded').waitFor()
  await page.getByLabel('Your camera').first().waitFor()
  await page.getByRole('button', { name: 'Record, after 1 s' }).click()
  await page.getByRole('timer', { name: 'Recorded so far' }).waitFor()
}

describe('an update made in the desktop', () => {
  it('is recorded with screen, camera and voice, published into the folder and played from there', async () => {
    await opensRecord(page, { library, thread: await makeThread(page, library) })
    await startsRecording()
    await recordedFor(page, 3)
    // where the small control would be in the picture, it stays away from the screen that is recorded
    const isControlLeftOut = process.platform !== 'linux'
    expect(desktop.app.windows().some((window) => window.url().endsWith('#/control'))).toBe(isControlLeftOut)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('heading', { name: 'The recording is paused' }).waitFor()
    // long enough to be told from no pause, were it in the video
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2_000)))
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('button', { name: 'Next question' }).click()
    await recordedFor(page, 7)
    const take = await finishes(page)
    const recordedMs = await journalledMs(desktop.profileDir, take)
    expect(await ask(page, { method: 'GET', path: `/api/takes/${take}` })).toMatchObject({
      sources: { screen: { kind: 'screen' }, camera: {}, microphone: {} },
      chapters: [{ questionId: 'done' }, { questionId: 'next' }],
    })

    await putsIntoWords(page, {
      title: 'Refunds are live',
      answers: { 'What is done?': 'Refunds go out by themselves.', 'What is next?': 'Chargebacks.' },
    })
    await publishesNow(page)
    await expect
      .poll(() => records(page, { library, kind: 'update' }), { timeout: 60_000 })
      .toMatchObject([{ title: 'Refunds are live', video: { isHere: true } }])

    const path = await publishedVideo(libraryDir)
    const video = await probeVideo(path)
    expect(video).toMatchObject({ videoCodec: 'h264', audioCodec: 'aac' })
    expect([video.width % 2, video.height % 2]).toEqual([0, 0])
    expect(video.boxes.indexOf('moov')).toBeLessThan(video.boxes.indexOf('mdat'))
    expect(Math.abs(video.durationSec * 1000 - recordedMs)).toBeLessThan(300)
    expect(recordedMs).toBeLessThan(9_000)
    expect(await loudnessDb(path)).toBeGreaterThan(-60)
    expect(await blinksIn({ path, video })).toBeGreaterThan(4)
    expect(await bubbleMoves({ path, video })).toBe(true)

    await page.getByRole('link', { name: /Refunds go out by themselves/ }).click()
    await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Play', exact: true }).click()
    const played = (): Promise<number> => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
    await expect.poll(played, { timeout: 20_000 }).toBeGreaterThan(1.5)
    expect(await page.evaluate(() => document.querySelector('video')?.error ?? null)).toBeNull()
  })
})

interface Film {
  path: string
  video: ProbedVideo
}

/** A part of the screen as it is in a video of the whole screen, whatever the video's size. */
function inVideo(area: Area, { width, height }: ProbedVideo): Area {
  const across = width / screen.width
  const down = height / screen.height
  return {
    x: Math.round(area.x * across),
    y: Math.round(area.y * down),
    width: Math.round(area.width * across),
    height: Math.round(area.height * down),
  }
}

/** How often the window beside the app turned from black to white or back. */
async function blinksIn({ path, video }: Film): Promise<number> {
  const area = inVideo(blinking, video)
  const frames = await brightnessOf({ path, area, framesPerSecond: 10, columns: 1, rows: 1 })
  const clear = frames.map(([brightness = 0]) => brightness).filter((brightness) => brightness < 60 || brightness > 195)
  return clear.filter((brightness, index) => index > 0 && brightness > 127 !== (clear[index - 1] ?? 0) > 127).length
}

async function bubbleMoves({ path, video }: Film): Promise<boolean> {
  const area = inVideo(withinBubble, video)
  const frames = await brightnessOf({ path, area, framesPerSecond: 5, columns: 24, rows: 24 })
  return frames.some((frame, index) => index > 0 && differenceOf(frame, frames[index - 1] ?? frame) > 1)
}
