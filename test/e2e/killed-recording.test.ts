import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Device, openWorld, type World } from '../support/app-in-browser.ts'
import { type ProbedVideo, probeVideo, publishedVideos } from '../support/published-video.ts'
import { clockIn, openClockWindow } from './clock-window.ts'
import {
  finishes,
  journalledMs,
  publishesNow,
  putsIntoWords,
  recordedFor,
  reviewedTake,
  shownSec,
  startsLibraryWithThread,
  startsRecording,
} from './record-steps.ts'

const screen = { width: 1600, height: 900 }
const pauseMs = 2000

let world: World
let ada: Device

beforeAll(async () => {
  world = await openWorld(screen)
  ada = await world.device({ name: 'Ada', timeZone: 'Europe/Vienna' })
  const questions: [string, string] = ['What moved?', 'What is next?']
  await startsLibraryWithThread(ada.page, { dir: world.sharedDir, thread: 'Payments', questions })
})

afterAll(async () => {
  await world?.close()
})

describe('a recording whose backend is killed again and again', () => {
  it('misses nothing: the page keeps what it records and sends it when the backend is back', async () => {
    const clock = await openClockWindow(world.browser, { left: 1280, screenWidth: screen.width })
    const { page } = ada
    await record()
    await recordedFor(page, 2)
    await ada.killBackend()
    await recordedFor(page, 5)
    await ada.startBackend()
    await recordedFor(page, 7)
    await page.getByRole('button', { name: 'Pause' }).click()
    await ada.killBackend()
    await clock.passed(pauseMs)
    await ada.startBackend()
    await page.getByRole('button', { name: 'Go on' }).click()
    await recordedFor(page, 9)
    await ada.killBackend()
    await recordedFor(page, 11)
    const finishing = finishes(page)
    await page.getByRole('button', { name: 'Finishing' }).waitFor()
    await ada.startBackend()
    const take = await finishing
    const recordedMs = await journalledMs(ada.profileDir, take)
    const { path, probed } = await publish('Through three cuts')
    const { leapsMs, shownMs, lengthMs } = await clockIn(path, clock.area)
    console.log(`recorded ${recordedMs} ms, published ${probed.durationSec * 1000} ms, of which seen ${shownMs} ms`)
    expect(recordedMs).toBeGreaterThanOrEqual(11_000)
    expect(Math.abs(probed.durationSec * 1000 - recordedMs)).toBeLessThan(300)
    expect(leapsMs).toHaveLength(1)
    expect(Math.abs(shownMs - lengthMs)).toBeLessThan(500)
  })
})

describe('a recording that is cut off', () => {
  it.each([
    { what: 'the page', when: 'soon after it began', atSec: 3, isPaused: false },
    { what: 'the browser', when: 'while it is paused', atSec: 5, isPaused: true },
    { what: 'everything', when: 'while it goes on', atSec: 7, isPaused: false },
  ] as const)(
    'is offered again and can be published, when $what is killed $when',
    async ({ what, atSec, isPaused }) => {
      await record()
      await recordedFor(ada.page, 2)
      await ada.page.getByRole('button', { name: 'Next question' }).click()
      await recordedFor(ada.page, atSec)
      if (isPaused) await ada.page.getByRole('button', { name: 'Pause' }).click()
      const shown = await shownSec(ada.page)
      await kill(what)
      const { page } = ada
      const card = page.getByRole('group').filter({ hasText: /^A recording from .* was interrupted: 0:0\d are safe\./ })
      await card.getByRole('button', { name: 'Review' }).click()
      await reviewedTake(page)
      await page.getByText('The recording was interrupted. Everything that was safe is here.').waitFor()
      const { probed } = await publish(`Without ${what}`)
      console.log(`${what} killed at ${shown} s: ${probed.durationSec} s published`)
      expect(probed).toMatchObject({ videoCodec: 'h264', audioCodec: 'aac' })
      // At most 2 s are missing, also where the clock was about to show the next second.
      expect(probed.durationSec).toBeGreaterThanOrEqual(shown + 1 - 2)
      expect(probed.durationSec).toBeLessThan(shown + 2)
    },
  )
})

/** Takes it away as a crash would, and starts it again. */
async function kill(what: 'the page' | 'the browser' | 'everything'): Promise<void> {
  if (what === 'the page') return await ada.killPage()
  const ends = what === 'everything' ? [world.killBrowser(), ada.killBackend()] : [world.killBrowser()]
  await Promise.all(ends)
  if (what === 'everything') await ada.startBackend()
  await world.startBrowser()
}

async function record(): Promise<void> {
  await ada.page.getByRole('button', { name: 'Record', exact: true }).click()
  await startsRecording(ada.page)
}

/** Writes one answer, publishes, and reads the video in the folder. */
async function publish(title: string): Promise<{ path: string; probed: ProbedVideo }> {
  const before = await publishedVideos(world.sharedDir)
  await putsIntoWords(ada.page, { title, answers: { 'What moved?': 'The ledger balances to the cent.' } })
  await publishesNow(ada.page)
  const path = await vi.waitUntil(
    async () => (await publishedVideos(world.sharedDir)).find((each) => !before.includes(each)),
    { timeout: 30_000 },
  )
  return { path, probed: await probeVideo(path) }
}
