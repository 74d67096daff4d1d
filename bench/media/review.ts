import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openClockWindow } from '../../test/e2e/clock-window.ts'
import { reviewedTake, shownSec, startsLibraryWithThread, startsRecording } from '../../test/e2e/record-steps.ts'
import { openWorld } from '../../test/support/app-in-browser.ts'
import { speech } from '../../test/support/voice.ts'
import { printTable } from '../library/table.ts'
import type { MediaBench } from './bench.ts'

const screen = { width: 1920, height: 1080 }
const usualMinutes = [0.25, 1, 10]

/**
 * From the press on Finish to the first frame of Review, by the page's own eyes: the app itself records a screen of 1080p with
 * camera and voice, at real pace, composes it meanwhile, and plays it as soon as it can.
 */
export async function benchReview({ dir: scratch, minutes }: MediaBench): Promise<void> {
  await mkdir(scratch, { recursive: true })
  const voice = await speech({ path: join(scratch, 'voice.wav'), gainDb: -8, noiseDb: -62 })
  const world = await openWorld({ ...screen, args: [`--use-file-for-fake-audio-capture=${voice}`] })
  const rows: Record<string, number>[] = []
  try {
    const { page } = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
    const dir = join(world.dir, 'folder')
    await startsLibraryWithThread(page, { dir, thread: 'Payments', questions: ['What moved?', 'What is next?'] })
    const answer = page.getByRole('link', { name: /^Answer for week/ })
    const recordUrl = await answer.evaluate((link) => (link as HTMLAnchorElement).href)
    await openClockWindow(world.browser, { left: 1280, screenWidth: screen.width })
    for (const length of minutes === null ? usualMinutes : [minutes]) {
      await page.goto(recordUrl)
      await startsRecording(page)
      while ((await shownSec(page)) < length * 60) await page.waitForTimeout(200)
      rows.push({ minutes: length, ...(await finishToFrames(page)) })
    }
  } finally {
    await world.close()
  }
  printTable('From the press on Finish, in the app, seconds', rows)
}

interface Moments {
  shown: number
  played: number
}

/** Presses Finish, and plays what Review shows as soon as it shows anything. */
async function finishToFrames(page: Page): Promise<Record<string, number>> {
  await page.evaluate(() => {
    const pressed = new Promise<number>((resolve) => {
      addEventListener('click', () => resolve(performance.now()), { capture: true, once: true })
    })
    const video = new Promise<HTMLVideoElement>((resolve) => {
      const look = (): void => {
        const found = document.querySelector<HTMLVideoElement>('video[aria-label="The recording"]')
        if (found) resolve(found)
        else requestAnimationFrame(look)
      }
      look()
    })
    const frameOf = (element: HTMLVideoElement, holds: (mediaSec: number) => boolean): Promise<number> =>
      new Promise((resolve) => {
        const next = (): void => {
          element.requestVideoFrameCallback((nowMs, { mediaTime }) => (holds(mediaTime) ? resolve(nowMs) : next()))
        }
        next()
      })
    const moments = async (): Promise<Moments> => {
      const from = await pressed
      const element = await video
      const played = frameOf(element, (mediaSec) => mediaSec > 0)
      const shown = await frameOf(element, () => true)
      element.click()
      return { shown: (shown - from) / 1000, played: ((await played) - from) / 1000 }
    }
    window.moments = moments()
  })
  await page.getByRole('button', { name: 'Finish' }).click()
  await reviewedTake(page)
  const { shown, played } = await page.evaluate(() => window.moments)
  return { 'first frame shown': shown, 'first frame played': played }
}

declare global {
  interface Window {
    moments: Promise<Moments>
  }
}
